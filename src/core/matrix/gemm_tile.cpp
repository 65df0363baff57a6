// Hot: built for speed.
#include "core/matrix/gemm_tile.h"

#include "core/matrix/gemm_tile_loop.h"

namespace initlab {

// Never inlined: engines optimize a small function called often sooner than one large one called
// once.
__attribute__((noinline)) void multiply_tile(const float* a, const float* w, std::size_t k,
                                             bool fresh, float* out, std::size_t stride) {
  using simd::Float4;
  tile_products(a, w, k, fresh, out, stride,
                [](Float4 x, Float4 y, Float4 sum)
                    __attribute__((always_inline)) { return sum + x * y; });
}

}  // namespace initlab
