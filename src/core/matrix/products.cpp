// Hot: built for speed.
#include "core/matrix/products.h"

#include <algorithm>

#include "core/matrix/block_rows.h"
#include "core/matrix/gemm.h"

namespace initlab {
namespace {

// Four rows of `out` together, 256 columns at a time: they stay in the first cache while b's rows
// pass by.
constexpr std::size_t row_block = 4;
constexpr std::size_t column_block = 256;
constexpr std::size_t blocks_in_a_step = 8;  // each up to a million multiply-adds

void add_products(const PaddedMatrix<double>& a, const PaddedMatrix<double>& b,
                  PaddedMatrix<double>& out, std::size_t r0, std::size_t c0) {
  const std::size_t rows = std::min(row_block, a.rows - r0);
  const std::size_t columns = std::min(column_block, b.cols - c0);
  for (std::size_t i = 0; i < a.cols; ++i) {
    const double* from = b.data.data() + i * b.stride + c0;
    for (std::size_t r = r0; r < r0 + rows; ++r) {
      const double x = a.data[r * a.stride + i];
      double* to = out.data.data() + r * out.stride + c0;
      for (std::size_t c = 0; c < columns; ++c) to[c] += x * from[c];
    }
  }
}

// rows x k times packed columns, k x n. pack(first, rows, to) packs some of the rows.
template <class Pack>
[[gnu::noinline]] Steps multiply_blocks(std::size_t rows, std::size_t k,
                                        std::span<const float> columns, std::size_t n,
                                        PaddedMatrix<float>& out, std::vector<float>& packed,
                                        Pack pack) {
  out.resize(rows, n);
  packed.resize(block_rows * k);
  for (std::size_t first = 0; first < rows; first += block_rows) {
    const std::size_t some = std::min(block_rows, rows - first);
    pack(first, some, packed);
    multiply_packed(packed, columns, some, k, n, out.data.data() + first * out.stride, out.stride);
    co_yield Pause{};
  }
}

void pack_whole(const PaddedMatrix<float>& b, std::vector<float>& packed) {
  packed.resize(b.rows * b.stride);
  pack_columns(b.data.data(), b.stride, b.rows, b.cols, packed);
}

void unpack_transposed(std::span<const float> packed, std::size_t k, std::size_t n,
                       PaddedMatrix<double>& out) {
  out.resize(n, k);
  for (std::size_t c = 0; c < n; ++c) {
    const float* panel = packed.data() + c / gemm_tile_columns * k * gemm_tile_columns;
    double* to = out.data.data() + c * out.stride;
    for (std::size_t i = 0; i < k; ++i) {
      to[i] = static_cast<double>(panel[i * gemm_tile_columns + c % gemm_tile_columns]);
    }
  }
}

}  // namespace

Steps multiply_packed_columns(const PaddedMatrix<float>& a, std::span<const float> b, std::size_t n,
                              PaddedMatrix<float>& out, ProductScratch& scratch) {
  return multiply_blocks(a.rows, a.cols, b, n, out, scratch.rows,
                         [&a](std::size_t first, std::size_t rows, std::span<float> to) {
                           pack_rows(a.data.data() + first * a.stride, a.stride, rows, a.cols, to);
                         });
}

Steps multiply(const PaddedMatrix<float>& a, const PaddedMatrix<float>& b, PaddedMatrix<float>& out,
               ProductScratch& scratch) {
  pack_whole(b, scratch.columns);
  return multiply_packed_columns(a, scratch.columns, b.cols, out, scratch);
}

Steps multiply(const PaddedMatrix<double>& a, const PaddedMatrix<double>& b,
               PaddedMatrix<double>& out, ProductScratch&) {
  out.resize(a.rows, b.cols);
  std::fill(out.data.begin(), out.data.end(), 0.0);
  for (std::size_t c = 0; c < b.cols; c += column_block) {
    for (std::size_t r = 0; r < a.rows; r += row_block) {
      add_products(a, b, out, r, c);
      if (r / row_block % blocks_in_a_step == 0) co_yield Pause{};
    }
  }
}

Steps multiply_transposed(const PaddedMatrix<float>& a, const PaddedMatrix<float>& b,
                          PaddedMatrix<float>& out, ProductScratch& scratch) {
  pack_whole(b, scratch.columns);
  return multiply_blocks(a.cols, a.rows, scratch.columns, b.cols, out, scratch.rows,
                         [&a](std::size_t first, std::size_t rows, std::span<float> to) {
                           pack_rows_transposed(a.data.data() + first, a.stride, rows, a.rows, to);
                         });
}

Steps multiply_transposed(const PaddedMatrix<float>& a, const PaddedMatrix<double>& b,
                          PaddedMatrix<double>& out, ProductScratch& scratch) {
  transpose(a, scratch.transposed);
  return multiply(scratch.transposed, b, out, scratch);
}

Steps multiply_by_transposed(const PaddedMatrix<float>& a, std::span<const float> b, std::size_t k,
                             PaddedMatrix<float>& out, ProductScratch& scratch) {
  scratch.columns.resize(a.cols * round_up(k, gemm_tile_columns));
  repack_transposed(b, k, a.cols, scratch.columns);
  return multiply_packed_columns(a, scratch.columns, k, out, scratch);
}

Steps multiply_by_transposed(const PaddedMatrix<double>& a, std::span<const float> b, std::size_t k,
                             PaddedMatrix<double>& out, ProductScratch& scratch) {
  unpack_transposed(b, k, a.cols, scratch.transposed);
  return multiply(a, scratch.transposed, out, scratch);
}

}  // namespace initlab
