#include "text/typed_number.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "text/number_format.h"

namespace initlab {
namespace {

using Fault = TypedNumber::Fault;
constexpr std::string_view names[] = {"gain", "Gain", "게인", "\u00D7", "*"};

std::string read(std::string_view typed, bool whole) {
  const TypedNumber number = read_typed_number(typed, whole, names);
  if (number.fault == Fault::ambiguous) return number.text + "|" + number.other;
  return number.fault == Fault::none ? number.text : std::string("-");
}

TEST(TypedNumber, DecimalsAndThousands) {
  struct Case {
    const char* typed;
    const char* real;
    const char* whole;
  };
  for (const Case& c : {
           Case{"0,5", "0.5", "0.5"},
           Case{"0,001", "0.001", "0.001"},
           Case{"1,23", "1.23", "1.23"},
           Case{"1,234", "1.234|1234", "1234"},
           Case{"1.234", "1.234", "1234"},
           Case{"1.000", "1.000", "1.000|1000"},
           Case{"1 000", "1000", "1000"},
           Case{"1 000,5", "1000.5", "1000.5"},
           Case{"12 345 678", "12345678", "12345678"},
           Case{"1,000.5", "1000.5", "1000.5"},
           Case{"1.000,5", "1000.5", "1000.5"},
           Case{"1,000,000", "1000000", "1000000"},
           Case{"1.000.000", "1000000", "1000000"},
           Case{"1_000", "1000", "1000"},
           Case{"1'000.25", "1000.25", "1000.25"},
           Case{".5", ".5", ".5"},
           Case{"5.", "5", "5"},
           Case{"1,234e5", "1.234e5", "1.234e5"},
       }) {
    EXPECT_EQ(read(c.typed, false), c.real) << c.typed;
    EXPECT_EQ(read(c.typed, true), c.whole) << c.typed;
  }
}

TEST(TypedNumber, SignsPowersAndUnits) {
  for (const char* minus :
       {"-2", " \u22122 ", "\u2013 2", "\uFF0D\uFF12", "gain = -2", "Gain: -2"}) {
    EXPECT_EQ(read(minus, false), "-2") << minus;
  }
  for (const char* small : {"1e-3 ", "1E-3", "10^-3", "10\u207B\u00B3", "1 \u00D7 10\u207B\u00B3",
                            "1*10**-3", "1x10^-3"}) {
    EXPECT_EQ(parse_real(read(small, false)), 1e-3) << small;
  }
  EXPECT_EQ(parse_real(read("50 %", false)), 0.5);
  EXPECT_EQ(read("\u00D7 2", false), "2");
  EXPECT_EQ(read("2 \u00D7", false), "2");
  EXPECT_EQ(read("500 units", true), "500");
  EXPECT_EQ(read("10층", true), "10");
}

TEST(TypedNumber, WhatIsNoNumber) {
  for (const char* typed :
       {"",        " ",         "abc",  "-",    ".",      ",",        "1 2",
        "1,2,3",   "12,34,567", "1e",   "0x10", "NaN",    "Infinity", "2 apples",
        "std = 2", "=",         "1..2", "--1",  "50 % %", "1 000 00"}) {
    EXPECT_EQ(read(typed, false), "-") << typed;
    EXPECT_EQ(read(typed, true), "-") << typed;
  }
  EXPECT_EQ(read("50 %", true), "-");
}

TEST(TypedNumber, WhatWeWriteIsReadBack) {
  for (const double value : {0.0, 1.0, -1.0, 0.1, 1234.0, 1.234, 1e-300, 1.5e300, 123456.789}) {
    EXPECT_EQ(parse_real(read(shortest(value), false)), value);
    EXPECT_EQ(parse_real(read(with_minus_signs(shortest(value)), false)), value);
  }
  EXPECT_EQ(read(grouped_count(2500000), true), "2500000");
}

}  // namespace
}  // namespace initlab
