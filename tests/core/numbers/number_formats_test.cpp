#include "core/numbers/number_formats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace initlab {
namespace {

constexpr NumberFormat formats[] = {NumberFormat::fp64,     NumberFormat::fp32,
                                    NumberFormat::bf16,     NumberFormat::fp16,
                                    NumberFormat::fp8_e4m3, NumberFormat::fp8_e5m2};

TEST(NumberFormats, Fp32IsTheMachines) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-160, 140);
  for (int i = 0; i < 200000; ++i) {
    const double x = std::exp2(exponent(random)) * (i % 2 == 0 ? 1 : -1);
    ASSERT_EQ(round_to(NumberFormat::fp32, x), static_cast<double>(static_cast<float>(x))) << x;
  }
  for (int i = 0; i < 100000; ++i) {
    const auto a = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    const auto b = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (std::isnan(a) || std::isnan(b) || std::isnan(a + b) || std::isnan(a * b)) continue;
    ASSERT_EQ(sum_in(NumberFormat::fp32, a, b), static_cast<double>(a + b));
    ASSERT_EQ(product_in(NumberFormat::fp32, a, b), static_cast<double>(a * b));
  }
}

/// Every finite non-negative number of a format of at most 16 bits, from its bit patterns.
std::vector<double> all_of(int exponent_bits, int fraction_bits, bool has_infinity) {
  std::vector<double> values;
  const int bias = (1 << (exponent_bits - 1)) - 1;
  for (int e = 0; e < (1 << exponent_bits); ++e) {
    for (int m = 0; m < (1 << fraction_bits); ++m) {
      const bool top = e == (1 << exponent_bits) - 1;
      // Without infinities only the last pattern is NaN (OCP E4M3).
      if (top && (has_infinity || m == (1 << fraction_bits) - 1)) continue;
      const double fraction = std::ldexp(m, -fraction_bits);
      values.push_back(e == 0 ? std::ldexp(fraction, 1 - bias)
                              : std::ldexp(1 + fraction, e - bias));
    }
  }
  return values;
}

void expect_format(NumberFormat format, int exponent_bits, int fraction_bits, bool has_infinity) {
  const std::vector<double> values = all_of(exponent_bits, fraction_bits, has_infinity);
  const FormatFacts& f = facts(format);
  ASSERT_TRUE(std::is_sorted(values.begin(), values.end()));
  EXPECT_EQ(values[1], f.smallest);
  EXPECT_EQ(values[std::size_t{1} << fraction_bits], f.smallest_normal);
  EXPECT_EQ(values.back(), f.largest);
  EXPECT_EQ(f.epsilon(), std::ldexp(1.0, -fraction_bits));
  EXPECT_EQ(f.has_infinity, has_infinity);
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const double a = values[i];
    const double b = values[i + 1];
    const double middle = a + (b - a) / 2;
    ASSERT_EQ(round_to(format, a), a);
    ASSERT_EQ(round_to(format, -b), -b);
    ASSERT_EQ(round_to(format, std::nextafter(middle, a)), a);
    ASSERT_EQ(round_to(format, std::nextafter(middle, b)), b);
    ASSERT_EQ(round_to(format, middle), i % 2 == 0 ? a : b) << middle;  // even bit pattern
  }
  const double half_ulp = (values.back() - values[values.size() - 2]) / 2;
  EXPECT_EQ(round_to(format, std::nextafter(f.largest + half_ulp, 0.0)), f.largest);
  const double beyond = round_to(format, f.largest * 1.5);
  EXPECT_TRUE(has_infinity ? std::isinf(beyond) : std::isnan(beyond));
}

TEST(NumberFormats, EveryNumberAndEveryTieOfTheShortOnes) {
  expect_format(NumberFormat::bf16, 8, 7, true);
  expect_format(NumberFormat::fp16, 5, 10, true);
  expect_format(NumberFormat::fp8_e4m3, 4, 3, false);
  expect_format(NumberFormat::fp8_e5m2, 5, 2, true);
}

TEST(NumberFormats, ValuesOfThePapers) {
  EXPECT_EQ(facts(NumberFormat::fp16).largest, 65504);
  EXPECT_EQ(facts(NumberFormat::fp8_e4m3).largest, 448);
  EXPECT_EQ(facts(NumberFormat::fp8_e5m2).largest, 57344);
  EXPECT_EQ(facts(NumberFormat::fp32).largest, std::numeric_limits<float>::max());
  EXPECT_EQ(facts(NumberFormat::fp32).smallest, std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(facts(NumberFormat::fp64).largest, std::numeric_limits<double>::max());
  EXPECT_EQ(facts(NumberFormat::fp64).smallest, std::numeric_limits<double>::denorm_min());
}

TEST(NumberFormats, WhatIsNotFinite) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const NumberFormat format : formats) {
    EXPECT_TRUE(std::isnan(round_to(format, std::numeric_limits<double>::quiet_NaN())));
    EXPECT_TRUE(std::signbit(round_to(format, -0.0)));
    EXPECT_EQ(round_to(format, 1e-320 / 1e10), 0);
    if (facts(format).has_infinity) {
      EXPECT_EQ(round_to(format, -infinity), -infinity);
    } else {
      EXPECT_TRUE(std::isnan(round_to(format, infinity)));
    }
  }
}

}  // namespace
}  // namespace initlab
