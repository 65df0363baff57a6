// Random matrices of the language: one call, one range of elements of the stream.
#pragma once

#include <cstdint>

#include "core/matrix/matrix.h"
#include "core/random/rng.h"

namespace initlab::init_code {

// The elements that belong to random call `call` of a program.
struct Draw {
  Stream stream;
  int call = 0;

  std::uint64_t first() const { return static_cast<std::uint64_t>(call) << 40; }
};

void draw_normal(const Draw&, double mean, double std, RowMatrix& out);

// On (low, high).
void draw_uniform(const Draw&, double low, double high, RowMatrix& out);

// N(mean, std^2) given low <= x <= high, std >= 0. Cut at mean +- 2 std it is the core's
// fill_truncated_normal; beyond +- 7 std it is the plain normal; else the inverse of the
// distribution function, as PyTorch does.
void draw_truncated(const Draw&, double mean, double std, double low, double high, RowMatrix& out);

// Haar, see core/matrix/orthogonal.h, times gain. Call k > 0 uses the stream with index + k * 2^24:
// layers are far fewer.
void draw_orthogonal(const Draw&, double gain, RowMatrix& out);

// Normals of which ceil(sparsity * cols) in every row are 0: PyTorch's sparse_, whose columns are
// the rows here (Martens 2010).
void draw_sparse(const Draw&, double sparsity, double std, RowMatrix& out);

// Quantile of N(0, 1), 0 < p < 1. 1e-15 relative.
double normal_quantile(double p);

}  // namespace initlab::init_code
