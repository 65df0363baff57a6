// The inner loop of the matrix product, in two forms that a program chooses between by what it is
// linked with: gemm_tile.cpp, the same bits everywhere, or gemm_tile_relaxed.cpp.
#pragma once

#include <cstddef>

namespace initlab {

// One 5 x 8 tile: adds k products to out, or to zero when `fresh`. a is packed by 5 and w by 8, as
// in gemm.h.
void multiply_tile(const float* a, const float* w, std::size_t k, bool fresh, float* out,
                   std::size_t stride);

}  // namespace initlab
