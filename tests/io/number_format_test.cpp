#include "text/number_format.h"
#include "numbers.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <random>

namespace initlab {
namespace {

TEST(NumberFormat, ShortestReadsBackExactly) {
  EXPECT_EQ(shortest(0.01), "0.01");
  EXPECT_EQ(shortest(1e-7), "1e-7");
  EXPECT_EQ(shortest(1e30), "1e30");
  EXPECT_EQ(shortest(-0.0), "0");
  EXPECT_EQ(shortest(500.0), "500");
  EXPECT_EQ(shortest(nan_value), "NaN");
  EXPECT_EQ(shortest(infinity), "Infinity");
  EXPECT_EQ(shortest(-infinity), "-Infinity");
  std::mt19937_64 generator(1);
  for (int i = 0; i < 20000; ++i) {
    const double value =
        std::ldexp(static_cast<double>(generator()), static_cast<int>(i % 1800) - 1000);
    EXPECT_EQ(parse_real(shortest(value)), value);
  }
  for (const double value : {5e-324, 2.2250738585072014e-308, std::numeric_limits<double>::max()}) {
    EXPECT_EQ(parse_real(shortest(value)), value);
  }
}

/// Without point, exponent and zeros at the ends: either notation gives the same.
std::string digits_of(std::string text) {
  text.erase(std::min(text.find('e'), text.size()));
  std::erase_if(text, [](char c) { return c == '.'; });
  text.erase(0, text.find_first_not_of('0'));
  return text.erase(text.find_last_not_of('0') + 1);
}

TEST(NumberFormat, NothingShorterReadsBack) {
  const auto expect_as_library = [](double value) {
    char buffer[32];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    EXPECT_EQ(digits_of(shortest(value)), digits_of({buffer, end})) << buffer;
    EXPECT_LE(shortest(value).size(), static_cast<std::size_t>(end - buffer));
  };
  std::mt19937_64 generator(2);
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    expect_as_library(std::ldexp(1.0, exponent));
    expect_as_library(std::ldexp(static_cast<double>(generator()), exponent - 64));
    expect_as_library(static_cast<float>(std::ldexp(1.0, exponent % 120) / 3.0));
  }
}

TEST(NumberFormat, OnlyDecimalNumbersAreRead) {
  EXPECT_EQ(parse_real("1.5"), 1.5);
  EXPECT_EQ(parse_real(".5"), 0.5);
  EXPECT_EQ(parse_real("5."), 5.0);
  EXPECT_EQ(parse_real("+2e3"), 2000.0);
  EXPECT_EQ(parse_real("1e309"), infinity);
  EXPECT_EQ(parse_real("1e-400"), 0.0);
  EXPECT_FALSE(std::signbit(*parse_real("-0")));
  for (const char* text :
       {"",    " ",  "NaN", "nan", "Infinity", "inf", "-inf", "0x10",  "1,5", "1_000",
        "--1", "1e", "e5",  ".",   "+",        "1 2", "１２", "1e5.0", "1f",  "0x1p4"}) {
    EXPECT_EQ(parse_real(text), std::nullopt) << text;
  }
}

TEST(NumberFormat, SeedsKeepAll64Bits) {
  bool overflow = true;
  EXPECT_EQ(parse_unsigned("18446744073709551615", overflow), ~std::uint64_t{0});
  EXPECT_FALSE(overflow);
  EXPECT_EQ(parse_unsigned("18446744073709551616", overflow), ~std::uint64_t{0});
  EXPECT_TRUE(overflow);
  EXPECT_EQ(parse_unsigned("-1", overflow), std::nullopt);
  EXPECT_EQ(parse_unsigned("", overflow), std::nullopt);
}

TEST(NumberFormat, Tables) {
  EXPECT_EQ(table_number(0.62751), "0.6275");
  EXPECT_EQ(table_number(0.000951), "0.0010");
  EXPECT_EQ(table_number(0.000949), "9.5e-4");
  EXPECT_EQ(table_number(-0.00012), "-1.2e-4");
  EXPECT_EQ(table_number(0.0), "0.0000");
  EXPECT_EQ(table_number(-0.0), "0.0000");
  EXPECT_EQ(table_number(12345.0), "1.2e4");
  EXPECT_EQ(table_number(3.4e38), "3.4e38");
  EXPECT_EQ(table_number(nan_value), "NaN");
  EXPECT_EQ(table_number(-infinity), "-Inf");
  EXPECT_EQ(with_minus_signs(table_number(-0.00012)), "−1.2e−4");
}

TEST(NumberFormat, SentencesAndTooltips) {
  EXPECT_EQ(precise_number(0.627512), "0.62751");
  EXPECT_EQ(precise_number(1.0), "1.0000");
  EXPECT_EQ(precise_number(12345.0), "12345");
  EXPECT_EQ(precise_number(2.6629587e-5), "2.6630e-5");
  EXPECT_EQ(brief_number(0.982), "0.98");
  EXPECT_EQ(brief_number(0.9999), "1");
  EXPECT_EQ(brief_number(0.1), "0.1");
  EXPECT_EQ(brief_number(0.0281, 3), "0.0281");
  EXPECT_EQ(brief_number(4.4721, 3), "4.47");
  EXPECT_EQ(brief_number(1234.0), "1234");
  EXPECT_EQ(brief_number(123456.0), "1.2e5");
  EXPECT_EQ(brief_number(0.0), "0");
  EXPECT_EQ(ratio_number(1.0 / 36.0), "1/36");
  EXPECT_EQ(ratio_number(0.01), "1/100");
  EXPECT_EQ(ratio_number(0.5), "1/2");
  EXPECT_EQ(ratio_number(0.0099), "1e-2");
  EXPECT_EQ(ratio_number(3e-7), "3e-7");
  EXPECT_EQ(ratio_number(12.3), "12");
  EXPECT_EQ(percent_number(0.9), "90");
  EXPECT_EQ(percent_number(0.0123), "1.2");
  EXPECT_EQ(signed_number(0.71), "+0.7");
  EXPECT_EQ(signed_number(-0.04), "+0.0");
  EXPECT_EQ(grouped_count(0), "0");
  EXPECT_EQ(grouped_count(999), "999");
  EXPECT_EQ(grouped_count(2500000), "2,500,000");
}

TEST(NumberFormat, SentencesWritePowersOfTen) {
  EXPECT_EQ(sentence_number("3e-7"), "3\u00a0×\u00a010⁻⁷");
  EXPECT_EQ(sentence_number("-1.2e+26"), "−1.2\u00a0×\u00a010²⁶");
  EXPECT_EQ(sentence_number("-0.5"), "−0.5");
  EXPECT_EQ(sentence_number("1/36"), "1/36");
  EXPECT_EQ(sentence_number("-Inf"), "−Inf");
  EXPECT_EQ(sentence_number("tanh"), "tanh");
}

}  // namespace
}  // namespace initlab
