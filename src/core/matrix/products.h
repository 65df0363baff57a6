// out = a b, each element summed over k = 0, 1, ... in order: the same bits whatever the shape,
// natively and in wasm. In float by the tiles of gemm.h.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/matrix/padded_matrix.h"
#include "core/steps/steps.h"

namespace initlab {

// Packed copies that `multiply` reuses between calls; they hold nothing that matters.
struct ProductScratch {
  std::vector<float> rows;
  std::vector<float> columns;
  PaddedMatrix<double> transposed;
};

// a is m x k, b is k x n; out becomes m x n.
Steps multiply(const PaddedMatrix<float>& a, const PaddedMatrix<float>& b, PaddedMatrix<float>& out,
               ProductScratch& scratch);
[[gnu::noinline]] Steps multiply(const PaddedMatrix<double>& a, const PaddedMatrix<double>& b,
                                 PaddedMatrix<double>& out, ProductScratch& scratch);

// The same with b already packed by pack_columns of gemm.h, n columns wide.
Steps multiply_packed_columns(const PaddedMatrix<float>& a, std::span<const float> b, std::size_t n,
                              PaddedMatrix<float>& out, ProductScratch& scratch);

// out = aT b: a is k x m, b is k x n; out becomes m x n.
[[gnu::noinline]] Steps multiply_transposed(const PaddedMatrix<float>& a,
                                            const PaddedMatrix<float>& b, PaddedMatrix<float>& out,
                                            ProductScratch& scratch);
[[gnu::noinline]] Steps multiply_transposed(const PaddedMatrix<float>& a,
                                            const PaddedMatrix<double>& b,
                                            PaddedMatrix<double>& out, ProductScratch& scratch);

// out = a bT: a is m x n, b is k x n and packed by pack_columns; out becomes m x k.
[[gnu::noinline]] Steps multiply_by_transposed(const PaddedMatrix<float>& a,
                                               std::span<const float> b, std::size_t k,
                                               PaddedMatrix<float>& out, ProductScratch& scratch);
[[gnu::noinline]] Steps multiply_by_transposed(const PaddedMatrix<double>& a,
                                               std::span<const float> b, std::size_t k,
                                               PaddedMatrix<double>& out, ProductScratch& scratch);

}  // namespace initlab
