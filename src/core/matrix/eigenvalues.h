// Eigenvalues of a real matrix.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace initlab {

// All eigenvalues of an n x n matrix, row-major; conjugates stand side by side. Empty when the QR
// algorithm does not converge or an entry is not finite.
std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int n);

}  // namespace initlab
