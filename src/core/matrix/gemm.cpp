// Hot: built for speed.
#include "core/matrix/gemm.h"

#include <algorithm>

#include "core/matrix/gemm_tile.h"
#include "core/numbers/simd.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::load;
using simd::store;

// Sums over k in blocks of this many, so that a panel of weights (16 KiB) stays in the first cache.
// Partial sums go through `out` unchanged: blocking does not alter the result.
constexpr std::size_t k_block = 512;

// k rows of up to 8 columns, one after the other.
void pack_panel(const float* from, std::size_t stride, std::size_t k, std::size_t columns,
                float* to) {
  if (columns == gemm_tile_columns) {
    for (std::size_t i = 0; i < k; ++i, from += stride, to += gemm_tile_columns) {
      store(to, load(from));
      store(to + 4, load(from + 4));
    }
    return;
  }
  for (std::size_t i = 0; i < k; ++i, from += stride, to += gemm_tile_columns) {
    for (std::size_t c = 0; c < gemm_tile_columns; ++c) to[c] = c < columns ? from[c] : 0.0F;
  }
}

// `rows` of the k rows of every panel; `to` is the first of them in the first panel.
void pack_panels(const float* from, std::size_t stride, std::size_t rows, std::size_t columns,
                 std::size_t k, float* to) {
  for (std::size_t first = 0; first < columns; first += gemm_tile_columns) {
    pack_panel(from + first, stride, rows, std::min(gemm_tile_columns, columns - first),
               to + first * k);
  }
}

// Five rows, four columns at a time: as five vectors of the transposed order.
void pack_whole_tile(const float* from, std::size_t stride, std::size_t k, float* to) {
  const float* r0 = from;
  const float* r1 = r0 + stride;
  const float* r2 = r1 + stride;
  const float* r3 = r2 + stride;
  const float* r4 = r3 + stride;
  std::size_t i = 0;
  for (; i + 4 <= k; i += 4, to += 4 * gemm_tile_rows) {
    const Float4 a = load(r0 + i);
    const Float4 b = load(r1 + i);
    const Float4 c = load(r2 + i);
    const Float4 d = load(r3 + i);
    const Float4 e = load(r4 + i);
    const Float4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    const Float4 ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const Float4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const Float4 cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    // a0 b0 c0 d0 | e0 a1 b1 c1 | d1 e1 a2 b2 | c2 d2 e2 a3 | b3 c3 d3 e3
    store(to, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
    const Float4 ea = __builtin_shufflevector(e, ab_low, 0, 6, 7, 7);
    store(to + 4, __builtin_shufflevector(ea, cd_low, 0, 1, 2, 6));
    const Float4 de = __builtin_shufflevector(cd_low, e, 3, 5, 3, 5);
    store(to + 8, __builtin_shufflevector(de, ab_high, 0, 1, 4, 5));
    const Float4 ea_high = __builtin_shufflevector(e, ab_high, 2, 6, 2, 6);
    store(to + 12, __builtin_shufflevector(cd_high, ea_high, 0, 1, 4, 5));
    const Float4 de_high = __builtin_shufflevector(cd_high, e, 2, 3, 7, 7);
    store(to + 16, __builtin_shufflevector(ab_high, de_high, 3, 4, 5, 6));
  }
  for (; i < k; ++i, to += gemm_tile_rows) {
    to[0] = r0[i], to[1] = r1[i], to[2] = r2[i], to[3] = r3[i], to[4] = r4[i];
  }
}

}  // namespace

void pack_columns(const float* weights, std::size_t stride, std::size_t k, std::size_t columns,
                  std::span<float> packed) {
  pack_panels(weights, stride, k, columns, k, packed.data());
}

void pack_columns_rows(std::span<const float> rows, std::size_t first_row, std::size_t k,
                       std::size_t columns, std::span<float> packed) {
  pack_panels(rows.data(), columns, rows.size() / columns, columns, k,
              packed.data() + first_row * gemm_tile_columns);
}

void pack_rows(const float* activations, std::size_t stride, std::size_t rows, std::size_t k,
               std::span<float> packed) {
  float* to = packed.data();
  std::size_t first = 0;
  for (; first + gemm_tile_rows <= rows; first += gemm_tile_rows, to += gemm_tile_rows * k) {
    pack_whole_tile(activations + first * stride, stride, k, to);
  }
  if (first == rows) return;
  for (std::size_t r = 0; r < gemm_tile_rows; ++r) {
    const bool present = first + r < rows;
    const float* from = activations + (first + r) * stride;
    for (std::size_t i = 0; i < k; ++i) to[i * gemm_tile_rows + r] = present ? from[i] : 0.0F;
  }
}

void pack_rows_transposed(const float* activations, std::size_t stride, std::size_t rows,
                          std::size_t k, std::span<float> packed) {
  const std::size_t whole = rows - rows % gemm_tile_rows;
  for (std::size_t i = 0; i < k; ++i) {
    const float* from = activations + i * stride;
    float* to = packed.data() + i * gemm_tile_rows;
    for (std::size_t r = 0; r < whole; r += gemm_tile_rows, to += gemm_tile_rows * k) {
      store(to, load(from + r));
      to[4] = from[r + 4];
    }
    if (whole == rows) continue;
    for (std::size_t r = 0; r < gemm_tile_rows; ++r) {
      to[r] = whole + r < rows ? from[whole + r] : 0.0F;
    }
  }
}

void repack_transposed(std::span<const float> packed, std::size_t k, std::size_t columns,
                       std::span<float> transposed) {
  constexpr std::size_t side = gemm_tile_columns;
  // Square by square: both of its sides are 64 floats one after the other.
  for (std::size_t row = 0; row < k; row += side) {
    for (std::size_t column = 0; column < columns; column += side) {
      const float* from = packed.data() + column * k + row * side;
      float* to = transposed.data() + row * columns + column * side;
      const std::size_t rows = std::min(side, k - row);
      const std::size_t rest = std::min(side, columns - column);
      for (std::size_t c = 0; c < rest; ++c) {
        for (std::size_t r = 0; r < side; ++r) {
          to[c * side + r] = r < rows ? from[r * side + c] : 0.0F;
        }
      }
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
