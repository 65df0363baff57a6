// How the forward pass cuts a batch.
#pragma once

#include <cstddef>

#include "core/gemm.h"

namespace initlab {

// Rows that go through a layer together: a whole number of tiles, and at width 500 small enough
// (130 KB) to stay in the second cache between product, activation and statistics. Results do not
// depend on it beyond the rounding of merged means.
inline constexpr std::size_t forward_block_rows = 13 * gemm_tile_rows;

// Rows that lsuv measures a layer's scale on: at width 500 they give it to 1 %.
inline constexpr int calibration_rows = 64;

}  // namespace initlab
