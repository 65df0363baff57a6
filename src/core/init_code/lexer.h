// Text to tokens. Positions are bytes here; columns (code points) are made for errors only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/init_code/code_error.h"

namespace initlab::init_code {

enum class TokenType : std::uint8_t { number, name, text, sign, end };

struct Token {
  TokenType type = TokenType::end;
  std::string_view text;  // of the source; a text without its quotation marks
  int column = 1;
  double number = 0;

  bool is(std::string_view sign) const { return type == TokenType::sign && text == sign; }
};

// The tokens of `source`, which must outlive them, with an `end` last; or the first error.
std::variant<std::vector<Token>, CodeError> tokenize(std::string_view source);

// Column of the byte `at`.
int column_of(std::string_view source, std::size_t at);

}  // namespace initlab::init_code
