#include "core/initializer/structured_weights.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/matrix/orthogonal.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

// The uniform numbers of the choice of inputs lie where no normal of a matrix is.
constexpr std::uint64_t choice_offset = std::uint64_t{1} << 40;

}  // namespace

void fill_sparse(const Stream& stream, RowMatrixRef out) {
  out.setZero();
  const auto fan_in = static_cast<std::size_t>(out.rows());
  const std::size_t k = std::min<std::size_t>(sparse_connections, fan_in);
  const float scale = 1.0F / std::sqrt(static_cast<float>(k));
  std::vector<std::size_t> inputs(fan_in);
  std::vector<float> weights(k);
  for (Eigen::Index j = 0; j < out.cols(); ++j) {
    const std::uint64_t first = static_cast<std::uint64_t>(j) * sparse_connections;
    fill_normal(stream, first, weights);
    // Fisher & Yates, its first k steps.
    std::iota(inputs.begin(), inputs.end(), std::size_t{0});
    for (std::size_t i = 0; i < k; ++i) {
      const double u = stream.uniform(choice_offset + first + i);
      const std::size_t left = fan_in - i;
      std::swap(
          inputs[i],
          inputs[i + std::min(left - 1, static_cast<std::size_t>(u * static_cast<double>(left)))]);
      out(static_cast<Eigen::Index>(inputs[i]), j) = scale * weights[i];
    }
  }
}

void fill_looks_linear(const Stream& stream, int layer, RowMatrixRef out) {
  out.setZero();
  const Eigen::Index rows = layer == 1 ? out.rows() : out.rows() / 2;
  const Eigen::Index cols = out.cols() / 2;
  if (rows == 0 || cols == 0) return;
  RowMatrix block(rows, cols);
  fill_orthogonal(stream, block).finish();
  out.block(0, 0, rows, cols) = block;
  out.block(0, cols, rows, cols) = -block;
  if (layer == 1) return;
  out.block(rows, 0, rows, cols) = -block;
  out.block(rows, cols, rows, cols) = block;
}

double looks_linear_std(WeightShape shape) {
  const int rows = shape.layer == 1 ? shape.fan_in : shape.fan_in / 2;
  const int cols = shape.fan_out / 2;
  return rows == 0 || cols == 0 ? 0 : 1 / std::sqrt(static_cast<double>(std::max(rows, cols)));
}

}  // namespace initlab
