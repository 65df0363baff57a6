#include "core/products.h"

#include <algorithm>

#include "core/forward_shape.h"
#include "core/gemm.h"

namespace initlab {
namespace {

// Four rows of `out` together, 256 columns at a time: they stay in the first cache while b's rows
// pass by.
constexpr std::size_t row_block = 4;
constexpr std::size_t column_block = 256;

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

}  // namespace

void multiply_packed_columns(const PaddedMatrix<float>& a, std::span<const float> b, std::size_t n,
                             PaddedMatrix<float>& out, ProductScratch& scratch) {
  out.resize(a.rows, n);
  scratch.rows.resize(forward_block_rows * a.cols);
  for (std::size_t first = 0; first < a.rows; first += forward_block_rows) {
    const std::size_t rows = std::min(forward_block_rows, a.rows - first);
    pack_rows(a.data.data() + first * a.stride, a.stride, rows, a.cols, scratch.rows);
    multiply_packed(scratch.rows, b, rows, a.cols, n, out.data.data() + first * out.stride,
                    out.stride);
  }
}

void multiply(const PaddedMatrix<float>& a, const PaddedMatrix<float>& b, PaddedMatrix<float>& out,
              ProductScratch& scratch) {
  scratch.columns.resize(b.rows * b.stride);
  pack_columns(b.data.data(), b.stride, b.rows, b.cols, scratch.columns);
  multiply_packed_columns(a, scratch.columns, b.cols, out, scratch);
}

void multiply(const PaddedMatrix<double>& a, const PaddedMatrix<double>& b,
              PaddedMatrix<double>& out, ProductScratch&) {
  out.resize(a.rows, b.cols);
  std::fill(out.data.begin(), out.data.end(), 0.0);
  for (std::size_t c = 0; c < b.cols; c += column_block) {
    for (std::size_t r = 0; r < a.rows; r += row_block) add_products(a, b, out, r, c);
  }
}

template <class Real>
void unpack_transposed(std::span<const float> packed, std::size_t k, std::size_t n,
                       PaddedMatrix<Real>& out) {
  out.resize(n, k);
  for (std::size_t c = 0; c < n; ++c) {
    const float* panel = packed.data() + c / gemm_tile_columns * k * gemm_tile_columns;
    Real* to = out.data.data() + c * out.stride;
    for (std::size_t i = 0; i < k; ++i) {
      to[i] = static_cast<Real>(panel[i * gemm_tile_columns + c % gemm_tile_columns]);
    }
  }
}

template void unpack_transposed(std::span<const float>, std::size_t, std::size_t,
                                PaddedMatrix<float>&);
template void unpack_transposed(std::span<const float>, std::size_t, std::size_t,
                                PaddedMatrix<double>&);

}  // namespace initlab
