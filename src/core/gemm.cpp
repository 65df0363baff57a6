#include "core/gemm.h"

#include <algorithm>

#include "core/simd.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::load;
using simd::splat;
using simd::store;

// Sums over k in blocks of this many, so that a panel of weights (16 KiB) stays in the first cache.
// Partial sums go through `out` unchanged: blocking does not alter the result.
constexpr std::size_t k_block = 512;

// One 5 x 8 tile: adds `k` products to out, or to zero when `fresh`. Accumulators are spelled out
// so that they are registers at every level of optimisation. Never inlined: engines optimise a
// small function called often sooner than one large one called once.
__attribute__((noinline)) void multiply_tile(const float* a, const float* w, std::size_t k,
                                             bool fresh, float* out, std::size_t stride) {
  float* r0 = out;
  float* r1 = r0 + stride;
  float* r2 = r1 + stride;
  float* r3 = r2 + stride;
  float* r4 = r3 + stride;
  const Float4 zero = splat(0.0f);
  Float4 c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  Float4 c30 = zero, c31 = zero, c40 = zero, c41 = zero;
  if (!fresh) {
    c00 = load(r0), c01 = load(r0 + 4);
    c10 = load(r1), c11 = load(r1 + 4);
    c20 = load(r2), c21 = load(r2 + 4);
    c30 = load(r3), c31 = load(r3 + 4);
    c40 = load(r4), c41 = load(r4 + 4);
  }
  for (std::size_t i = 0; i < k; ++i, a += 5, w += 8) {
    const Float4 w0 = load(w);
    const Float4 w1 = load(w + 4);
    Float4 x = splat(a[0]);
    c00 += x * w0, c01 += x * w1;
    x = splat(a[1]);
    c10 += x * w0, c11 += x * w1;
    x = splat(a[2]);
    c20 += x * w0, c21 += x * w1;
    x = splat(a[3]);
    c30 += x * w0, c31 += x * w1;
    x = splat(a[4]);
    c40 += x * w0, c41 += x * w1;
  }
  store(r0, c00), store(r0 + 4, c01);
  store(r1, c10), store(r1 + 4, c11);
  store(r2, c20), store(r2 + 4, c21);
  store(r3, c30), store(r3 + 4, c31);
  store(r4, c40), store(r4 + 4, c41);
}

}  // namespace

void pack_columns(const float* weights, std::size_t stride, std::size_t k, std::size_t columns,
                  std::span<float> packed) {
  float* to = packed.data();
  for (std::size_t first = 0; first < columns; first += gemm_tile_columns) {
    const std::size_t n = std::min(gemm_tile_columns, columns - first);
    for (std::size_t i = 0; i < k; ++i, to += gemm_tile_columns) {
      const float* from = weights + i * stride + first;
      std::fill(std::copy_n(from, n, to), to + gemm_tile_columns, 0.0f);
    }
  }
}

void pack_rows(const float* activations, std::size_t stride, std::size_t rows, std::size_t k,
               std::span<float> packed) {
  float* to = packed.data();
  for (std::size_t first = 0; first < rows; first += gemm_tile_rows, to += gemm_tile_rows * k) {
    for (std::size_t r = 0; r < gemm_tile_rows; ++r) {
      const bool present = first + r < rows;
      const float* from = activations + (first + r) * stride;
      for (std::size_t i = 0; i < k; ++i) to[i * gemm_tile_rows + r] = present ? from[i] : 0.0f;
    }
  }
}

void multiply_packed(std::span<const float> packed_rows, std::span<const float> packed_columns,
                     std::size_t rows, std::size_t k, std::size_t columns, float* out,
                     std::size_t stride) {
  for (std::size_t k0 = 0; k0 == 0 || k0 < k; k0 += k_block) {
    const std::size_t n = std::min(k_block, k - k0);
    for (std::size_t column = 0; column < columns; column += gemm_tile_columns) {
      const float* w = packed_columns.data() + column * k + k0 * gemm_tile_columns;
      for (std::size_t row = 0; row < rows; row += gemm_tile_rows) {
        const float* a = packed_rows.data() + row * k + k0 * gemm_tile_rows;
        multiply_tile(a, w, n, k0 == 0, out + row * stride + column, stride);
      }
    }
  }
}

}  // namespace initlab
