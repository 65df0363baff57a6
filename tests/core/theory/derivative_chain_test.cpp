#include "core/theory/derivative_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/numbers/precise_math.h"

namespace initlab {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

ActivationFunction function(int kind) { return make_activation(static_cast<Activation>(kind)); }

TEST(PreciseMath, AgreesWithTheLibrary) {
  // 4 ulp: two for our series, and what the library itself is allowed.
  for (double x = -740.0; x < 709.0; x += 0.37) {
    const double expected = std::exp(x);
    EXPECT_NEAR(precise::exp(x), expected, std::fmax(4 * 2.3e-16 * expected, 5e-324)) << x;
  }
  for (double x = 5e-324; x < 1e308; x *= 1.7) {
    EXPECT_NEAR(precise::log(x), std::log(x), 4.5e-16 * std::fmax(std::fabs(std::log(x)), 1.0))
        << x;
  }
  for (double x = 0.5; x < 2.0; x += 0.0009765625) {
    EXPECT_NEAR(precise::log(x), std::log(x), 2.3e-16) << x;
    EXPECT_NEAR(precise::log1p(x - 0.5), std::log1p(x - 0.5), 3e-16) << x;
  }
  EXPECT_EQ(precise::log(1.0), 0.0);
  EXPECT_EQ(precise::log(0.0), -infinity);
  EXPECT_TRUE(std::isnan(precise::log(-1.0)));
  EXPECT_EQ(precise::exp(0.0), 1.0);
  EXPECT_EQ(precise::exp(-1000.0), 0.0);
  EXPECT_EQ(precise::exp(1000.0), infinity);
  EXPECT_NEAR(precise::log1p(1e-20), 1e-20, 1e-35);
}

TEST(DerivativeChain, LogDerivativeIsTheLogOfTheReference) {
  for (int kind = 0; kind < activation_count; ++kind) {
    const ActivationFunction f = function(kind);
    for (double z = -18.03; z < 18.0; z += 0.0371) {
      const double size = std::fabs(derivative(f, z));
      if (size == 0.0 || size < 1e-300) {
        EXPECT_LT(log_derivative(f, z), -600.0) << kind << ' ' << z;
        continue;
      }
      // Far in GELU's negative tail the reference itself cancels.
      const bool cancels = f.kind == Activation::gelu && z < -6.0;
      const double tolerance = (cancels ? 1e-6 : 1e-9) * std::fmax(1.0, std::fabs(std::log(size)));
      EXPECT_NEAR(log_derivative(f, z), std::log(size), tolerance + 2e-10 / size * (size > 1e-3))
          << kind << ' ' << z;
    }
  }
}

TEST(DerivativeChain, LogDerivativeSurvivesWhereTheDerivativeUnderflows) {
  EXPECT_NEAR(log_derivative({Activation::erf, 0}, 100.0),
              std::log(2.0 / std::sqrt(std::numbers::pi)) - 1e4, 1e-9);
  // Both sides of the change to the asymptotic series: its first missing term is 15/20^6.
  const ActivationFunction gelu{Activation::gelu, 0};
  const double step = log_derivative(gelu, -20.0 - 1e-9) - log_derivative(gelu, -20.0 + 1e-9);
  EXPECT_NEAR(step, 0.0, 1e-6);
  EXPECT_GT(log_derivative(gelu, -200.0), -20010.0);
  EXPECT_GT(log_derivative({Activation::gelu_tanh, 0}, -200.0), -1e7);
}

TEST(DerivativeChain, PeaksAreTheKnownOnes) {
  const auto peak = [](Activation kind) { return derivative_peak(make_activation(kind)); };
  EXPECT_NEAR(peak(Activation::sigmoid).value, 0.25, 1e-12);
  EXPECT_EQ(peak(Activation::sigmoid).at, 0.0);
  EXPECT_NEAR(peak(Activation::tanh).value, 1.0, 1e-12);
  EXPECT_NEAR(peak(Activation::relu).value, 1.0, 1e-12);
  EXPECT_NEAR(peak(Activation::erf).value, 2.0 / std::sqrt(std::numbers::pi), 1e-12);
  EXPECT_NEAR(peak(Activation::sin).value, 1.0, 1e-12);
  EXPECT_NEAR(peak(Activation::selu).value, 1.6732632423543772 * 1.0507009873554805, 1e-6);
  // GELU: phi'' = (2 - z^2) pdf = 0 at sqrt 2, Phi(sqrt 2) + sqrt 2 pdf(sqrt 2).
  const double root2 = std::numbers::sqrt2;
  EXPECT_NEAR(peak(Activation::gelu).at, root2, 1e-6);
  EXPECT_NEAR(peak(Activation::gelu).value,
              0.5 * std::erfc(-1.0) + root2 * std::exp(-1.0) / std::sqrt(2 * std::numbers::pi),
              1e-12);
  EXPECT_NEAR(peak(Activation::silu).value, 1.0998393201, 1e-9);  // at 2.39936, Newton
}

TEST(DerivativeChain, ZonesHaveTheirClosedForms) {
  // s (1 - s) = t  <=>  s = (1 + sqrt(1 - 4t)) / 2.
  for (const double t : {0.2, 0.05, 1e-3}) {
    const auto zone = derivative_zone({Activation::sigmoid, 0}, t, -30.0, 30.0);
    ASSERT_EQ(zone.size(), 1u);
    const double s = 0.5 * (1.0 + std::sqrt(1.0 - 4.0 * t));
    EXPECT_NEAR(zone[0].hi, std::log(s / (1.0 - s)), 1e-9);
    EXPECT_NEAR(zone[0].lo, -zone[0].hi, 1e-9);
  }
  const auto tanh_zone = derivative_zone({Activation::tanh, 0}, 0.05, -8.0, 8.0);
  ASSERT_EQ(tanh_zone.size(), 1u);
  EXPECT_NEAR(tanh_zone[0].hi, std::atanh(std::sqrt(0.95)), 1e-12);
  const auto relu = derivative_zone({Activation::relu, 0}, 0.5, -8.0, 8.0);
  ASSERT_EQ(relu.size(), 1u);
  EXPECT_EQ(relu[0].lo, 0.0);
  EXPECT_EQ(relu[0].hi, 8.0);
  EXPECT_TRUE(derivative_zone({Activation::sigmoid, 0}, 0.26, -8.0, 8.0).empty());
  // |cos z| >= 1/2: a third of every period is outside.
  const auto sines =
      derivative_zone({Activation::sin, 0}, 0.5, -50 * std::numbers::pi, 50 * std::numbers::pi);
  double inside = 0.0;
  for (const Interval& interval : sines) inside += interval.hi - interval.lo;
  EXPECT_NEAR(inside / (100 * std::numbers::pi), 2.0 / 3.0, 1e-9);
}

// Gaps next to zeros of phi' and zones next to its peaks may be narrower than any grid. Right
// values by an independent program in NumPy and SciPy.
TEST(DerivativeChain, NarrowGapsAndZonesAreFound) {
  struct Case {
    Activation act;
    double threshold;
    double std;
    double outside;
  };
  for (const Case& c :
       {Case{Activation::silu, 0.000400734, 1.17264, 6.909e-4},
        Case{Activation::mish, 5e-4, 1, 7.340e-4}, Case{Activation::gelu, 2e-4, 1, 2.900e-4},
        Case{Activation::silu, 5e-5, 2, 7.466e-5}, Case{Activation::gelu_tanh, 1e-4, 2, 0.016661},
        Case{Activation::sin, 0.99999, 5, 0.9971529}}) {
    const auto zone = derivative_zone(make_activation(c.act), c.threshold, 10 * c.std);
    // Four digits are given: half a unit of the last (seven of the sine).
    EXPECT_NEAR(share_outside(zone, c.std * c.std) / c.outside, 1, c.outside > 0.9 ? 1e-7 : 2e-4)
        << static_cast<int>(c.act) << ' ' << c.threshold;
  }
}

TEST(DerivativeChain, TheWholeLineEndsWhereTheZoneDoes) {
  const double endless = std::numeric_limits<double>::infinity();
  const auto ends = [](Activation act, double t) {
    const auto zone = derivative_zone(make_activation(act), t, 8.0);
    return zone.empty() ? Interval{0, 0} : Interval{zone.front().lo, zone.back().hi};
  };
  // 1 / (1 + z)^2 = t, far beyond the reach.
  EXPECT_NEAR(ends(Activation::softsign, 1e-6).hi, 999.0, 1e-6);
  EXPECT_NEAR(ends(Activation::softsign, 1e-6).lo, -999.0, 1e-6);
  // s = t, z = ln(t / (1 - t)): only from there on.
  EXPECT_NEAR(ends(Activation::softplus, 1 - 1e-5).lo, std::log((1 - 1e-5) / 1e-5), 1e-6);
  EXPECT_EQ(ends(Activation::softplus, 1 - 1e-5).hi, endless);
  EXPECT_EQ(ends(Activation::relu, 0.5).lo, 0.0);
  EXPECT_EQ(ends(Activation::relu, 0.5).hi, endless);
  EXPECT_EQ(ends(Activation::identity, 0.5).lo, -endless);
  EXPECT_EQ(ends(Activation::gelu, 0.5).hi, endless);
}

TEST(DerivativeChain, ASupremumMayBeOnlyApproached) {
  const auto peak = [](Activation kind) { return derivative_peak(make_activation(kind)); };
  EXPECT_EQ(peak(Activation::softplus).value, 1.0);
  EXPECT_EQ(peak(Activation::softplus).at, std::numeric_limits<double>::infinity());
  EXPECT_EQ(peak(Activation::relu).at, 0.0);
  EXPECT_EQ(peak(Activation::leaky_relu).at, 0.0);
  EXPECT_EQ(peak(Activation::hard_tanh).at, 0.0);
  EXPECT_EQ(derivative_peak({Activation::elu, 0.5}).value, 1.0);
  EXPECT_EQ(derivative_peak({Activation::elu, 2.0}).value, 2.0);
  EXPECT_EQ(derivative_peak({Activation::elu, 2.0}).at, 0.0);
}

TEST(DerivativeChain, ShareOutside) {
  const Interval one[] = {{-1.96, 1.96}};
  EXPECT_NEAR(share_outside(one, 1.0), 0.0499957902964409, 1e-12);  // 2 Phi(-1.96)
  EXPECT_NEAR(share_outside(one, 4.0), std::erfc(0.98 / std::numbers::sqrt2), 1e-12);
  EXPECT_EQ(share_outside({}, 1.0), 1.0);
  const Interval far[] = {{-20.0, 20.0}};
  EXPECT_NEAR(share_outside(far, 1.0) / std::erfc(20.0 / std::numbers::sqrt2), 1.0, 1e-12);
  const Interval two[] = {{-2.0, -1.0}, {1.0, 2.0}};
  EXPECT_NEAR(share_outside(two, 1.0),
              std::erf(1.0 / std::numbers::sqrt2) + std::erfc(2.0 / std::numbers::sqrt2), 1e-12);
}

TEST(DerivativeChain, MomentsHaveTheirClosedForms) {
  for (const double q : {0.01, 1.0, 9.0, 400.0}) {
    SCOPED_TRACE(q);
    // ln phi' of erf is ln(2/sqrt pi) - z^2: mean -q, variance 2 q^2. E phi'^2 = 4/pi / sqrt(1 +
    // 4q).
    const FactorMoments erf = factor_moments({Activation::erf, 0}, q);
    EXPECT_NEAR(erf.mean_log, std::log(2.0 / std::sqrt(std::numbers::pi)) - q, 1e-9 * (1 + q));
    EXPECT_NEAR(erf.log_variance, 2 * q * q, 1e-8 * (1 + q * q));
    EXPECT_NEAR(erf.mean_square, 4.0 / std::numbers::pi / std::sqrt(1 + 4 * q), 1e-8);
    EXPECT_NEAR(erf.mean_fourth,
                16.0 / (std::numbers::pi * std::numbers::pi) / std::sqrt(1 + 8 * q), 1e-8);
    // ln |cos z| = -ln 2 - sum (-1)^k cos(2kz) / k, and E cos(2kz) = exp(-2 k^2 q).
    double cosine = -std::numbers::ln2;
    for (int k = 1; k < 60; ++k)
      cosine += (k % 2 == 1 ? 1.0 : -1.0) / k * std::exp(-2.0 * k * k * q);
    EXPECT_NEAR(factor_moments({Activation::sin, 0}, q).mean_log, cosine, 1e-7);
  }
  const FactorMoments relu = factor_moments({Activation::relu, 0}, 1.0);
  EXPECT_EQ(relu.zero_share, 0.5);
  EXPECT_EQ(relu.mean_log, -infinity);
  EXPECT_EQ(relu.mean_square, 0.5);
  EXPECT_NEAR(relu.mean_fourth, 0.5, 1e-9);
  const FactorMoments leaky = factor_moments({Activation::leaky_relu, 0.01}, 2.0);
  EXPECT_NEAR(leaky.mean_log, 0.5 * std::log(0.01), 1e-10);
  EXPECT_NEAR(leaky.log_variance, 0.25 * std::log(0.01) * std::log(0.01), 1e-9);
  // 2 Phi(-1/2) of a N(0, 4) lies where hard tanh is flat.
  EXPECT_NEAR(factor_moments({Activation::hard_tanh, 0}, 4.0).zero_share,
              std::erfc(0.5 / std::numbers::sqrt2), 1e-12);
  EXPECT_EQ(factor_moments({Activation::elu, 0.0}, 4.0).zero_share, 0.5);
}

// The logarithm's singularity at the zero of GELU's derivative against a plain midpoint sum.
TEST(DerivativeChain, LogMomentsAcrossAZeroOfTheDerivative) {
  for (const Activation kind :
       {Activation::gelu, Activation::gelu_tanh, Activation::silu, Activation::mish}) {
    const ActivationFunction f = make_activation(kind);
    constexpr int points = 400000;
    double mean = 0.0;
    double square = 0.0;
    for (int i = 0; i < points; ++i) {
      const double z = -8.0 + 16.0 * (i + 0.5) / points;
      const double weight =
          16.0 / points * std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
      const double log = std::log(std::fabs(derivative(f, z)));
      mean += weight * log;
      square += weight * log * log;
    }
    const FactorMoments m = factor_moments(f, 1.0);
    // The midpoint rule loses h ln h of 4e-5 at the singularity, twice that in the square.
    EXPECT_NEAR(m.mean_log, mean, 3e-5) << static_cast<int>(kind);
    EXPECT_NEAR(m.log_variance, square - mean * mean, 5e-4) << static_cast<int>(kind);
  }
}

}  // namespace
}  // namespace initlab
