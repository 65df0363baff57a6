// The one matrix convention of the core: float, row-major. Activations are batch x units, weights
// are fan_in x fan_out, and z = a W (the notes' np.dot(X, W)).
#pragma once

#include <Eigen/Core>

namespace initlab {

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using RowMatrixRef = Eigen::Ref<RowMatrix, 0, Eigen::OuterStride<>>;
using ConstRowMatrixRef = Eigen::Ref<const RowMatrix, 0, Eigen::OuterStride<>>;

}  // namespace initlab
