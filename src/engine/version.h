#pragma once

#include <string_view>

namespace initlab {

inline constexpr std::string_view version = "0.1.0";

}  // namespace initlab
