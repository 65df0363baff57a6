#pragma once

#include <string>

namespace initlab {

/// The number 10^exponent in at most `digits` significant digits, however far out of a double's
/// range it is: "0.25", "9.1e-13", "3e-1204". -infinity gives "0".
std::string power_number(double exponent, int digits = 2);

}  // namespace initlab
