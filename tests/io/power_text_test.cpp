#include "text/power_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace initlab {
namespace {

TEST(PowerText, WritesWhatADoubleCannotHold) {
  EXPECT_EQ(power_number(0.0), "1");
  EXPECT_EQ(power_number(std::log10(0.25)), "0.25");
  EXPECT_EQ(power_number(20 * std::log10(0.25)), "9.1e-13");
  EXPECT_EQ(power_number(-1203.0), "1e-1203");
  EXPECT_EQ(power_number(-1203.5), "3.2e-1204");
  EXPECT_EQ(power_number(500.3, 3), "2e500");
  EXPECT_EQ(power_number(-1000.0001), "1e-1000");  // the mantissa rounds up to 10
  EXPECT_EQ(power_number(-std::numeric_limits<double>::infinity()), "0");
  EXPECT_EQ(power_number(std::numeric_limits<double>::infinity()), "Inf");
  EXPECT_EQ(power_number(std::nan("")), "NaN");
}

}  // namespace
}  // namespace initlab
