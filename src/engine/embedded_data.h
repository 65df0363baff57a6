#pragma once

#include <cstdint>
#include <span>

#include "labs/data_files.h"

namespace initlab {

/// The bytes of the data file "digits"; the build defines it (cmake/data.cmake).
std::span<const std::uint8_t> embedded_digits();

/// The data files within this program. The page's modules have none: they are given theirs.
const DataFiles& embedded_data_files();

}  // namespace initlab
