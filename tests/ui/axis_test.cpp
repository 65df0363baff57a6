#include "text/axis.h"
#include "numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace initlab::ui {
namespace {

void expect_sound(const Axis& axis) {
  EXPECT_TRUE(std::isfinite(axis.lo));
  EXPECT_TRUE(std::isfinite(axis.hi));
  EXPECT_GT(axis.hi, axis.lo);
  EXPECT_LE(axis.ticks.size(), static_cast<std::size_t>(max_ticks));
  EXPECT_GE(axis.ticks.size(), 1U);
  for (const Tick& tick : axis.ticks) {
    EXPECT_GE(tick.position, axis.lo - 1e-9 * (axis.hi - axis.lo));
    EXPECT_LE(tick.position, axis.hi + 1e-9 * (axis.hi - axis.lo));
  }
}

const std::vector<std::vector<double>> hostile = {
    {},
    {0.0},
    {0.0, 0.0, 0.0},
    {nan_value, nan_value},
    {infinity, -infinity, nan_value},
    {1.0, 1.0, 1.0},
    {1.0, 1.0 + 1e-15},
    {-3.0, -3.0},
    {5e-324},
    {-5e-324, 5e-324},
    {1e-300, 1e300},
    {-1.7e308, 1.7e308},
    {1e-45, 3.4e38},
    {1e-310, 0.0, 1e-320},
    {nan_value, 0.5, infinity},
};

TEST(Axis, IsSoundForEveryInput) {
  for (const std::vector<double>& values : hostile) {
    for (int most : {2, 3, 5, 8}) {
      SCOPED_TRACE(testing::PrintToString(values) + " " + std::to_string(most));
      expect_sound(log_axis(values, most));
      expect_sound(linear_axis(values, most));
    }
  }
  for (double lo : {0.0, -1.0, 1e6, nan_value, -infinity}) {
    for (double hi : {0.0, 1.0, 1e6, 1e6 + 0.001, nan_value, infinity}) {
      SCOPED_TRACE(testing::PrintToString(std::vector{lo, hi}));
      expect_sound(fixed_axis(lo, hi));
    }
  }
}

TEST(Axis, LogarithmicSpansADecadeAtLeast) {
  const std::vector<double> flat = {0.98, 0.98};
  const Axis axis = log_axis(flat);
  EXPECT_GE(axis.hi - axis.lo, 1.0);
  EXPECT_GE(axis.share(0.98), 0.0);
  EXPECT_LE(axis.share(0.98), 1.0);
}

TEST(Axis, EveryValueIsOnIt) {
  const std::vector<double> values = {1.0, 3e-7, 0.02};
  const Axis log = log_axis(values);
  const Axis linear = linear_axis(values);
  for (double value : values) {
    for (const Axis* axis : {&log, &linear}) {
      EXPECT_GE(axis->share(value), 0.0);
      EXPECT_LE(axis->share(value), 1.0);
    }
  }
}

TEST(Axis, WhatHasNoPlaceIsNaN) {
  const std::vector<double> values = {1.0, 0.1};
  const Axis axis = log_axis(values);
  for (double value : {0.0, -1.0, nan_value, infinity, -infinity}) {
    EXPECT_TRUE(std::isnan(axis.position(value))) << value;
  }
  EXPECT_TRUE(std::isnan(linear_axis(values).position(infinity)));
}

TEST(Axis, LabelsAreDecimalsThenPowers) {
  EXPECT_EQ(power_label(-2), "0.01");
  EXPECT_EQ(power_label(0), "1");
  EXPECT_EQ(power_label(1), "10");
  EXPECT_EQ(power_label(-4), "10⁻⁴");
  EXPECT_EQ(power_label(-13), "10⁻¹³");
  EXPECT_EQ(power_label(38), "10³⁸");
}

TEST(Axis, LinearLabelsAreShort) {
  const std::vector<double> values = {0.0, 0.3000001, 0.7};
  for (const Tick& tick : linear_axis(values).ticks) EXPECT_LE(tick.label.size(), 4U) << tick.label;
  const std::vector<double> small = {-0.002, 0.002};
  bool has_zero = false;
  for (const Tick& tick : linear_axis(small, 3).ticks) has_zero |= tick.label == "0";
  EXPECT_TRUE(has_zero);
  EXPECT_GE(linear_axis(small, 3).ticks.size(), 2U);
}

}  // namespace
}  // namespace initlab::ui
