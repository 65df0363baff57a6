#include "core/random/normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace initlab {
namespace {

using Fill = void (*)(const Stream&, std::uint64_t, std::span<float>);
constexpr Fill fills[] = {fill_normal, fill_uniform, fill_truncated_normal};

std::vector<float> draw(Fill fill, const Stream& stream, std::uint64_t first, std::size_t n) {
  std::vector<float> out(n);
  fill(stream, first, out);
  return out;
}

std::uint64_t fnv1a(std::span<const float> values) {
  std::uint64_t hash = 14695981039346656037u;
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int byte = 0; byte < 4; ++byte) {
      hash = (hash ^ ((bits >> (8 * byte)) & 0xFFu)) * 1099511628211u;
    }
  }
  return hash;
}

// Standardized moments and the Kolmogorov-Smirnov distance of a sample, in standard errors.
struct SampleTest {
  double mean = 0, variance = 0, skewness = 0, kurtosis = 0;
  double ks = 0;  // sqrt(n) D
};

// cdf: of the hypothesis, whose first four moments are those of N(0, 1).
SampleTest test_normality(const Stream& stream, std::uint64_t n) {
  constexpr std::size_t cells = 1 << 16;
  std::vector<std::uint32_t> counts(cells, 0);
  double s1 = 0, s2 = 0, s3 = 0, s4 = 0;
  std::vector<float> chunk(10000);
  for (std::uint64_t first = 0; first < n; first += chunk.size()) {
    fill_normal(stream, first, chunk);
    for (const float value : chunk) {
      const auto x = static_cast<double>(value);
      s1 += x, s2 += x * x, s3 += x * x * x, s4 += x * x * x * x;
      const double p = 0.5 * std::erfc(-x * std::sqrt(0.5));
      ++counts[std::min(cells - 1, static_cast<std::size_t>(p * cells))];
    }
  }
  const auto size = static_cast<double>(n);
  const double root = std::sqrt(size);
  const double m = s1 / size;
  const double variance = s2 / size - m * m;
  const double third = s3 / size - 3 * m * s2 / size + 2 * m * m * m;
  const double fourth = s4 / size - 4 * m * s3 / size + 6 * m * m * s2 / size - 3 * m * m * m * m;
  SampleTest test;
  test.mean = m * root;
  test.variance = (variance - 1) * root / std::sqrt(2.0);
  test.skewness = third / std::pow(variance, 1.5) * root / std::sqrt(6.0);
  test.kurtosis = (fourth / (variance * variance) - 3) * root / std::sqrt(24.0);
  // D over the ends of 65536 equiprobable cells: at most 1 / 65536 below the true one's supremum,
  // far less in practice (a cell holds 150 draws).
  std::uint64_t below = 0;
  for (std::size_t c = 0; c < cells; ++c) {
    below += counts[c];
    const double expected = static_cast<double>(c + 1) / cells;
    test.ks = std::max(test.ks, std::fabs(static_cast<double>(below) / size - expected) * root);
  }
  return test;
}

TEST(Normal, TenMillionDrawsAreGaussian) {
  // Two-sided 6e-5: a fair generator fails one of the four about once in 4000 seeds.
  constexpr double standard_errors = 4;
  // Kolmogorov's distribution: P(sqrt(n) D > 1.95) = .001.
  constexpr double ks_critical = 1.95;
  const SampleTest test = test_normality({2026, Purpose::input, 0}, 10'000'000);
  EXPECT_LT(std::fabs(test.mean), standard_errors);
  EXPECT_LT(std::fabs(test.variance), standard_errors);
  EXPECT_LT(std::fabs(test.skewness), standard_errors);
  EXPECT_LT(std::fabs(test.kurtosis), standard_errors);
  EXPECT_LT(test.ks, ks_critical);
  std::printf(
      "10^7 normals, in standard errors: mean %.2f variance %.2f skewness %.2f kurtosis %.2f;"
      " sqrt(n) D = %.3f\n",
      test.mean, test.variance, test.skewness, test.kurtosis, test.ks);
}

// Neighbours come from the same block, the same pair, or the next block: none may be correlated,
// nor their squares.
TEST(Normal, NeighboursAreUncorrelated) {
  constexpr std::size_t n = 1'000'000;
  const auto x = draw(fill_normal, {3, Purpose::weight, 1}, 0, n + 16);
  for (const std::size_t lag : {1u, 2u, 3u, 4u, 8u, 16u}) {
    double product = 0;
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double a = static_cast<double>(x[i]);
      const double b = static_cast<double>(x[i + lag]);
      product += a * b;
      squares += (a * a - 1) * (b * b - 1);
    }
    EXPECT_LT(std::fabs(product) / std::sqrt(static_cast<double>(n)), 4) << "lag " << lag;
    EXPECT_LT(std::fabs(squares) / std::sqrt(4.0 * n), 4) << "lag " << lag;
  }
}

// The promise of the permalink. The same constants are asserted natively and in wasm; if this fails
// after a change, every link ever shared has changed its numbers.
TEST(Normal, GoldenBits) {
  const Stream stream{7, Purpose::input, 0};
  EXPECT_EQ(fnv1a(draw(fill_normal, stream, 0, 1'000'000)), 0x3c0fe519efe94791u);
  EXPECT_EQ(fnv1a(draw(fill_uniform, stream, 0, 100'000)), 2845068175476516128u);
  EXPECT_EQ(fnv1a(draw(fill_truncated_normal, stream, 0, 100'000)), 14512810044292492564u);
}

TEST(Normal, AnyStartAndLengthGiveTheSameElements) {
  const Stream stream{11, Purpose::weight, 2};
  for (const Fill fill : fills) {
    const auto whole = draw(fill, stream, 0, 700);
    for (const std::size_t first : {0u, 1u, 2u, 3u, 4u, 5u, 127u, 128u, 129u, 500u}) {
      for (const std::size_t n : {0u, 1u, 2u, 5u, 31u, 33u, 128u, 200u}) {
        const auto part = draw(fill, stream, first, n);
        EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + static_cast<long>(first)))
            << first << " " << n;
      }
    }
  }
}

TEST(Normal, StreamsFarIntoTheSequence) {
  const Stream stream{11, Purpose::weight, 2};
  const std::uint64_t far = (std::uint64_t{1} << 40) + 3;
  for (const Fill fill : fills) {
    const auto a = draw(fill, stream, far, 10);
    const auto b = draw(fill, stream, far + 4, 6);
    EXPECT_TRUE(std::equal(b.begin(), b.end(), a.begin() + 4));
    EXPECT_NE(a, draw(fill, stream, far & 0xFFFFFFFFu, 10));  // the high counter word counts
  }
}

TEST(Normal, IsBoxMullerOfTheStreamsWords) {
  const Stream stream{13, Purpose::bias, 9};
  const auto x = draw(fill_normal, stream, 0, 4000);
  // Radius and angle each carry a few float roundings.
  constexpr double relative = 4e-7;
  for (std::size_t i = 0; i < x.size(); i += 2) {
    const double u = ((stream.word(i) >> 1) + 0.5) * 0x1p-31;
    const double r = std::sqrt(-2 * std::log(u));
    const double angle = 2 * 3.14159265358979323846 * stream.word(i + 1) * 0x1p-32;
    // u itself is rounded to float: 6e-8 absolute near 1, which moves r by 6e-8 / r.
    const double tolerance = relative * r + 6e-8 / r;
    EXPECT_NEAR(static_cast<double>(x[i]), r * std::cos(angle), tolerance);
    EXPECT_NEAR(static_cast<double>(x[i + 1]), r * std::sin(angle), tolerance);
  }
}

TEST(Uniform, IsOpenSymmetricAndHasVarianceOneThird) {
  constexpr std::size_t n = 1'000'000;
  const auto x = draw(fill_uniform, {4, Purpose::weight, 1}, 0, n);
  double s1 = 0, s2 = 0;
  for (const float value : x) {
    ASSERT_LT(std::fabs(value), 1.0f);
    ASSERT_NE(value, 0.0f);
    s1 += static_cast<double>(value);
    s2 += static_cast<double>(value) * static_cast<double>(value);
  }
  // Four standard errors: sd of x is sqrt(1/3), of x^2 sqrt(4/45).
  EXPECT_NEAR(s1 / n, 0, 4 * std::sqrt(1.0 / 3 / n));
  EXPECT_NEAR(s2 / n, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / n));
}

TEST(TruncatedNormal, StaysInsideAndHasTheStatedVariance) {
  constexpr std::size_t n = 1'000'000;
  const auto x = draw(fill_truncated_normal, {4, Purpose::weight, 1}, 0, n);
  double s1 = 0, s2 = 0;
  for (const float value : x) {
    ASSERT_LT(std::fabs(value), 2.0f);
    s1 += static_cast<double>(value);
    s2 += static_cast<double>(value) * static_cast<double>(value);
  }
  EXPECT_NEAR(s1 / n, 0, 4 * truncated_normal_std / std::sqrt(static_cast<double>(n)));
  // sd of x^2 below 1: four standard errors at most.
  EXPECT_NEAR(s2 / n, truncated_normal_variance, 4 / std::sqrt(static_cast<double>(n)));
  // The constant against its formula.
  const double pdf = std::exp(-2.0) / std::sqrt(2 * 3.14159265358979323846);
  EXPECT_NEAR(truncated_normal_variance, 1 - 4 * pdf / std::erf(std::sqrt(2.0)), 1e-15);
}

}  // namespace
}  // namespace initlab
