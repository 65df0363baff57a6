// How a batch is cut on its way through a layer.
#pragma once

#include <cstddef>

#include "core/matrix/gemm.h"

namespace initlab {

// Rows that go through a layer together: a whole number of tiles, and at width 500 small enough
// (130 KB) to stay in the second cache between product, activation and statistics. Results do not
// depend on it beyond the rounding of merged means.
inline constexpr std::size_t block_rows = 13 * gemm_tile_rows;

}  // namespace initlab
