#include "core/product/format_product.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

namespace initlab {
namespace {

/// Bits as a number of the format: fp16 from 16 bits through its own fields, bf16 as a float's
/// half.
float number_of(NumberFormat format, std::uint32_t bits) {
  if (format == NumberFormat::bf16) return std::bit_cast<float>(bits << 16);
  const int exponent = static_cast<int>((bits >> 10) & 31U);
  const float fraction = static_cast<float>(bits & 1023U);
  const float sign = (bits & 0x8000U) != 0 ? -1.0F : 1.0F;
  if (exponent == 31) return sign * (fraction == 0.0F ? INFINITY : NAN);
  return exponent == 0 ? sign * std::ldexp(fraction, -24)
                       : sign * std::ldexp(1024.0F + fraction, exponent - 25);
}

void expect_same(double expected, float got, const char* what) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(got)) << what;
    return;
  }
  EXPECT_EQ(std::bit_cast<std::uint32_t>(static_cast<float>(expected)),
            std::bit_cast<std::uint32_t>(got))
      << what << ' ' << expected << ' ' << got;
}

void expect_rounded_as_defined(NumberFormat format, float p, float a, float s) {
  const std::vector<float> factor(1, a);
  std::vector<float> sums(1, s);
  add_product_in(format, p, factor, sums);
  const double product = product_in(format, static_cast<double>(p), static_cast<double>(a));
  expect_same(sum_in(format, static_cast<double>(s), product), sums[0], "p a + s");
  if (testing::Test::HasFailure()) FAIL() << p << " * " << a << " + " << s;
}

TEST(FormatProduct, FastRoundingIsTheDefinedOneForRandomBits) {
  std::mt19937 random(1);
  for (const NumberFormat format : {NumberFormat::fp16, NumberFormat::bf16}) {
    for (int i = 0; i < 60000; ++i) {
      const auto a = static_cast<std::uint32_t>(random());
      const auto b = static_cast<std::uint32_t>(random());
      ASSERT_NO_FATAL_FAILURE(expect_rounded_as_defined(format, number_of(format, a & 0xFFFFU),
                                                        number_of(format, a >> 16),
                                                        number_of(format, b & 0xFFFFU)));
    }
  }
}

/// Where rounding is delicate: around the smallest numbers, around the largest, and ties.
TEST(FormatProduct, FastRoundingIsTheDefinedOneAtTheEdges) {
  std::mt19937 random(2);
  for (const NumberFormat format : {NumberFormat::fp16, NumberFormat::bf16}) {
    const FormatFacts& f = facts(format);
    for (int i = 0; i < 20000; ++i) {
      const auto pick = [&] {
        return number_of(format, static_cast<std::uint32_t>(random()) & 0x7FFFU);
      };
      const float a = pick();
      if (!(a > 0.0F) || !std::isfinite(a)) continue;
      for (const double edge : {f.smallest, 2.0 * f.smallest, f.smallest_normal, f.largest}) {
        const auto p = static_cast<float>(round_to(format, edge / static_cast<double>(a)));
        ASSERT_NO_FATAL_FAILURE(expect_rounded_as_defined(format, p, a, 0.0F));
        ASSERT_NO_FATAL_FAILURE(
            expect_rounded_as_defined(format, p, a, static_cast<float>(f.smallest)));
        ASSERT_NO_FATAL_FAILURE(
            expect_rounded_as_defined(format, p, -a, static_cast<float>(f.largest)));
      }
    }
  }
}

TEST(FormatProduct, MultipliesMatricesInOrder) {
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  constexpr int n = 3;
  for (const NumberFormat format : product_formats) {
    FormatProduct product(format, n);
    double p[n][n] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int step = 0; step < 4; ++step) {
      std::vector<float> a(n * n);
      for (float& entry : a) entry = normal(random);
      product.multiply(a);
      double next[n][n];
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
          double sum = 0.0;
          for (int k = 0; k < n; ++k) {
            const double entry =
                round_to(format, static_cast<double>(a[static_cast<std::size_t>(k * n + j)]));
            sum = sum_in(format, sum, product_in(format, p[i][k], entry));
          }
          next[i][j] = sum;
        }
      }
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
          p[i][j] = next[i][j];
          EXPECT_EQ(product.entry(i, j), p[i][j]) << static_cast<int>(format) << " step " << step;
        }
      }
    }
    EXPECT_EQ(product.end(), ProductEnd::finite);
  }
}

int steps_until_end(NumberFormat format, float factor, ProductEnd& end) {
  FormatProduct product(format, 1);
  for (int step = 1; step < 2000; ++step) {
    product.multiply(std::vector<float>{factor});
    end = product.end();
    if (end != ProductEnd::finite) return step;
  }
  return 0;
}

TEST(FormatProduct, PowersOfTwoEndWhereTheFormatDoes) {
  ProductEnd end{};
  // 2^16, 2^128, 2^1024 are the first beyond the largest finite numbers.
  EXPECT_EQ(steps_until_end(NumberFormat::fp16, 2.0F, end), 16);
  EXPECT_EQ(end, ProductEnd::infinite);
  EXPECT_EQ(steps_until_end(NumberFormat::bf16, 2.0F, end), 128);
  EXPECT_EQ(steps_until_end(NumberFormat::fp32, 2.0F, end), 128);
  EXPECT_EQ(steps_until_end(NumberFormat::fp64, 2.0F, end), 1024);
  // Half of the smallest numbers 2^-24, 2^-133, 2^-149, 2^-1074 is a tie and goes to 0.
  EXPECT_EQ(steps_until_end(NumberFormat::fp16, 0.5F, end), 25);
  EXPECT_EQ(end, ProductEnd::zero);
  EXPECT_EQ(steps_until_end(NumberFormat::bf16, 0.5F, end), 134);
  EXPECT_EQ(steps_until_end(NumberFormat::fp32, 0.5F, end), 150);
  EXPECT_EQ(steps_until_end(NumberFormat::fp64, 0.5F, end), 1075);
}

TEST(FormatProduct, InfinityMinusInfinityIsNaN) {
  FormatProduct product(NumberFormat::fp16, 2);
  product.multiply(std::vector<float>{60000.0F, 60000.0F, 0.0F, 0.0F});
  product.multiply(std::vector<float>{4.0F, 0.0F, -4.0F, 0.0F});
  EXPECT_EQ(product.end(), ProductEnd::nan);
  EXPECT_TRUE(std::isnan(product.entry(0, 0)));
}

}  // namespace
}  // namespace initlab
