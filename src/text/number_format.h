#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace initlab {

/// Every number read or written anywhere goes through these functions: no locale, and the same
/// digits natively and in wasm.

/// Shortest text that reads back to the same bits: "0.01", "1e-7". "NaN", "Infinity", "-Infinity".
std::string shortest(double value);

/// A decimal number: digits, point, exponent, sign. Anything else (empty, "NaN", "Infinity",
/// "0x10", "1,5", digits of other scripts) is refused; "1e309" reads as infinity, for the caller to
/// clamp.
std::optional<double> parse_real(std::string_view text);

/// A whole number without a sign, digits only; what is over 2^64 - 1 reads as 2^64 - 1 and sets
/// `overflow`.
std::optional<std::uint64_t> parse_unsigned(std::string_view text, bool& overflow);

/// Tables: four decimals, "1.2e-4" below 0.00095 and "1.2e5" from 10000. "NaN", "Inf", "-Inf".
std::string table_number(double value);
/// Tooltips: five significant digits.
std::string precise_number(double value);
/// Sentences: at most `digits` significant digits without trailing zeros: "0.98", "4.47", "3e-7".
std::string brief_number(double value, int digits = 2);
/// Sentences: a size relative to 1: "1/36" from 1/100 to 1/2, "3e-7" below, "0.98" and "12" above.
std::string ratio_number(double value);
/// "94", "12.5": percent of a fraction, one decimal below `whole_from` percent.
std::string percent_number(double fraction, double whole_from = 10.0);
/// z scores: sign and one decimal, "+0.7".
std::string signed_number(double value);
/// The same of a number that may still change: "(+0.7)".
std::string provisional_number(double value);
/// `decimals` fixed decimals, as the study notes print theirs.
std::string fixed_number(double value, int decimals);
/// "2,500,000".
std::string grouped_count(std::uint64_t value);

/// The same number with U+2212 for every minus: for the canvas, where room is short.
std::string with_minus_signs(std::string text);
/// The same number as sentences and lessons write it: "3e-7" as "3 × 10⁻⁷", with U+2212 and with
/// spaces that do not break. Text that is no number stays, but for its minus.
std::string sentence_number(std::string text);

}  // namespace initlab
