// Single-precision matrix product with one fixed order of summation.
//
// Every element of the result is the sum over k = 0, 1, ... of a[k] * w[k], one product and one
// addition at a time, whatever the number of rows, the row's place among them, the vector width or
// the cache. So a row of a batch is the same bits in every shard, natively and in wasm; with chi >
// 1 (the `large` preset) anything less would be amplified until not even two digits agreed. Eigen's
// product promises no order: its blocking follows the caches it finds.
//
// The tile is 5 rows x 8 columns: ten 4-float accumulators, two vectors of weights, a broadcast and
// a product just fit the 15 registers that V8 leaves (unrolling k, or a larger tile, spills).
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

namespace initlab {

inline constexpr std::size_t gemm_tile_rows = 5;
inline constexpr std::size_t gemm_tile_columns = 8;

template <typename Integer>
constexpr Integer round_up(Integer n, std::type_identity_t<Integer> multiple) {
  return (n + multiple - 1) / multiple * multiple;
}

// Weights, k x columns row-major with `stride`, as panels of 8 columns: element (i, 8p + c) goes to
// packed[(p * k + i) * 8 + c]. Missing columns become 0. Size: k * round_up(columns, 8).
void pack_columns(const float* weights, std::size_t stride, std::size_t k, std::size_t columns,
                  std::span<float> packed);

// Rows first_row .. first_row + n - 1 of that, from `rows` (n x columns, without a gap): a matrix
// that is made piece by piece need not be kept whole.
void pack_columns_rows(std::span<const float> rows, std::size_t first_row, std::size_t k,
                       std::size_t columns, std::span<float> packed);

// Activations, rows x k, as tiles of 5 rows: element (5t + r, i) goes to packed[(t * k + i) * 5 +
// r]. Missing rows become 0. Size: round_up(rows, 5) * k.
void pack_rows(const float* activations, std::size_t stride, std::size_t rows, std::size_t k,
               std::span<float> packed);

// The transpose of `activations` (k x rows) likewise.
void pack_rows_transposed(const float* activations, std::size_t stride, std::size_t rows,
                          std::size_t k, std::span<float> packed);

// From pack_columns of a k x columns matrix to that of its transpose. Size: columns * round_up(k,
// 8).
void repack_transposed(std::span<const float> packed, std::size_t k, std::size_t columns,
                       std::span<float> transposed);

// out = rows x columns product, written as whole tiles: round_up(rows, 5) rows of
// round_up(columns, 8) floats each, at `stride`.
void multiply_packed(std::span<const float> packed_rows, std::span<const float> packed_columns,
                     std::size_t rows, std::size_t k, std::size_t columns, float* out,
                     std::size_t stride);

}  // namespace initlab
