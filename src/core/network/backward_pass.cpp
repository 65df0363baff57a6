// Hot: built for speed.
#include "core/network/backward_pass.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/activation/activation_derivative.h"
#include "core/network/backward_norm.h"
#include "core/network/gradient_rounding.h"

namespace initlab {
namespace {

std::size_t index_of(int layer) { return static_cast<std::size_t>(layer); }

constexpr std::size_t rows_in_a_step = 128;
bool ends_step(std::size_t row) { return (row + 1) % rows_in_a_step == 0; }

// In the order of the magnitudes; NaN is above infinity.
template <class Real>
auto ordered_bits(Real x) {
  using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
  return static_cast<Bits>(std::bit_cast<Bits>(x) & (~Bits{0} >> 1));
}

// Magnitudes of equal first bits, exponent and six of the mantissa, in increasing order.
constexpr int cell_shift = 46;
constexpr std::size_t cells = MagnitudeMedian::cells;
static_assert(cells == std::size_t{1} << (63 - cell_shift));
std::size_t cell_of(double x) { return static_cast<std::size_t>(ordered_bits(x) >> cell_shift); }

// The magnitudes in cells first..last, `count` of them.
std::vector<double> magnitudes_in(std::span<const double> values, std::size_t first,
                                  std::size_t last, std::size_t count) {
  std::vector<double> found(count + 1);  // each is written before it is known whether it counts
  std::size_t n = 0;
  for (const double x : values) {
    found[n] = std::fabs(x);
    const std::size_t cell = cell_of(x);
    n += cell >= first && cell <= last ? 1U : 0U;
  }
  found.pop_back();
  return found;
}

}  // namespace

template <class Real>
BackwardPass<Real>::BackwardPass(const BackwardSpec& spec, int rows)
    : spec_(spec),
      activations_(spec.network.widths.size()),
      normalized_(spec.network.widths.size()),
      inverse_(spec.network.widths.size()) {
  activations_[0].resize(static_cast<std::size_t>(rows), width_of(0));
}

template <class Real>
std::size_t BackwardPass<Real>::width_of(int layer) const {
  return static_cast<std::size_t>(spec_.network.widths[index_of(layer)]);
}

template <class Real>
const PaddedMatrix<float>& BackwardPass<Real>::activations(int layer) const {
  return activations_[index_of(layer)];
}

template <class Real>
Steps BackwardPass<Real>::forward_layer(int layer, PackedWeights weights) {
  const PaddedMatrix<float>& from = activations_[index_of(layer) - 1];
  PaddedMatrix<float>& n = normalized_[index_of(layer)];
  co_await multiply_packed_columns(from, weights.base, width_of(layer), n, scratch_);
  activations_[index_of(layer)].resize(n.rows, n.cols);
  co_yield Pause{};
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<float> z = n.row(r);
    // The same two roundings as in the forward lab.
    for (std::size_t u = 0; u < z.size(); ++u) {
      z[u] = weights.bias.empty() ? z[u] * weights.scale : z[u] * weights.scale + weights.bias[u];
    }
    if (spec_.norm == Normalization::none) activate(layer, r);  // while the row is at hand
    if (ends_step(r)) co_yield Pause{};
  }
  if (spec_.norm == Normalization::none) co_return;
  normalize(spec_.norm, n, inverse_[index_of(layer)]);
  for (std::size_t r = 0; r < n.rows; ++r) {
    activate(layer, r);
    if (ends_step(r)) co_yield Pause{};
  }
}

// n_l -> a_l.
template <class Real>
void BackwardPass<Real>::activate(int layer, std::size_t row) {
  const std::span<float> a = activations_[index_of(layer)].row(row);
  const std::span<const float> n = std::as_const(normalized_[index_of(layer)]).row(row);
  std::copy(n.begin(), n.end(), a.begin());
  apply(spec_.network.activation, a);
  if (!spec_.skips(layer)) return;
  const auto branch = static_cast<float>(spec_.branch_scale);
  const std::span<const float> stream = std::as_const(activations_[index_of(layer) - 1]).row(row);
  for (std::size_t u = 0; u < a.size(); ++u) a[u] = stream[u] + branch * a[u];
}

template <class Real>
Steps BackwardPass<Real>::gradient_layer(int layer, BackwardLayerStatistics& statistics) {
  const PaddedMatrix<float>& n = normalized_[index_of(layer)];
  const bool whole = spec_.norm != Normalization::none;
  slopes_.resize(n.rows * n.cols);
  gradient_.resize(n.rows, n.cols);
  exact_.resize(whole ? n.rows : 1, n.cols);
  GradientRounding rounding(spec_);
  MagnitudeMedian median;
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<double> exact = exact_.row(whole ? r : 0);
    const std::span<double> slopes(slopes_.data() + r * n.cols, n.cols);
    exact_row(layer, r, slopes, exact);
    median.count(slopes);
    if (!whole) rounding.round(exact, gradient_.row(r));
    if (ends_step(r)) co_yield Pause{};
  }
  if (whole) {
    normalize_backward(spec_.norm, n, inverse_[index_of(layer)], exact_);
    for (std::size_t r = 0; r < n.rows; ++r) {
      rounding.round(exact_.row(r), gradient_.row(r));
      if (ends_step(r)) co_yield Pause{};
    }
  }
  statistics.count = n.rows * n.cols;
  statistics.flushed = rounding.flushed();
  statistics.histogram = rounding.histogram();
  statistics.derivative_median = median.of(slopes_);
  co_yield Pause{};
  statistics.grad_rms = frobenius_norm(gradient_) / spec_.loss_scale /
                        std::sqrt(static_cast<double>(statistics.count));
}

// phi'(n_l) of a row, and dL/da_l -> dL/dn_l.
template <class Real>
void BackwardPass<Real>::exact_row(int layer, std::size_t row, std::span<double> slopes,
                                   std::span<double> out) {
  const double branch =
      spec_.skips(layer) ? static_cast<double>(static_cast<float>(spec_.branch_scale)) : 1.0;
  derivatives(spec_.network.activation, normalized_[index_of(layer)].row(row), slopes);
  const std::span<const Real> from = std::as_const(upstream_).row(row);
  for (std::size_t u = 0; u < out.size(); ++u) {
    out[u] = branch * static_cast<double>(from[u]) * slopes[u];
  }
}

template <class Real>
Steps BackwardPass<Real>::multiply_weight_gradient(int layer) {
  return multiply_transposed(activations_[index_of(layer) - 1], gradient_, product_, scratch_);
}

template <class Real>
Steps BackwardPass<Real>::propagate(int layer, PackedWeights weights) {
  const std::size_t fan_in = activations_[index_of(layer) - 1].cols;
  co_await multiply_by_transposed(gradient_, weights.base, fan_in, product_, scratch_);
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

MagnitudeMedian::MagnitudeMedian() : counts_(cells, 0) {}

void MagnitudeMedian::count(std::span<const double> values) {
  std::uint32_t* const counts = counts_.data();
  for (const double x : values) ++counts[cell_of(x)];
}

double MagnitudeMedian::of(std::span<const double> values) const {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return not_a_number;
  const auto not_finite = counts_.begin() + static_cast<std::ptrdiff_t>(
                                                cell_of(std::numeric_limits<double>::infinity()));
  const bool all_finite =
      std::all_of(not_finite, counts_.end(), [](std::uint32_t n) { return n == 0; });
  if (!all_finite && std::any_of(values.begin(), values.end(), [](double x) { return x != x; })) {
    return not_a_number;
  }
  // The middle two, or twice the middle one, and the cells they are in.
  std::size_t lower = (values.size() - 1) / 2;
  const std::size_t apart = values.size() / 2 - lower;
  std::size_t first = 0;
  while (lower >= counts_[first]) lower -= counts_[first++];
  std::size_t last = first;
  std::size_t count = counts_[first];
  while (lower + apart >= count) count += counts_[++last];
  std::vector<double> found = magnitudes_in(values, first, last, count);
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(lower);
  std::nth_element(found.begin(), middle, found.end());
  const double upper = apart == 0 ? *middle : *std::min_element(middle + 1, found.end());
  return *middle == upper ? upper : 0.5 * (*middle + upper);
}

double median_magnitude(std::span<const double> values) {
  MagnitudeMedian median;
  median.count(values);
  return median.of(values);
}

template class BackwardPass<float>;
template class BackwardPass<double>;
template double sum_of_squares(std::span<const float>, double);
template double sum_of_squares(std::span<const double>, double);
template double frobenius_norm(const PaddedMatrix<float>&);
template double frobenius_norm(const PaddedMatrix<double>&);

}  // namespace initlab
