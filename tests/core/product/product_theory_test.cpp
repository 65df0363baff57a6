#include "core/product/product_theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/numbers/polygamma.h"
#include "core/numbers/scaled_number.h"
#include "core/reference.h"

namespace initlab {
namespace {

constexpr double euler = 0.57721566490153286;
constexpr double polygamma_error = 2e-14;  // relative to max(1, |value|)

TEST(Polygamma, KnownValues) {
  using std::numbers::pi;
  // Abramowitz & Stegun 6.3.2, 6.3.3; psi'(1) = pi^2 / 6, psi'(1/2) = pi^2 / 2.
  EXPECT_NEAR(digamma(1.0), -euler, polygamma_error);
  EXPECT_NEAR(digamma(0.5), -euler - 2.0 * std::log(2.0), polygamma_error);
  EXPECT_NEAR(trigamma(1.0), pi * pi / 6.0, polygamma_error);
  EXPECT_NEAR(trigamma(0.5), pi * pi / 2.0, 5.0 * polygamma_error);
  EXPECT_TRUE(std::isnan(digamma(0.0)));
  EXPECT_TRUE(std::isnan(digamma(-1.5)));
  EXPECT_TRUE(std::isnan(trigamma(0.0)));
  EXPECT_TRUE(std::isnan(trigamma(std::nan(""))));
}

TEST(Polygamma, RecurrenceAndDuplication) {
  for (double x : {1e-3, 0.1, 0.5, 1.7, 3.25, 9.999, 10.0, 10.001, 32.0, 500.0}) {
    SCOPED_TRACE(x);
    const double size = std::max(1.0, 1.0 / (x * x));
    EXPECT_NEAR(digamma(x + 1.0), digamma(x) + 1.0 / x, polygamma_error * size);
    EXPECT_NEAR(trigamma(x + 1.0), trigamma(x) - 1.0 / (x * x), polygamma_error * size);
    // 2 psi(2x) = psi(x) + psi(x + 1/2) + 2 ln 2 holds across the recurrence's edge.
    EXPECT_NEAR(2.0 * digamma(2.0 * x), digamma(x) + digamma(x + 0.5) + 2.0 * std::log(2.0),
                4.0 * polygamma_error * size);
  }
}

TEST(Polygamma, TrigammaIsTheSlopeOfDigamma) {
  for (double x : {0.3, 1.0, 4.5, 30.0}) {
    const double h = 1e-4 * x;
    const double slope = (digamma(x + h) - digamma(x - h)) / (2.0 * h);
    EXPECT_NEAR(slope, trigamma(x), 1e-6 * trigamma(x)) << x;  // O(h^2)
  }
}

TEST(ScaledNumber, LogsOfWhatNoDoubleHolds) {
  EXPECT_NEAR(log_of(1.5, 0), std::log(1.5), 1e-10);
  EXPECT_NEAR(log_of(0x1p-1074, 0), -1074.0 * ln_2, 1e-9);
  EXPECT_NEAR(log_of(0.75, 1'000'000) - 1e6 * ln_2, std::log(0.75), 1e-9);
  EXPECT_EQ(log_of(1.0, 0), 0.0);
  EXPECT_EQ(log_of(0.0, 3), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(log_of(std::nan(""), 0)));
  EXPECT_EQ(power_of_two(-5000), 0.0);
  EXPECT_EQ(power_of_two(-1074), 0x1p-1074);
  EXPECT_TRUE(std::isinf(power_of_two(5000)));
}

TEST(ProductTheory, AgreesWithTheReference) {
  const auto reference = test::read_reference("matrix_product.json");
  for (const auto& row : reference["lyapunov"]) {
    const ProductTheory theory = product_theory({.size = row["N"].get<int>()});
    EXPECT_NEAR(theory.variance(), row["var_per_step"].get<double>(), 1e-10);
    if (row.contains("mu_1")) {
      EXPECT_NEAR(theory.growth(), row["mu_1"].get<double>(), 1e-10);
      continue;
    }
    ASSERT_EQ(theory.exponents.size(), row["mu"].size());
    for (std::size_t k = 0; k < row["mu"].size(); ++k) {
      EXPECT_NEAR(theory.exponents[k], row["mu"][k].get<double>(), 1e-10) << k;
    }
  }
  EXPECT_NEAR(critical_scale(FactorEntries::gaussian, 4),
              reference["critical_s"]["4"].get<double>(), 1e-10);
}

TEST(ProductTheory, CriticalScaleHasNoGrowth) {
  for (int n : {1, 2, 7, 64}) {
    const double s = critical_scale(FactorEntries::gaussian, n);
    EXPECT_NEAR(product_theory({.size = n, .scale = s}).growth(), 0.0, 1e-14);
  }
  EXPECT_EQ(critical_scale(FactorEntries::orthogonal, 5), 1.0);
}

TEST(ProductTheory, ExpectedEndsAreThoseOfTheReference) {
  const auto ends = test::read_reference("matrix_product.json")["mean_overflow_step_N4_s1"];
  const double growth = product_theory({}).growth();
  EXPECT_EQ(expected_end(NumberFormat::fp16, growth), ends["fp16"].get<double>());
  EXPECT_EQ(expected_end(NumberFormat::bf16, growth), ends["bf16"].get<double>());
  EXPECT_EQ(expected_end(NumberFormat::fp32, growth), ends["fp32"].get<double>());
  EXPECT_EQ(expected_end(NumberFormat::fp64, growth), ends["fp64"].get<double>());
  // Halving every step, fp16 (smallest 2^-24) is 0 after 25 of them.
  EXPECT_EQ(expected_end(NumberFormat::fp16, -ln_2), 25.0);
  EXPECT_EQ(expected_end(NumberFormat::fp16, 0.0), 0.0);
}

TEST(ProductTheory, JensenMeanSquareGrowsFasterThanATypicalNorm) {
  double before = 1e9;
  for (int n : {1, 2, 4, 16, 64}) {
    const ProductTheory theory = product_theory({.size = n, .scale = 1.0 / std::sqrt(n)});
    EXPECT_NEAR(theory.mean_square_growth, 0.0, 1e-14);  // 1/sqrt(N) keeps the mean square
    EXPECT_LT(theory.growth(), 0.0);
    EXPECT_LT(-theory.growth(), before);  // and the gap closes as N grows
    before = -theory.growth();
  }
  const ProductTheory orthogonal =
      product_theory({.entries = FactorEntries::orthogonal, .size = 3, .scale = 0.5});
  EXPECT_EQ(orthogonal.exponents, std::vector<double>(3, std::log(0.5)));
  EXPECT_EQ(orthogonal.variance(), 0.0);
  EXPECT_EQ(orthogonal.mean_square_growth, std::log(0.5));
}

}  // namespace
}  // namespace initlab
