// Every optimizer against five steps worked out with 60 digits (tests/reference/optimizers.json).
#include "core/training/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "json.h"

namespace initlab {
namespace {

const nlohmann::json& reference() {
  static const nlohmann::json file = [] {
    std::ifstream stream(INITLAB_REFERENCE_DIR "/optimizers.json");
    return nlohmann::json::parse(stream, nullptr, false);
  }();
  return file;
}

OptimizerKind kind_of(const std::string& name) {
  static const std::map<std::string, OptimizerKind> kinds = {{"sgd", OptimizerKind::sgd},
                                                             {"momentum", OptimizerKind::momentum},
                                                             {"nesterov", OptimizerKind::nesterov},
                                                             {"adam", OptimizerKind::adam},
                                                             {"adamw", OptimizerKind::adamw}};
  return kinds.at(name);
}

double number_or(const nlohmann::json& value, double otherwise) {
  return value.is_null() ? otherwise : value.get<double>();
}

/// The largest distance of a parameter from the reference, over all steps of a case.
template <class Real>
double worst(const nlohmann::json& wanted) {
  const nlohmann::json& given = reference()["parameters"];
  auto weights = given["start"].get<std::vector<Real>>();
  Optimizer<Real> optimizer(kind_of(wanted["optimizer"]), wanted["weight_decay"].get<double>());
  const double limit = number_or(wanted["clip_norm"], 0.0);
  const int warmup = static_cast<int>(number_or(wanted["warm_up_steps"], 0.0));
  double worst = 0;
  for (std::size_t t = 0; t < wanted["steps"].size(); ++t) {
    auto gradient = given["gradients"][t].get<std::vector<Real>>();
    const nlohmann::json& step = wanted["steps"][t];
    clip(std::span(gradient), step["gradient_norm"].get<double>(), limit);
    const double rate = warmed_rate(wanted["rate"].get<double>(), warmup, static_cast<int>(t) + 1);
    EXPECT_NEAR(rate, step["rate"].get<double>(), 1e-15);
    optimizer.step(weights, gradient, rate);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      worst = std::max(
          worst, std::abs(static_cast<double>(weights[i]) - step["parameters"][i].get<double>()));
    }
  }
  return worst;
}

TEST(OptimizerReference, EveryCaseInDouble) {
  ASSERT_EQ(reference()["cases"].size(), 24U);
  for (const nlohmann::json& wanted : reference()["cases"]) {
    SCOPED_TRACE(wanted["optimizer"].get<std::string>() + ' ' + wanted["case"].get<std::string>());
    // Sixteen digits are given; five steps round each number a few times.
    EXPECT_LT(worst<double>(wanted), 2e-15);
  }
}

TEST(OptimizerReference, EveryCaseInFloat) {
  for (const nlohmann::json& wanted : reference()["cases"]) {
    SCOPED_TRACE(wanted["optimizer"].get<std::string>() + ' ' + wanted["case"].get<std::string>());
    // Half an ulp of a parameter below 1.25, and of the optimizer's own numbers, at each step.
    EXPECT_LT(worst<float>(wanted), 1e-6);
  }
}

TEST(OptimizerReference, ClippingLeavesWhatIsShorter) {
  std::vector<double> gradient = {0.3, -0.4};
  clip(std::span(gradient), 0.5, 1.0);
  EXPECT_EQ(gradient, (std::vector<double>{0.3, -0.4}));
  clip(std::span(gradient), 0.5, 0.0);
  EXPECT_EQ(gradient, (std::vector<double>{0.3, -0.4}));
  clip(std::span(gradient), 0.5, 0.25);
  EXPECT_NEAR(gradient[0], 0.15, 1e-6);
  EXPECT_NEAR(gradient[1], -0.2, 1e-6);
}

}  // namespace
}  // namespace initlab
