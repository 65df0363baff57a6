// Row-major storage with room for whole tiles of gemm.h, in float or double.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/matrix/gemm.h"

namespace initlab {

// What lies between cols and stride, and in the rows beyond `rows`, is undefined.
template <class Real>
struct PaddedMatrix {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::size_t stride = 0;
  std::vector<Real> data;

  // Keeps no contents. A smaller size reuses the memory of a larger one.
  void resize(std::size_t new_rows, std::size_t new_cols) {
    rows = new_rows;
    cols = new_cols;
    stride = round_up(cols, gemm_tile_columns);
    data.resize(round_up(rows, gemm_tile_rows) * stride);
  }
  std::span<Real> row(std::size_t r) { return {data.data() + r * stride, cols}; }
  std::span<const Real> row(std::size_t r) const { return {data.data() + r * stride, cols}; }
};

// to = from transposed, converted.
template <class From, class To>
void transpose(const PaddedMatrix<From>& from, PaddedMatrix<To>& to) {
  to.resize(from.cols, from.rows);
  constexpr std::size_t block = 16;  // both sides stay in the first cache
  for (std::size_t r0 = 0; r0 < from.rows; r0 += block) {
    for (std::size_t c0 = 0; c0 < from.cols; c0 += block) {
      for (std::size_t r = r0; r < from.rows && r < r0 + block; ++r) {
        for (std::size_t c = c0; c < from.cols && c < c0 + block; ++c) {
          to.data[c * to.stride + r] = static_cast<To>(from.data[r * from.stride + c]);
        }
      }
    }
  }
}

}  // namespace initlab
