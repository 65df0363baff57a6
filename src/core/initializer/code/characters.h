// Characters of ASCII, in any locale, and those that are not: input methods and word processors
// bring them along.
#pragma once

#include <cstddef>
#include <string_view>

namespace initlab::init_code {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }

struct Character {
  char32_t code = 0;       // invalid_character for what is not UTF-8
  std::size_t length = 1;  // bytes
};
inline constexpr char32_t invalid_character = 0xFFFD;

// The first character of a text that is not empty.
Character decode(std::string_view text);

// Spaces of any script, line ends, and marks without width.
bool is_space(char32_t code);

// What to type instead: "-" for U+2212, "**2" for U+00B2; empty when there is nothing.
std::string_view ascii_for(char32_t code);

}  // namespace initlab::init_code
