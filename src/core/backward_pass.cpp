#include "core/backward_pass.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/activation_derivative.h"
#include "core/backward_norm.h"
#include "core/format_rounding.h"

namespace initlab {
namespace {

std::size_t index_of(int layer) { return static_cast<std::size_t>(layer); }

}  // namespace

template <class Real>
BackwardPass<Real>::BackwardPass(const BackwardSpec& spec, int rows)
    : spec_(spec),
      activations_(spec.network.widths.size()),
      normalized_(spec.network.widths.size()),
      inverse_(spec.network.widths.size()) {
  for (std::size_t l = 0; l < activations_.size(); ++l) {
    activations_[l].resize(static_cast<std::size_t>(rows),
                           static_cast<std::size_t>(spec.network.widths[l]));
  }
}

template <class Real>
const PaddedMatrix<float>& BackwardPass<Real>::activations(int layer) const {
  return activations_[index_of(layer)];
}

template <class Real>
void BackwardPass<Real>::forward_layer(int layer, const PackedWeights& weights) {
  const PaddedMatrix<float>& from = activations_[index_of(layer) - 1];
  PaddedMatrix<float>& a = activations_[index_of(layer)];
  PaddedMatrix<float>& n = normalized_[index_of(layer)];
  multiply_packed_columns(from, weights.base, a.cols, n, scratch_);
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<float> z = n.row(r);
    // The same two roundings as in the forward lab.
    for (std::size_t u = 0; u < z.size(); ++u) {
      z[u] = weights.bias.empty() ? z[u] * weights.scale : z[u] * weights.scale + weights.bias[u];
    }
  }
  normalize(spec_.norm, n, inverse_[index_of(layer)]);
  const bool skips = spec_.skips(layer);
  const auto branch = static_cast<float>(spec_.branch_scale);
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<float> row = a.row(r);
    const std::span<const float> normal = std::as_const(n).row(r);
    std::copy(normal.begin(), normal.end(), row.begin());
    apply(spec_.network.activation, row);
    if (!skips) continue;
    const std::span<const float> stream = from.row(r);
    for (std::size_t u = 0; u < row.size(); ++u) row[u] = stream[u] + branch * row[u];
  }
}

template <class Real>
void BackwardPass<Real>::gradient_layer(int layer, BackwardLayerStatistics& statistics) {
  const PaddedMatrix<float>& n = normalized_[index_of(layer)];
  const double branch =
      spec_.skips(layer) ? static_cast<double>(static_cast<float>(spec_.branch_scale)) : 1.0;
  exact_.resize(n.rows, n.cols);
  slopes_.resize(n.rows * n.cols);
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<double> slopes(slopes_.data() + r * n.cols, n.cols);
    derivatives(spec_.network.activation, n.row(r), slopes);
    const std::span<const Real> from = std::as_const(upstream_).row(r);
    const std::span<double> to = exact_.row(r);
    for (std::size_t u = 0; u < to.size(); ++u) {
      to[u] = branch * static_cast<double>(from[u]) * slopes[u];
    }
  }
  statistics.derivative_median = median_magnitude(slopes_);
  normalize_backward(spec_.norm, n, inverse_[index_of(layer)], exact_);
  round_gradient(statistics);
  statistics.grad_rms = frobenius_norm(gradient_) / spec_.loss_scale /
                        std::sqrt(static_cast<double>(statistics.count));
}

template <class Real>
void BackwardPass<Real>::round_gradient(BackwardLayerStatistics& statistics) {
  const FormatRounding round(spec_.format);
  LogHistogramCounter histogram(spec_.histogram);
  const double unscale = 1.0 / spec_.loss_scale;
  gradient_.resize(exact_.rows, exact_.cols);
  for (std::size_t r = 0; r < exact_.rows; ++r) {
    const std::span<const double> from = std::as_const(exact_).row(r);
    const std::span<Real> to = gradient_.row(r);
    for (std::size_t u = 0; u < to.size(); ++u) {
      const double rounded = round(from[u]);
      statistics.flushed += rounded == 0.0 && from[u] != 0.0 ? 1u : 0u;
      to[u] = static_cast<Real>(rounded);
      histogram.add(rounded * unscale);
    }
  }
  statistics.count = exact_.rows * exact_.cols;
  statistics.histogram = histogram.counts();
}

template <class Real>
const PaddedMatrix<Real>& BackwardPass<Real>::weight_gradient(int layer) {
  transpose(activations_[index_of(layer) - 1], transposed_);
  multiply(transposed_, gradient_, product_, scratch_);
  return product_;
}

template <class Real>
void BackwardPass<Real>::propagate(int layer, const PackedWeights& weights) {
  const std::size_t fan_in = activations_[index_of(layer) - 1].cols;
  const std::size_t fan_out = activations_[index_of(layer)].cols;
  unpack_transposed(weights.base, fan_in, fan_out, transposed_);
  multiply(gradient_, transposed_, product_, scratch_);
  const Real scale = static_cast<Real>(weights.scale);
  const bool skips = spec_.skips(layer);
  for (std::size_t r = 0; r < product_.rows; ++r) {
    const std::span<Real> to = product_.row(r);
    for (Real& x : to) x *= scale;
    if (!skips) continue;
    const std::span<const Real> stream = std::as_const(upstream_).row(r);
    for (std::size_t u = 0; u < to.size(); ++u) to[u] += stream[u];
  }
  std::swap(upstream_, product_);
}

template <class Real>
double frobenius_norm(const PaddedMatrix<Real>& matrix) {
  double largest = 0;
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    for (const Real x : matrix.row(r)) {
      const double magnitude = std::fabs(static_cast<double>(x));
      largest = magnitude > largest || std::isnan(magnitude) ? magnitude : largest;
      if (!std::isfinite(magnitude)) return magnitude;
    }
  }
  if (largest == 0) return 0;
  double sum = 0;
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    double row_sum = 0;
    for (const Real x : matrix.row(r)) {
      const double part = static_cast<double>(x) / largest;
      row_sum += part * part;
    }
    sum += row_sum;
  }
  return largest * std::sqrt(sum);
}

double median_magnitude(std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  for (double& x : values) {
    if (std::isnan(x)) return x;
    x = x < 0.0 ? -x : x;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return 0.5 * (*std::max_element(values.begin(), middle) + *middle);
}

template class BackwardPass<float>;
template class BackwardPass<double>;
template double frobenius_norm(const PaddedMatrix<float>&);
template double frobenius_norm(const PaddedMatrix<double>&);

}  // namespace initlab
