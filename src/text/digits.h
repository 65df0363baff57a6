#pragma once

namespace initlab {

/// In any locale, and of ASCII alone.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace initlab
