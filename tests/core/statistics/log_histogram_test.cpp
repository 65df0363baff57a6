#include "core/statistics/log_histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/random/rng.h"

namespace initlab {
namespace {

TEST(LogHistogram, CountsAsLog10Does) {
  const LogHistogramSpec spec{-7.3, 2.9, 17};
  LogHistogramCounter counter(spec);
  LogHistogram expected;
  expected.counts.assign(17, 0);
  const Stream stream{5, Purpose::input, 0};
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double log = -9.0 + 13.0 * stream.uniform(i);
    const double x = std::pow(10.0, log) * (i % 2 == 0 ? 1 : -1);
    counter.add(x);
    const double place = (std::log10(std::fabs(x)) - spec.lo) / (spec.hi - spec.lo) * spec.bins;
    // An edge is closer than 1e-9 to none of these draws.
    ASSERT_GT(std::fabs(place - std::round(place)), 1e-9);
    if (place < 0) {
      ++expected.below;
    } else if (place > spec.bins) {
      ++expected.above;
    } else {
      ++expected.counts[static_cast<std::size_t>(place)];
    }
  }
  EXPECT_EQ(counter.counts().counts, expected.counts);
  EXPECT_EQ(counter.counts().below, expected.below);
  EXPECT_EQ(counter.counts().above, expected.above);
  EXPECT_GT(expected.below, 0u);
  EXPECT_GT(expected.above, 0u);
}

TEST(LogHistogram, WhatHasNoLogarithmIsCountedApart) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  LogHistogramCounter counter({-2, 2, 4});
  for (const double x : {0.0, -0.0, infinity, -infinity, std::nan(""), 5e-324, 1e308, 1.5}) {
    counter.add(x);
  }
  const LogHistogram got = counter.counts();
  EXPECT_EQ(got.zero, 2u);
  EXPECT_EQ(got.infinite, 2u);
  EXPECT_EQ(got.nan, 1u);
  EXPECT_EQ(got.below, 1u);
  EXPECT_EQ(got.above, 1u);
  EXPECT_EQ(got.counts, (std::vector<std::uint64_t>{0, 0, 1, 0}));
}

TEST(LogHistogram, WidestRangeAndSubnormals) {
  LogHistogramCounter counter({-300, 300, 200});
  counter.add(2e-300);
  counter.add(5e299);
  counter.add(5e-324);
  const LogHistogram got = counter.counts();
  EXPECT_EQ(std::accumulate(got.counts.begin(), got.counts.end(), std::uint64_t{0}), 2u);
  EXPECT_EQ(got.counts.front(), 1u);
  EXPECT_EQ(got.counts.back(), 1u);
  EXPECT_EQ(got.below, 1u);
}

}  // namespace
}  // namespace initlab
