#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace initlab {

/// A number as people type or paste it, brought into the form that parse_real() and
/// parse_unsigned() read: "0,5", "1 000", "1,000.5", "−2", "1e-3 ", "2 × 10⁻³", "50 %", "500
/// units". What could mean two numbers ("1,234" where decimals are possible) is refused with both.
struct TypedNumber {
  enum class Fault : std::uint8_t { none, not_a_number, ambiguous };
  Fault fault = Fault::not_a_number;
  std::string text;   // digits, point, exponent, sign; the first of two readings
  std::string other;  // the second one
};

/// whole: the number has no decimals. names: what may stand around it, such as the parameter's key,
/// label and unit ("gain = 2", "2 ×"); capitals count as small letters.
TypedNumber read_typed_number(std::string_view typed, bool whole,
                              std::span<const std::string_view> names = {});

/// Commas, semicolons or spaces between, brackets around: "[300, 200, 100]" as "300,200,100".
std::string read_typed_list(std::string_view typed);

}  // namespace initlab
