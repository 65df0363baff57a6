#pragma once

#include <limits>

namespace initlab {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace initlab
