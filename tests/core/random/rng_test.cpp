#include "core/random/rng.h"

#include <gtest/gtest.h>

#include <cmath>

namespace initlab {
namespace {

using Words = std::array<std::uint32_t, 4>;

// The published known answers of Random123 (kat_vectors, philox4x32 10).
TEST(Philox, KnownAnswers) {
  EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}),
            (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32_10({ones, ones, ones, ones}, {ones, ones}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  // Digits of pi.
  EXPECT_EQ(
      philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
      (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Stream, CounterLayout) {
  const Stream stream{0x299f31d0a4093822, static_cast<Purpose>(0x03707344), 0x13198a2e};
  EXPECT_EQ(stream.block(0x85a308d3243f6a88),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Stream, WordsAreTheBlocksLanes) {
  const Stream stream{5, Purpose::weight, 3};
  for (std::uint64_t i : {0ull, 1ull, 7ull, 1000ull, (1ull << 40) + 3}) {
    EXPECT_EQ(stream.word(i), stream.block(i / 4)[i % 4]);
  }
}

TEST(Stream, EveryFieldSelectsAnotherStream) {
  const Stream base{5, Purpose::weight, 3};
  const Words words = base.block(9);
  EXPECT_NE((Stream{6, Purpose::weight, 3}.block(9)), words);
  EXPECT_NE((Stream{5 + (1ull << 32), Purpose::weight, 3}.block(9)), words);
  EXPECT_NE((Stream{5, Purpose::bias, 3}.block(9)), words);
  EXPECT_NE((Stream{5, Purpose::weight, 4}.block(9)), words);
  EXPECT_NE(base.block(9 + (1ull << 32)), words);
}

TEST(Stream, UniformHas53BitsInTheHalfOpenUnitInterval) {
  const Stream stream{1, Purpose::sweep, 0};
  constexpr int draws = 100000;
  double sum = 0;
  bool low_bit = false;
  for (int i = 0; i < draws; ++i) {
    const double u = stream.uniform(static_cast<std::uint64_t>(i));
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    const double scaled = std::ldexp(u, 53);
    ASSERT_EQ(scaled, std::floor(scaled));
    low_bit = low_bit || std::fmod(scaled, 2) == 1;
    sum += u;
  }
  EXPECT_TRUE(low_bit);
  // Four standard errors of the mean.
  EXPECT_NEAR(sum / draws, 0.5, 4 / std::sqrt(12.0 * draws));
}

}  // namespace
}  // namespace initlab
