#pragma once

#include <string>
#include <string_view>

namespace initlab {

/// The number with the particle 로 or 으로 that its reading asks for: "0.98로", "1/3으로".
std::string with_ro(std::string_view number);

}  // namespace initlab
