#include "core/product/product_spectrum.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <numeric>

#include "core/matrix/eigenvalues.h"
#include "core/numbers/scaled_number.h"
#include "core/product/product_theory.h"
#include "core/product/random_factors.h"
#include "core/reference.h"

namespace initlab {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<float> factor_of(const FactorSpec& spec, int trial, int index) {
  std::vector<float> factor(static_cast<std::size_t>(spec.size) *
                            static_cast<std::size_t>(spec.size));
  draw_factor(spec, trial, index, factor);
  return factor;
}

RowMajor matrix_of(const std::vector<float>& factor, int n) {
  return Eigen::Map<const Eigen::Matrix<float, -1, -1, Eigen::RowMajor>>(factor.data(), n, n)
      .cast<double>();
}

TEST(ProductSpectrum, AgreesWithEigenWhileTheProductFitsADouble) {
  for (int n : {1, 2, 4, 9}) {
    const FactorSpec spec{.size = n, .seed = 3};
    ProductSpectrum spectrum(n, true);
    ScaledProduct scaled(n, n);
    RowMajor p = RowMajor::Identity(n, n);
    for (int step = 0; step < 3; ++step) {
      const std::vector<float> factor = factor_of(spec, 0, step);
      spectrum.multiply(factor);
      scaled.multiply(factor);
      p = RowMajor(p.lazyProduct(matrix_of(factor, n)));
    }
    // Squares of the singular values: eigenvalues of P^T P, the smallest first.
    const Eigen::MatrixXd gram = p.transpose().lazyProduct(p);
    const Eigen::VectorXd squares =
        Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues();
    const std::vector<double> logs = spectrum.log_singular_values();
    ASSERT_EQ(logs.size(), static_cast<std::size_t>(n));
    for (int k = 0; k < n; ++k) {
      // Eigen's small squares carry an absolute error of eps * the largest.
      const double square = squares(n - 1 - k);
      const double error = 1e-14 * squares(n - 1) / square * n + 1e-9;
      EXPECT_NEAR(logs[static_cast<std::size_t>(k)], 0.5 * std::log(square), error)
          << n << ' ' << k;
    }
    EXPECT_NEAR(scaled.log_norm(), std::log(p.row(0).norm()), 1e-9);
    for (int i = 0; i < n * n; ++i) {
      EXPECT_NEAR(std::ldexp(scaled.mantissas()[static_cast<std::size_t>(i)],
                             static_cast<int>(scaled.exponent())),
                  p.data()[i], 1e-12 * p.norm());
    }
  }
}

/// 300 decades apart: det P = product of dets, whatever the number of factors. With diagonal
/// factors the singular values themselves are known.
TEST(ProductSpectrum, SmallSingularValuesKeepTheirDigits) {
  const FactorSpec spec{.size = 4, .seed = 5};
  ProductSpectrum spectrum(4, true);
  double log_determinant = 0.0;
  for (int step = 0; step < 700; ++step) {
    const std::vector<float> factor = factor_of(spec, 0, step);
    spectrum.multiply(factor);
    for (const auto& value : eigenvalues(factor, 4)) log_determinant += std::log(std::abs(value));
  }
  const std::vector<double> logs = spectrum.log_singular_values();
  EXPECT_GT(logs.front() - logs.back(), 700.0);
  EXPECT_NEAR(std::accumulate(logs.begin(), logs.end(), 0.0), log_determinant, 1e-6);
  const auto diagonal = spectrum.log_diagonal();
  EXPECT_NEAR(std::accumulate(diagonal.begin(), diagonal.end(), 0.0), log_determinant, 1e-6);

  ProductSpectrum powers(2, true);
  // diag(2, 1/2) in a frame turned by 45 degrees: symmetric, so its powers are too.
  for (int step = 0; step < 500; ++step)
    powers.multiply(std::vector<float>{1.25F, 0.75F, 0.75F, 1.25F});
  EXPECT_NEAR(powers.log_singular_values()[0], 500.0 * ln_2, 1e-8);
  EXPECT_NEAR(powers.log_singular_values()[1], -500.0 * ln_2, 1e-8);
}

/// The inverse product, from the other side, has the reciprocal singular values.
TEST(ProductSpectrum, TheInverseProductHasReciprocalSingularValues) {
  // Shears have exact inverses in float32.
  const std::vector<std::vector<float>> shears = {{1, 2, 0, 1}, {1, 0, 1, 1}, {1, 1, 0, 1}};
  ProductSpectrum forward(2, true);
  ProductSpectrum backward(2, true);
  for (int i = 0; i < 90; ++i) {
    const auto& a = shears[static_cast<std::size_t>(i % 3)];
    forward.multiply(a);
    const auto& b = shears[static_cast<std::size_t>(2 - i % 3)];
    backward.multiply(std::vector<float>{b[3], -b[1], -b[2], b[0]});
  }
  const std::vector<double> a = forward.log_singular_values();
  const std::vector<double> b = backward.log_singular_values();
  EXPECT_GT(a[0], 45.0);
  EXPECT_NEAR(a[0], -b[1], 1e-7);
  EXPECT_NEAR(a[1], -b[0], 1e-7);
}

TEST(ProductSpectrum, ZeroFactorsAreSurvived) {
  ProductSpectrum spectrum(2, true);
  ScaledProduct product(2, 2);
  for (int i = 0; i < 3; ++i) {
    spectrum.multiply(std::vector<float>(4, 0.0F));
    product.multiply(std::vector<float>(4, 0.0F));
  }
  EXPECT_EQ(spectrum.log_singular_values()[0], -std::numeric_limits<double>::infinity());
  EXPECT_EQ(product.log_norm(), -std::numeric_limits<double>::infinity());
}

TEST(ProductSpectrum, ExponentsAndNormsAreNewmans) {
  // 40 trials of 100 factors. log|v P| has mean t mu_1 and variance t psi'(N/2)/4 exactly, and so
  // have the log l_kk; 4 standard errors.
  constexpr int trials = 40;
  constexpr int factors = 100;
  const auto reference = test::read_reference("matrix_product.json")["monte_carlo_100_steps"];
  for (const auto& row : reference) {
    const FactorSpec spec{.size = row["N"].get<int>(), .seed = 11};
    const ProductTheory theory = product_theory(spec);
    std::vector<double> sums(static_cast<std::size_t>(spec.size), 0.0);
    double sum = 0.0;
    double square = 0.0;
    for (int trial = 0; trial < trials; ++trial) {
      ProductSpectrum spectrum(spec.size, false);
      ScaledProduct vector(spec.size, 1);
      for (int i = 0; i < factors; ++i) {
        const std::vector<float> factor = factor_of(spec, trial, i);
        spectrum.multiply(factor);
        vector.multiply(factor);
      }
      for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += spectrum.log_diagonal()[k];
      sum += vector.log_norm();
      square += vector.log_norm() * vector.log_norm();
      EXPECT_NEAR(vector.log_norm(), spectrum.log_diagonal()[0], 1e-6);  // v = e_1 is row 1
    }
    const double mean = sum / trials;
    const double sd = std::sqrt(square / trials - mean * mean);
    EXPECT_NEAR(mean, row["mean"].get<double>(), 4.0 * row["sd"].get<double>() / std::sqrt(trials));
    EXPECT_NEAR(sd, row["sd"].get<double>(), 4.0 * row["sd"].get<double>() / std::sqrt(2 * trials));
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const double error = std::sqrt(theory.variances[k] / (trials * factors));
      EXPECT_NEAR(sums[k] / (trials * factors), theory.exponents[k], 4.0 * error) << k;
    }
  }
}

TEST(RandomFactors, HaveTheirStd) {
  for (const FactorEntries entries :
       {FactorEntries::gaussian, FactorEntries::uniform, FactorEntries::orthogonal}) {
    const FactorSpec spec{.entries = entries, .size = 64, .scale = 0.3, .seed = 2};
    const RowMajor a = matrix_of(factor_of(spec, 1, 7), 64);
    // Of 4096 values; an orthogonal one's entries have std s / sqrt(N), exactly.
    const double expected = entries == FactorEntries::orthogonal ? 0.3 / 8.0 : 0.3;
    EXPECT_NEAR(std::sqrt(a.squaredNorm() / 4096.0), expected, 0.05 * expected);
    if (entries == FactorEntries::uniform) {
      EXPECT_LE(a.cwiseAbs().maxCoeff(), 0.3 * std::sqrt(3.0) + 1e-6);
    }
    if (entries == FactorEntries::orthogonal) {
      EXPECT_NEAR(
          (RowMajor(a.lazyProduct(a.transpose())) / 0.09 - RowMajor::Identity(64, 64)).norm(), 0.0,
          1e-4);
    }
    EXPECT_NE(factor_of(spec, 1, 7), factor_of(spec, 1, 8));
    EXPECT_NE(factor_of(spec, 1, 7), factor_of(spec, 2, 7));
    EXPECT_EQ(factor_of(spec, 1, 7), factor_of(spec, 1, 7));
  }
}

TEST(Eigenvalues, OfKnownMatrices) {
  const auto turned = eigenvalues(std::vector<float>{0, -1, 1, 0}, 2);
  ASSERT_EQ(turned.size(), 2u);
  EXPECT_NEAR(std::abs(turned[0] - std::complex<double>(0.0, turned[0].imag())), 0.0, 1e-14);
  EXPECT_NEAR(std::abs(turned[0].imag()), 1.0, 1e-14);
  EXPECT_EQ(turned[0], std::conj(turned[1]));
  EXPECT_TRUE(eigenvalues(std::vector<float>{NAN}, 1).empty());
  // Their sum is the trace.
  const FactorSpec spec{.size = 16};
  const std::vector<float> factor = factor_of(spec, 0, 0);
  std::complex<double> sum = 0.0;
  for (const auto& value : eigenvalues(factor, 16)) sum += value;
  EXPECT_NEAR(sum.real(), matrix_of(factor, 16).trace(), 1e-10);
  EXPECT_NEAR(sum.imag(), 0.0, 1e-10);
}

}  // namespace
}  // namespace initlab
