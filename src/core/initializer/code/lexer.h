// Text to tokens, as Python has them. Positions are bytes here; lines and columns (code points)
// are made for errors only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/initializer/code/code_error.h"

namespace initlab::init_code {

enum class TokenType : std::uint8_t { number, name, text, sign, line_end, end };

struct Token {
  TokenType type = TokenType::end;
  std::string_view text;  // of the source; a text without its prefix and quotation marks
  std::size_t begin = 0;  // bytes of the source, quotation marks and all
  std::size_t end = 0;
  double number = 0;
  bool is_whole = false;    // of a number: written without point and exponent
  bool is_pattern = false;  // an f-string
  int indent = 0;           // of the first token of a line: columns of white space before it

  bool is(std::string_view sign) const { return type == TokenType::sign && text == sign; }
  bool is_word(std::string_view word) const { return type == TokenType::name && text == word; }
};

// The tokens of `source`, which must outlive them, with an `end` last; or the first error. A line
// end counts only outside brackets and after a statement; prompts (">>>") are passed over.
std::variant<std::vector<Token>, CodeError> tokenize(std::string_view source);

// Sets line and column of the byte `at`.
void place_error(std::string_view source, std::size_t at, CodeError& error);

}  // namespace initlab::init_code
