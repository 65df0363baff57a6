// The tile with relaxed SIMD: a product and a sum as one instruction, rounded once where the
// processor has that and twice where not. A quarter faster, and not the same bits everywhere: for a
// module of its own, never for the engine of links. Compiled with -mrelaxed-simd and without
// -ffp-contract=fast, which LLVM 21 turns into products of the wrong operands.
#include "core/matrix/gemm_tile.h"
#include "core/matrix/gemm_tile_loop.h"

namespace initlab {

__attribute__((noinline)) void multiply_tile(const float* a, const float* w, std::size_t k,
                                             bool fresh, float* out, std::size_t stride) {
  using simd::Float4;
  tile_products(a, w, k, fresh, out, stride,
                [](Float4 x, Float4 y, Float4 sum) __attribute__((always_inline)) {
                  return (Float4)wasm_f32x4_relaxed_madd((v128_t)x, (v128_t)y, (v128_t)sum);
                });
}

}  // namespace initlab
