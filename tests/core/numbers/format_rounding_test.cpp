// The fast rounding is round_to, which number_formats_test.cpp checks on every short number.
#include "core/numbers/format_rounding.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "core/random/rng.h"

namespace initlab {
namespace {

void expect_same(NumberFormat format, const FormatRounding& round, double x) {
  const double expected = round_to(format, x);
  const double got = round(x);
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(got)) << x;
    return;
  }
  EXPECT_EQ(std::bit_cast<std::uint64_t>(got), std::bit_cast<std::uint64_t>(expected))
      << static_cast<int>(format) << ' ' << x;
}

TEST(FormatRounding, IsRoundToForAnyBits) {
  for (int i = 0; i < number_format_count; ++i) {
    const auto format = static_cast<NumberFormat>(i);
    const FormatRounding round(format);
    const Stream stream{11, Purpose::input, static_cast<std::uint32_t>(i)};
    for (std::uint64_t k = 0; k < 20000; ++k) {
      const auto words = stream.block(k);
      const std::uint64_t bits = (std::uint64_t{words[0]} << 32) | words[1];
      expect_same(format, round, std::bit_cast<double>(bits));  // all exponents
      // The exponents that matter to the shortest formats.
      const int exponent = static_cast<int>(words[2] % 48) - 28;
      expect_same(format, round, std::ldexp(1.0 + words[3] * 0x1p-32, exponent));
    }
  }
}

TEST(FormatRounding, EdgesAndTies) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (int i = 0; i < number_format_count; ++i) {
    const auto format = static_cast<NumberFormat>(i);
    const FormatRounding round(format);
    const FormatFacts& f = facts(format);
    const double half_ulp = f.largest - std::nextafter(f.largest, 0.0);
    for (const double edge :
         {f.largest, f.smallest_normal, f.smallest, f.smallest / 2, f.largest + half_ulp, 1.0,
          1.0 + f.epsilon() / 2, 1.0 + 1.5 * f.epsilon(), 0.0, infinity}) {
      for (const double x : {edge, std::nextafter(edge, 0.0), std::nextafter(edge, infinity)}) {
        expect_same(format, round, x);
        expect_same(format, round, -x);
      }
    }
    expect_same(format, round, std::nan(""));
    // Halfway between the largest number and the next that would be.
    const double next = std::ldexp(1.0, std::ilogb(f.largest) - f.significand_bits + 1);
    if (format != NumberFormat::fp64) {
      expect_same(format, round, f.largest + next / 2);
      expect_same(format, round, std::nextafter(f.largest + next / 2, 0.0));
    }
  }
}

}  // namespace
}  // namespace initlab
