// phi' on the portable path against the double reference, which activation_test.cpp checks.
#include "core/activation/activation_derivative.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace initlab {
namespace {

// portable_math.h: 4e-11 relative for erfc, 1e-11 for exp; a few of them together.
constexpr double relative = 3e-10;
constexpr double floor_of_exp = 1e-290;

std::vector<float> arguments() {
  std::vector<float> z = {0.0f, -0.0f, 1.0f, -1.0f, 1e-40f, -1e-40f, 1e6f, -1e6f, 3e38f, -3e38f};
  for (float x = -45.0f; x <= 45.0f; x += 0.0371f) z.push_back(x);
  for (float x = 1e-6f; x < 1e4f; x *= 1.7f) {
    z.push_back(x);
    z.push_back(-x);
  }
  return z;
}

TEST(ActivationDerivative, IsTheReferences) {
  const std::vector<float> z = arguments();
  for (int kind = 0; kind < activation_count; ++kind) {
    const ActivationFunction function = make_activation(static_cast<Activation>(kind));
    std::vector<double> got(z.size());
    derivatives(function, z, got);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double expected = derivative(function, static_cast<double>(z[i]));
      // The gated functions' derivatives pass through 0, sin's at every quarter turn: there the
      // sum's terms, of order 1 or of the value at -z, decide.
      const bool crosses = function.kind == Activation::sin || (z[i] < 0.0f && z[i] > -5.0f);
      const double allowed =
          relative * std::fabs(expected) + floor_of_exp + (crosses ? relative : 0.0);
      EXPECT_NEAR(got[i], expected, allowed) << kind << ' ' << z[i];
    }
  }
}

// The first tanh' that a float could not hold: what the paradox's products are made of.
TEST(ActivationDerivative, KeepsWhatFloatLoses) {
  const std::vector<float> z = {60.0f, 200.0f};
  std::vector<double> got(z.size());
  derivatives({Activation::tanh}, z, got);
  EXPECT_NEAR(got[0] / (4 * std::exp(-120.0)), 1, relative);
  EXPECT_NEAR(got[1] / (4 * std::exp(-400.0)), 1, relative);
}

TEST(ActivationDerivative, NanAndInfinities) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> z = {std::numeric_limits<float>::quiet_NaN(), infinity, -infinity};
  for (int kind = 0; kind < activation_count; ++kind) {
    const ActivationFunction function = make_activation(static_cast<Activation>(kind));
    std::vector<double> got(z.size());
    derivatives(function, z, got);
    EXPECT_TRUE(std::isnan(got[0])) << kind;
    if (function.kind == Activation::sin) {
      EXPECT_TRUE(std::isnan(got[1]) && std::isnan(got[2]));
      continue;
    }
    EXPECT_NEAR(got[1], derivative(function, static_cast<double>(infinity)), 1e-9) << kind;
    EXPECT_NEAR(got[2], derivative(function, -static_cast<double>(infinity)), 1e-9) << kind;
  }
}

}  // namespace
}  // namespace initlab
