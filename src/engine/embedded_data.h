#pragma once

#include <cstdint>
#include <span>

namespace initlab {

/// The file digits.bin within the program, for those that have no site to fetch it from.
std::span<const std::uint8_t> embedded_digits();

}  // namespace initlab
