#include "text/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <utility>

#include "text/digits.h"

namespace initlab {
namespace {

std::string not_finite(double value) {
  if (std::isnan(value)) return "NaN";
  return value > 0 ? "Inf" : "-Inf";
}

std::string print(const char* format, int digits, double value) {
  char buffer[400];  // the longest "%.5f" of a double has 309 + 7 characters
  const int length = std::snprintf(buffer, sizeof buffer, format, digits, value);
  return {buffer, static_cast<std::size_t>(length)};
}

/// "-0.0000" is "0.0000": a sign on nothing only puzzles.
std::string without_negative_zero(std::string text) {
  if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos)
    text.erase(0, 1);
  return text;
}

/// "1.20e+05" -> "1.20e5", "1.2e-04" -> "1.2e-4".
std::string short_exponent(std::string text) {
  std::size_t at = text.find('e');
  if (at == std::string::npos) return text;
  ++at;
  if (text[at] == '+') {
    text.erase(at, 1);
  } else {
    ++at;
  }
  while (at + 1 < text.size() && text[at] == '0') text.erase(at, 1);
  return text;
}

/// "1.20" -> "1.2", "3.0e-7" -> "3e-7", "12." -> "12".
std::string without_trailing_zeros(const std::string& text) {
  const std::size_t end = std::min(text.find('e'), text.size());
  std::string digits = text.substr(0, end);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return digits + text.substr(end);
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

bool is_decimal(std::string_view text) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t start = at;
  at = skip_digits(text, at);
  std::size_t digits = at - start;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    digits += end - at - 1;
    at = end;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

double read(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

bool is_power_of_two(double value) {
  int exponent = 0;
  return std::abs(std::frexp(value, &exponent)) == 0.5;
}

/// The next larger last digit of "1.23e-04".
std::string with_last_digit_raised(std::string text) {
  for (std::size_t at = text.find('e'); at-- > 0;) {
    if (!is_digit(text[at])) continue;
    if (text[at] != '9') {
      ++text[at];
      break;
    }
    text[at] = '0';
  }
  return text;
}

/// With the fewest digits that read back as the same double, "1.5e-04". Not std::to_chars: its
/// tables are 100 kB of the download.
std::string shortest_scientific(double value) {
  // A normal double gives 15 digits back as they were written (DBL_DIG); a subnormal fewer.
  const bool normal = std::abs(value) >= std::numeric_limits<double>::min();
  for (int digits = normal ? 15 : 1; digits < 17; ++digits) {
    std::string nearest = print("%.*e", digits - 1, value);
    if (read(nearest) == value) return nearest;
    if (!is_power_of_two(value)) continue;
    // Above it the doubles lie twice as far apart as below: the decimal that reads back need not be
    // the nearest one.
    std::string above = with_last_digit_raised(std::move(nearest));
    if (read(above) == value) return above;
  }
  return print("%.*e", 16, value);
}

/// "1.5e-04" as "0.00015", "1.5e+03" as "1500".
std::string without_exponent(const std::string& scientific) {
  const std::size_t e = scientific.find('e');
  const int exponent = std::atoi(scientific.c_str() + e + 1);
  std::string digits;
  for (const char c : scientific.substr(0, e)) {
    if (is_digit(c)) digits += c;
  }
  const int point = exponent + 1;  // digits before the point
  const int count = static_cast<int>(digits.size());
  if (point <= 0) {
    digits.insert(0, "0." + std::string(static_cast<std::size_t>(-point), '0'));
  } else if (point >= count) {
    digits.append(static_cast<std::size_t>(point - count), '0');
  } else {
    digits.insert(static_cast<std::size_t>(point), ".");
  }
  return (scientific.starts_with('-') ? "-" : "") + digits;
}

}  // namespace

std::string shortest(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return "0";
  const std::string scientific = without_trailing_zeros(shortest_scientific(value));
  const std::string fixed = without_exponent(scientific);
  return fixed.size() <= scientific.size() ? fixed : short_exponent(scientific);
}

std::optional<double> parse_real(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  const double value = read(std::string(text));
  return value == 0 ? 0.0 : value;
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text, bool& overflow) {
  overflow = false;
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    overflow = true;
    return std::numeric_limits<std::uint64_t>::max();
  }
  return value;
}

std::string table_number(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  const double size = std::abs(value);
  if (size != 0 && (size < 0.00095 || size >= 1e4)) {
    return short_exponent(print("%.*e", 1, value));
  }
  return without_negative_zero(print("%.*f", 4, value));
}

std::string precise_number(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0) return "0";
  std::string text = short_exponent(print("%#.*g", 5, value));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string brief_number(double value, int digits) {
  if (!std::isfinite(value)) return not_finite(value);
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size < 1e-3 || size >= 1e4) {
    return without_trailing_zeros(short_exponent(print("%.*e", std::max(digits - 1, 0), value)));
  }
  // Whole numbers up to 9999 keep all their digits: "1234", not "1.2e3".
  const int before_point = size < 1 ? 0 : static_cast<int>(std::floor(std::log10(size))) + 1;
  const int zeros = size < 1 ? static_cast<int>(std::floor(-std::log10(size))) : 0;
  return without_trailing_zeros(print("%.*f", std::max(digits - before_point + zeros, 0), value));
}

std::string ratio_number(double value) {
  if (value >= 0.01 && value <= 0.5) return "1/" + print("%.*f", 0, 1.0 / value);
  if (value > 0 && value < 0.01) return short_exponent(print("%.*e", 0, value));
  return brief_number(value);
}

std::string percent_number(double fraction, double whole_from) {
  const double percent = fraction * 100.0;
  if (!std::isfinite(percent)) return not_finite(percent);
  return without_negative_zero(print("%.*f", std::abs(percent) < whole_from ? 1 : 0, percent));
}

std::string signed_number(double value) {
  if (!std::isfinite(value)) return not_finite(value);
  const std::string text = print("%+.*f", 1, value);
  return text == "-0.0" ? "+0.0" : text;
}

std::string provisional_number(double value) {
  const std::string text = signed_number(value);
  return std::isfinite(value) ? "(" + text + ")" : text;
}

std::string fixed_number(double value, int decimals) {
  if (!std::isfinite(value)) return not_finite(value);
  return print("%.*f", decimals, value);
}

std::string grouped_count(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string with_minus_signs(std::string text) {
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at)) {
    text.replace(at, 1, "\u2212");
  }
  return text;
}

std::string sentence_number(std::string text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos || !is_decimal(text)) return with_minus_signs(std::move(text));
  static constexpr std::array<std::string_view, 10> raised{"⁰", "¹", "²", "³", "⁴",
                                                           "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string written = with_minus_signs(text.substr(0, e)) + "\u00a0×\u00a010";
  for (const char c : text.substr(e + 1)) {
    if (c == '-') written += "⁻";
    if (is_digit(c)) written += raised.at(static_cast<std::size_t>(c - '0'));
  }
  return written;
}

}  // namespace initlab
