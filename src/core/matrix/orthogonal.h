// Random matrices with orthonormal columns or rows.
#pragma once

#include "core/matrix/matrix.h"
#include "core/random/rng.h"
#include "core/steps/steps.h"

namespace initlab {

// Fills `out` with orthonormal columns (rows >= cols) or rows (rows < cols), uniformly distributed
// (Haar): the initialization of Saxe, McClelland & Ganguli 2013, arXiv:1312.6120. The distribution
// is that of Q in the QR decomposition of a Gaussian matrix with diag R > 0 (Mezzadri 2007,
// arXiv:math-ph/0609050). Q is a product of Householder reflections of independent Gaussian vectors
// of lengths n, n - 1, ... (Stewart 1980), so R need never be formed: half the work. All sums run
// in one fixed order whatever the vector width: the same bits natively and in wasm.
Steps fill_orthogonal(const Stream& stream, RowMatrixRef out);

}  // namespace initlab
