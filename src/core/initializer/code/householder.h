#pragma once

#include "core/matrix/matrix.h"

namespace initlab::init_code {

// Q (m x k, k = min(m, n)) of the QR decomposition of `a` (m x n), by Householder reflections with
// LAPACK's signs (geqrf, orgqr), so that the columns are NumPy's up to rounding. `a` is
// overwritten. Sums run in one fixed order. 2 (m k^2 - k^3 / 3) multiply-adds or less.
void decompose(const RowMatrixRef& a, RowMatrixRef q);

}  // namespace initlab::init_code
