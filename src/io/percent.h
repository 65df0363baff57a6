#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace initlab {

/// %XX decoded. Nothing when an escape is malformed, or when the result is not UTF-8 or has control
/// characters in it. '+' stays '+'.
std::optional<std::string> percent_decode(std::string_view text);

/// Everything escaped but letters, digits and "-._~,".
std::string percent_encode(std::string_view text);

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// At most `limit` code points of UTF-8 text, "…" in place of the rest.
std::string shortened(std::string_view text, std::size_t limit);

}  // namespace initlab
