#include "core/backward_pass.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/activation_derivative.h"
#include "core/backward_norm.h"
#include "core/format_rounding.h"

namespace initlab {
namespace {

std::size_t index_of(int layer) { return static_cast<std::size_t>(layer); }

// In the order of the magnitudes; NaN is above infinity.
template <class Real>
auto ordered_bits(Real x) {
  using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
  return static_cast<Bits>(std::bit_cast<Bits>(x) & (~Bits{0} >> 1));
}

// The rank-th smallest, from 0: counts by 16 bits at a time, the first ones first, and keeps those
// that share them with the one that is sought.
std::uint64_t select_rank(std::vector<std::uint64_t> candidates, std::size_t rank) {
  constexpr std::size_t digits = std::size_t{1} << 16;
  std::vector<std::uint32_t> counts(digits);
  for (int shift = 48; shift >= 0; shift -= 16) {
    const auto digit_of = [shift](std::uint64_t bits) {
      return static_cast<std::size_t>(bits >> shift) & (digits - 1);
    };
    std::fill(counts.begin(), counts.end(), 0U);
    for (const std::uint64_t bits : candidates) ++counts[digit_of(bits)];
    std::size_t digit = 0;
    while (rank >= counts[digit]) rank -= counts[digit++];
    std::size_t kept = 0;
    for (const std::uint64_t bits : candidates) {
      candidates[kept] = bits;
      kept += digit_of(bits) == digit ? 1U : 0U;
    }
    candidates.resize(kept);
  }
  return candidates.front();
}

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

// In four lanes: one alone would wait for each of its additions.
template <class Real>
double sum_of_squares(std::span<const Real> values, double scale) {
  double lanes[4] = {};
  std::size_t u = 0;
  for (; u + 4 <= values.size(); u += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      const double part = static_cast<double>(values[u + lane]) * scale;
      lanes[lane] += part * part;
    }
  }
  for (; u < values.size(); ++u) {
    const double part = static_cast<double>(values[u]) * scale;
    lanes[0] += part * part;
  }
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

template <class Real>
double frobenius_norm(const PaddedMatrix<Real>& matrix) {
  decltype(ordered_bits(Real{})) largest_bits = 0;
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    for (const Real x : matrix.row(r)) largest_bits = std::max(largest_bits, ordered_bits(x));
  }
  const auto largest = static_cast<double>(std::bit_cast<Real>(largest_bits));
  if (!std::isfinite(largest)) return largest;
  if (largest == 0) return 0;
  // A power of two, so that nothing is rounded, and squares neither overflow nor vanish.
  const double scale = std::ldexp(1.0, std::clamp(-std::ilogb(largest), -1000, 1000));
  double sum = 0;
  for (std::size_t r = 0; r < matrix.rows; ++r) sum += sum_of_squares(matrix.row(r), scale);
  return std::sqrt(sum) / scale;
}

double median_magnitude(std::span<const double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<std::uint64_t> magnitudes(values.size());  // their bits are in the same order
  std::transform(values.begin(), values.end(), magnitudes.begin(), ordered_bits<double>);
  const double largest =
      std::bit_cast<double>(*std::max_element(magnitudes.begin(), magnitudes.end()));
  if (std::isnan(largest)) return largest;
  const std::size_t middle = values.size() / 2;
  const double upper = std::bit_cast<double>(select_rank(std::move(magnitudes), middle));
  if (values.size() % 2 == 1) return upper;
  std::size_t less = 0;
  double below = 0;
  for (const double value : values) {
    const double magnitude = std::fabs(value);
    less += magnitude < upper ? 1U : 0U;
    below = magnitude < upper && magnitude > below ? magnitude : below;
  }
  return less < middle ? upper : 0.5 * (below + upper);
}

template class BackwardPass<float>;
template class BackwardPass<double>;
template double sum_of_squares(std::span<const float>, double);
template double sum_of_squares(std::span<const double>, double);
template double frobenius_norm(const PaddedMatrix<float>&);
template double frobenius_norm(const PaddedMatrix<double>&);

}  // namespace initlab
