#include "core/activation/activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace initlab {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double quiet_nan = std::numeric_limits<double>::quiet_NaN();

std::vector<ActivationFunction> all_functions() {
  std::vector<ActivationFunction> functions;
  for (int k = 0; k < activation_count; ++k) {
    functions.push_back(make_activation(static_cast<Activation>(k)));
  }
  functions.push_back({Activation::elu, 0.5});
  functions.push_back({Activation::prelu, -1.5});
  return functions;
}

// The textbook formulas in extended precision, independent of value().
long double textbook(ActivationFunction f, long double z) {
  const long double a = static_cast<long double>(f.slope);
  const auto sigmoid = [](long double x) { return 1 / (1 + std::exp(-x)); };
  switch (f.kind) {
    case Activation::identity:
      return z;
    case Activation::sigmoid:
      return sigmoid(z);
    case Activation::tanh:
      return std::tanh(z);
    case Activation::hard_tanh:
      return z < -1 ? -1 : z > 1 ? 1 : z;
    case Activation::relu:
      return z > 0 ? z : 0;
    case Activation::leaky_relu:
    case Activation::prelu:
      return z > 0 ? z : a * z;
    case Activation::elu:
      return z > 0 ? z : a * std::expm1(z);
    case Activation::selu:
      return 1.0507009873554804934193349852946L *
             (z > 0 ? z : 1.6732632423543772848170429916717L * std::expm1(z));
    case Activation::gelu:
      return z * std::erfc(-z / std::sqrt(2.0L)) / 2;
    case Activation::gelu_tanh:
      return z * sigmoid(2 * std::sqrt(2 / 3.14159265358979323846264338327950288L) *
                         (z + 0.044715L * z * z * z));
    case Activation::silu:
      return z * sigmoid(z);
    case Activation::softplus:
      return z > 40 ? z : std::log1p(std::exp(z));
    case Activation::mish:
      return z * std::tanh(z > 40 ? z : std::log1p(std::exp(z)));
    case Activation::softsign:
      return z / (1 + std::fabs(z));
    case Activation::erf:
      return std::erf(z);
    case Activation::sin:
      return std::sin(z);
  }
  return 0;
}

std::vector<double> range() {
  std::vector<double> z;
  for (double x = -40; x <= 40; x += 0.0625 + 1e-3) z.push_back(x);
  for (double x = 1e-12; x < 1; x *= 3) z.push_back(x), z.push_back(-x);
  return z;
}

TEST(Activation, ValuesAgreeWithTheTextbook) {
  // gelu and gelu_tanh multiply the rounding (2e-16) of an exponent of up to 800 into the result.
  constexpr double value_tolerance = 5e-13;
  for (const ActivationFunction f : all_functions()) {
    for (const double z : range()) {
      const auto expected = static_cast<double>(textbook(f, static_cast<long double>(z)));
      EXPECT_NEAR(value(f, z), expected, value_tolerance * std::fabs(expected) + 1e-300)
          << static_cast<int>(f.kind) << " at " << z;
    }
  }
}

TEST(Activation, DerivativesAgreeWithCentralDifferences) {
  // h^2 phi'''/6 and rounding 1e-16 / h balance near h = 1e-5: both below 1e-9 of phi, phi' <= 40.
  constexpr double h = 1e-5;
  constexpr double tolerance = 2e-9;
  for (const ActivationFunction f : all_functions()) {
    for (double z = -30; z <= 30; z += 0.0371) {
      const auto corners = kinks(f);
      if (std::any_of(corners.begin(), corners.end(),
                      [z](double k) { return std::fabs(z - k) < 2 * h; })) {
        continue;
      }
      const double difference = (value(f, z + h) - value(f, z - h)) / (2 * h);
      EXPECT_NEAR(derivative(f, z), difference, tolerance * (1 + std::fabs(z)))
          << static_cast<int>(f.kind) << " at " << z;
    }
  }
}

TEST(Activation, DerivativesHaveRelativePrecisionInTheTails) {
  EXPECT_NEAR(derivative({Activation::tanh}, 18.0) / (4 * std::exp(-36.0)), 1, 1e-12);
  EXPECT_NEAR(derivative({Activation::sigmoid}, -50.0) / std::exp(-50.0), 1, 1e-12);
  EXPECT_NEAR(derivative({Activation::sigmoid}, 50.0) / std::exp(-50.0), 1, 1e-12);
}

TEST(Activation, ConventionsAtKinks) {
  EXPECT_EQ(derivative({Activation::relu}, 0), 0);
  EXPECT_EQ(derivative({Activation::leaky_relu, 0.01}, 0), 0.01);
  EXPECT_EQ(derivative({Activation::hard_tanh}, 1), 0);
  EXPECT_EQ(derivative({Activation::hard_tanh}, -1), 0);
}

struct Limits {
  Activation kind;
  double low, high;  // phi(-inf), phi(+inf)
  double slope_low, slope_high;
};

TEST(Activation, LimitsAtInfinity) {
  const Limits table[] = {
      {Activation::identity, -infinity, infinity, 1, 1},
      {Activation::sigmoid, 0, 1, 0, 0},
      {Activation::tanh, -1, 1, 0, 0},
      {Activation::hard_tanh, -1, 1, 0, 0},
      {Activation::relu, 0, infinity, 0, 1},
      {Activation::leaky_relu, -infinity, infinity, 0.01, 1},
      {Activation::prelu, -infinity, infinity, 0.25, 1},
      {Activation::elu, -1, infinity, 0, 1},
      {Activation::selu, -1.7580993408473766, infinity, 0, 1.0507009873554805},
      {Activation::gelu, 0, infinity, 0, 1},
      {Activation::gelu_tanh, 0, infinity, 0, 1},
      {Activation::silu, 0, infinity, 0, 1},
      {Activation::softplus, 0, infinity, 0, 1},
      {Activation::mish, 0, infinity, 0, 1},
      {Activation::softsign, -1, 1, 0, 0},
      {Activation::erf, -1, 1, 0, 0},
  };
  for (const Limits& row : table) {
    const ActivationFunction f = make_activation(row.kind);
    EXPECT_DOUBLE_EQ(value(f, -infinity), row.low) << static_cast<int>(row.kind);
    EXPECT_DOUBLE_EQ(value(f, infinity), row.high) << static_cast<int>(row.kind);
    EXPECT_DOUBLE_EQ(derivative(f, -infinity), row.slope_low) << static_cast<int>(row.kind);
    EXPECT_DOUBLE_EQ(derivative(f, infinity), row.slope_high) << static_cast<int>(row.kind);
    float x[2] = {-std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity()};
    apply(f, std::span<float>(x));
    EXPECT_FLOAT_EQ(x[0], static_cast<float>(row.low)) << static_cast<int>(row.kind);
    EXPECT_FLOAT_EQ(x[1], static_cast<float>(row.high)) << static_cast<int>(row.kind);
  }
  float x[1] = {std::numeric_limits<float>::infinity()};
  apply({Activation::sin}, x);
  EXPECT_TRUE(std::isnan(x[0]));
  EXPECT_TRUE(std::isnan(value({Activation::sin}, infinity)));
}

TEST(Activation, NaNStaysNaN) {
  for (const ActivationFunction f : all_functions()) {
    EXPECT_TRUE(std::isnan(value(f, quiet_nan)));
    EXPECT_TRUE(std::isnan(derivative(f, quiet_nan)));
    // At every place of a chunk and in its remainder.
    std::vector<float> x(71, std::numeric_limits<float>::quiet_NaN());
    apply(f, std::span<float>(x));
    for (const float y : x) EXPECT_TRUE(std::isnan(y)) << static_cast<int>(f.kind);
  }
}

// Distance of y from the exact value in units of the exact value's last float place.
double ulps(float y, double exact) {
  if (static_cast<double>(y) == exact) return 0;
  if (!std::isfinite(y) ||
      std::fabs(exact) > static_cast<double>(std::numeric_limits<float>::max())) {
    return static_cast<double>(y) == static_cast<double>(static_cast<float>(exact)) ? 0 : infinity;
  }
  const int exponent = std::max(std::ilogb(exact), -126);
  return std::fabs(static_cast<double>(y) - exact) / std::ldexp(1.0, exponent - 23);
}

std::vector<float> many_floats() {
  std::vector<float> z;
  // Every exponent and both signs: all bit patterns in steps of a prime.
  for (std::uint64_t bits = 0; bits <= 0xFFFFFFFFu; bits += 86028121 / 1024) {
    const float x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (std::isfinite(x)) z.push_back(x);
  }
  for (float x = -30; x < 30; x += 0.00137f) z.push_back(x);
  return z;
}

// What activation.h states, in ulp.
double stated_error(Activation kind) {
  switch (kind) {
    case Activation::gelu:
      return 8;
    case Activation::erf:
      return 7;
    case Activation::tanh:
      return 6;
    case Activation::mish:
      return 4;
    case Activation::sigmoid:
    case Activation::silu:
    case Activation::softplus:
      return 3;
    case Activation::elu:
    case Activation::selu:
    case Activation::softsign:
      return 2;
    case Activation::leaky_relu:  // its slope is itself rounded to float
      return 1;
    default:
      return 0.52;
  }
}

TEST(Activation, FloatPathIsWithinTheStatedError) {
  // exp flushes what is no normal number; z times it is at most 90 times as large.
  constexpr double flushed = 1.5e-36;
  const std::vector<float> z = many_floats();
  for (const ActivationFunction f : all_functions()) {
    if (f.kind == Activation::gelu_tanh) continue;
    std::vector<float> y = z;
    apply(f, std::span<float>(y));
    double worst = 0;
    float where = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double exact = value(f, static_cast<double>(z[i]));
      if (std::fabs(static_cast<double>(y[i]) - exact) < flushed) continue;
      const double error = ulps(y[i], exact);
      if (!(error <= worst)) worst = error, where = z[i];
    }
    EXPECT_LE(worst, stated_error(f.kind)) << static_cast<int>(f.kind) << " at " << where;
  }
}

// Rounding must not carry a bounded function beyond its bound, nor let it fall where it is held.
TEST(Activation, BoundedFloatFunctionsStayWithinOneAndAreOdd) {
  constexpr float infinity_f = std::numeric_limits<float>::infinity();
  for (const auto& [kind, end] : {std::pair{Activation::tanh, 9.0F}, {Activation::erf, 3.925F}}) {
    std::vector<float> z;
    for (float x = 0.75F * end; x < end; x = std::nextafter(x, infinity_f)) z.push_back(x);
    const std::size_t inside = z.size();
    for (const float x : {end, std::nextafter(end, infinity_f), 2 * end, 3e38F, infinity_f}) {
      z.push_back(x);
    }
    std::vector<float> y = z;
    apply({kind}, std::span<float>(y));
    std::vector<float> mirrored(z.size());
    std::transform(z.begin(), z.end(), mirrored.begin(), [](float x) { return -x; });
    apply({kind}, std::span<float>(mirrored));
    for (std::size_t i = 0; i < z.size(); ++i) {
      ASSERT_EQ(mirrored[i], -y[i]) << z[i];
      ASSERT_LE(y[i], 1.0F) << z[i];
      ASSERT_TRUE(i < inside || y[i] == 1.0F) << z[i];
    }
  }
}

TEST(Activation, FloatGeluTanhIsExactBesideItsArgument) {
  // The exponent is rounded before exp multiplies it into the result: 4 ulp of it.
  std::vector<float> z = many_floats();
  std::vector<float> y = z;
  apply({Activation::gelu_tanh}, std::span<float>(y));
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto x = static_cast<double>(z[i]);
    const double exact = value({Activation::gelu_tanh}, x);
    const double exponent = std::min(100.0, std::fabs(1.6 * x * (1 + 0.045 * x * x)));
    const double allowed = 0x1p-24 * (4 + 4 * exponent) * std::fabs(exact) + 1.5e-36;
    EXPECT_NEAR(static_cast<double>(y[i]), exact, std::isinf(exact) ? 0 : allowed) << z[i];
  }
}

TEST(Activation, FloatPathDoesNotDependOnPlaceOrLength) {
  std::vector<float> z;
  for (float x = -6; x < 6; x += 0.0931f) z.push_back(x);
  for (const ActivationFunction f : all_functions()) {
    std::vector<float> together = z;
    apply(f, std::span<float>(together));
    for (std::size_t i = 0; i < z.size(); ++i) {
      float alone[1] = {z[i]};
      apply(f, alone);
      EXPECT_EQ(std::bit_cast<std::uint32_t>(alone[0]), std::bit_cast<std::uint32_t>(together[i]));
    }
  }
}

TEST(Activation, SaturationBounds) {
  for (const Activation kind :
       {Activation::tanh, Activation::hard_tanh, Activation::softsign, Activation::erf}) {
    const auto bounds = saturation_bounds({kind});
    ASSERT_TRUE(bounds.has_value());
    EXPECT_DOUBLE_EQ(bounds->lo, -0.99);
    EXPECT_DOUBLE_EQ(bounds->hi, 0.99);
  }
  EXPECT_DOUBLE_EQ(saturation_bounds({Activation::sigmoid})->lo, 0.01);
  EXPECT_DOUBLE_EQ(saturation_bounds({Activation::sigmoid})->hi, 0.99);
  EXPECT_DOUBLE_EQ(saturation_bounds({Activation::elu, 2.0})->lo, -1.98);
  EXPECT_EQ(saturation_bounds({Activation::elu, 2.0})->hi, infinity);
  EXPECT_FALSE(saturation_bounds({Activation::elu, 0.0}).has_value());
  EXPECT_NEAR(saturation_bounds({Activation::selu})->lo, -0.99 * 1.7580993408473766, 1e-12);
  for (const Activation kind :
       {Activation::identity, Activation::relu, Activation::leaky_relu, Activation::prelu,
        Activation::gelu, Activation::gelu_tanh, Activation::silu, Activation::softplus,
        Activation::mish, Activation::sin}) {
    EXPECT_FALSE(saturation_bounds({kind}).has_value()) << static_cast<int>(kind);
  }
}

TEST(Activation, StatedSymmetriesHold) {
  for (const ActivationFunction f : all_functions()) {
    bool homogeneous = true;
    bool odd = true;
    for (double z = -5; z <= 5; z += 0.37) {
      homogeneous = homogeneous && std::fabs(value(f, 3 * z) - 3 * value(f, z)) < 1e-12;
      odd = odd && std::fabs(value(f, -z) + value(f, z)) < 1e-12;
    }
    EXPECT_EQ(is_positively_homogeneous(f), homogeneous) << static_cast<int>(f.kind);
    EXPECT_EQ(is_odd(f), odd) << static_cast<int>(f.kind);
  }
}

}  // namespace
}  // namespace initlab
