#include "core/matrix/eigenvalues.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/matrix/matrix.h"

namespace initlab {

std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int n) {
  if (!std::all_of(matrix.begin(), matrix.end(), [](float x) { return std::isfinite(x); })) {
    return {};
  }
  const Eigen::MatrixXd a = Eigen::Map<const RowMatrix>(matrix.data(), n, n).cast<double>();
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(a, /*computeEigenvectors=*/false);
  if (solver.info() != Eigen::Success) return {};
  const auto& values = solver.eigenvalues();
  return {values.data(), values.data() + values.size()};
}

}  // namespace initlab
