#include "labs/matrix_product/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "text/number_format.h"

namespace initlab::matrix_product {
namespace {

/// Exponents of made-up or damaged reports do not fit an int.
int whole(double exponent) {
  constexpr double most = 999999.0;
  return std::isnan(exponent) ? 0
                              : static_cast<int>(std::lround(std::clamp(exponent, -most, most)));
}

}  // namespace

std::string power_text(double exponent_of_ten) {
  const int exponent = whole(exponent_of_ten);
  static constexpr std::array<std::string_view, 10> digits{"⁰", "¹", "²", "³", "⁴",
                                                           "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (char digit : std::to_string(std::abs(exponent))) {
    text += digits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

std::string size_text(double log10) {
  if (std::isnan(log10)) return "NaN";
  if (std::isinf(log10)) return log10 < 0.0 ? "0" : "Inf";
  if (std::abs(log10) >= 2.0) return power_text(log10);
  return ratio_number(std::pow(10.0, log10));
}

std::string number_text(double value, double exponent, int decimals) {
  if (!std::isfinite(value)) return brief_number(value);
  double power = exponent;
  if (value != 0.0) {
    const double place = std::floor(std::log10(std::abs(value)));
    value /= std::pow(10.0, place);
    power += place;
  } else {
    power = 0.0;
  }
  std::string text = fixed_number(value, decimals);
  if (text.find("10") == (value < 0.0 ? 1U : 0U)) {  // 9.99996 was rounded up
    text = fixed_number(value / 10.0, decimals);
    power += 1.0;
  }
  const std::string digits = std::to_string(std::abs(whole(power)));
  return text + (power < 0.0 ? "e-" : "e+") + (digits.size() < 2 ? "0" : "") + digits;
}

bool is_scientific(double log10_smallest, double log10_largest) {
  return log10_largest - log10_smallest > 3.0 || log10_largest > 8.0 || log10_smallest < -4.0;
}

}  // namespace initlab::matrix_product
