// How deep a signal reaches: against closed forms and an independent table.
#include "core/theory/depth_scale.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "core/reference.h"

namespace initlab {
namespace {

// Rounding of the fixed point's bisection and of the logarithm.
constexpr double closed_form_tolerance = 1e-10;

double depth_scale_of(Activation kind, double weight_variance, double bias_variance = 0) {
  const auto scale = signal_scale(make_activation(kind), weight_variance, bias_variance);
  return scale ? scale->depth : std::nan("");
}

TEST(DepthScale, OfReluIsThatOfHalfTheWeightVariance) {
  for (const double variance : {0.25, 1.0, 1.9}) {
    const double expected = -1 / std::log(variance / 2);
    EXPECT_NEAR(depth_scale_of(Activation::relu, variance), expected,
                closed_form_tolerance * expected);
    EXPECT_NEAR(depth_scale_of(Activation::relu, variance, 0.3), expected,
                closed_form_tolerance * expected);
  }
  EXPECT_TRUE(std::isinf(depth_scale_of(Activation::relu, 2.0)));
  EXPECT_TRUE(std::isnan(depth_scale_of(Activation::relu, 2.1))) << "the variance grows";
}

TEST(DepthScale, OfALinearNetworkIsThatOfTheWeightVariance) {
  EXPECT_NEAR(depth_scale_of(Activation::identity, 0.81), -1 / std::log(0.81),
              closed_form_tolerance);
  EXPECT_TRUE(std::isinf(depth_scale_of(Activation::identity, 1.0)));
  EXPECT_TRUE(std::isnan(depth_scale_of(Activation::identity, 1.1)));
}

TEST(DepthScale, OfTanhDivergesAtGainOne) {
  // Below it is the linear network's.
  EXPECT_NEAR(depth_scale_of(Activation::tanh, 0.81), -1 / std::log(0.81), 1e-8);
  EXPECT_GT(depth_scale_of(Activation::tanh, 0.998), 400);
  EXPECT_GT(depth_scale_of(Activation::tanh, 1.02), 4000) << "1 - slope is of second order above";
  EXPECT_LT(depth_scale_of(Activation::tanh, 4), 10);
}

TEST(DepthScale, AgreesWithAnIndependentTable) {
  const std::map<std::string, Activation> kinds = {{"tanh", Activation::tanh},
                                                   {"erf", Activation::erf},
                                                   {"sigmoid", Activation::sigmoid},
                                                   {"relu", Activation::relu},
                                                   {"leaky_relu", Activation::leaky_relu},
                                                   {"gelu", Activation::gelu},
                                                   {"softplus", Activation::softplus},
                                                   {"hard_tanh", Activation::hard_tanh},
                                                   {"sin", Activation::sin}};
  const auto table = test::read_reference("depth_scale.json");
  ASSERT_GT(table["points"].size(), 15u);
  for (const auto& point : table["points"]) {
    const ActivationFunction function = make_activation(kinds.at(point["act"]));
    const double sw = point["sigma_w"];
    const double sb = point["sigma_b"];
    SCOPED_TRACE(testing::Message() << point["act"] << ' ' << sw << ' ' << sb);
    const auto scale = signal_scale(function, sw * sw, sb * sb);
    if (point["q"].is_null()) {
      EXPECT_FALSE(scale);
      continue;
    }
    ASSERT_TRUE(scale);
    EXPECT_NEAR(scale->q, point["q"].get<double>(), 1e-8);
    EXPECT_NEAR(scale->chi, point["chi"].get<double>(), 1e-7);
    const double xi = point["xi"];
    // The series beside a kink, where c* is near 1.
    const double tolerance = point["act"] == "hard_tanh" ? 1e-3 : 1e-5;
    EXPECT_NEAR(scale->depth, xi, tolerance * xi);
    if (point["c"].is_number() && scale->q > 0) {
      EXPECT_NEAR(scale->c, point["c"].get<double>(), tolerance);
    }
  }
  for (const auto& point : table["critical"]) {
    const double sb = point["sigma_b"];
    const auto variance =
        critical_weight_variance(make_activation(kinds.at(point["act"])), sb * sb);
    ASSERT_TRUE(variance);
    EXPECT_NEAR(std::sqrt(*variance), point["sigma_w"].get<double>(), 1e-7);
  }
  EXPECT_FALSE(critical_weight_variance(make_activation(Activation::relu), 0.1));
}

}  // namespace
}  // namespace initlab
