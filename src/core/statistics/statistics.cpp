// Hot: built for speed.
#include "core/statistics/statistics.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#include "core/numbers/simd.h"
#include "core/statistics/histogram.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::Int4;
using simd::splat;
using simd::Word4;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// Sums run in this many independent lanes, element j in lane j % lanes: wide enough for vector
// units, and the same order of addition whatever their width.
constexpr std::size_t lanes = 8;

struct RowSums {
  double mean;
  double m2;
};

std::uint32_t magnitude_bits(float x) { return std::bit_cast<std::uint32_t>(x) & 0x7FFFFFFFu; }
constexpr std::uint32_t infinity_bits = 0x7F800000u;

// Mean and sum of squared deviations of one row, from sums of x - shift and (x - shift)^2 with the
// row's first element as shift: what cancels is at most (x_0 - mean)^2 / variance, far below 2^53.
__attribute__((noinline)) RowSums sum_row(const float* x, std::size_t n) {
  const double shift = magnitude_bits(x[0]) < infinity_bits ? static_cast<double>(x[0]) : 0.0;
  double sum[lanes] = {};
  double square[lanes] = {};
  std::size_t j = 0;
  for (; j + lanes <= n; j += lanes) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const double d = static_cast<double>(x[j + l]) - shift;
      sum[l] += d;
      square[l] += d * d;
    }
  }
  for (; j < n; ++j) {
    const double d = static_cast<double>(x[j]) - shift;
    sum[j % lanes] += d;
    square[j % lanes] += d * d;
  }
  double total = 0;
  double total_square = 0;
  for (std::size_t l = 0; l < lanes; ++l) {
    total += sum[l];
    total_square += square[l];
  }
  const double mean = total / static_cast<double>(n);
  // Infinity less infinity makes m2 NaN, as it should be; rounding must not make it negative.
  const double m2 = total_square - total * mean;
  return {shift + mean, m2 < 0 ? 0 : m2};
}

struct RowCounts {
  std::uint64_t zero = 0;
  std::uint64_t saturated = 0;
  std::uint64_t saturated_above = 0;
  bool all_finite = true;
  float min = infinity;  // of what is not NaN
  float max = -infinity;
};

std::uint64_t sum(Int4 counts) {
  std::uint64_t total = 0;
  for (int lane = 0; lane < 4; ++lane) total += static_cast<std::uint64_t>(counts[lane]);
  return total;
}

// `lo` and `hi`: a is saturated when a < lo or a > hi. `seen` gathers the bits of each unit.
__attribute__((noinline)) RowCounts count_row(const float* x, std::size_t n, float lo, float hi,
                                              std::uint32_t* seen) {
  Int4 zero{};
  Int4 below{};
  Int4 above{};
  Int4 largest{};
  Float4 min = splat(infinity);
  Float4 max = splat(-infinity);
  std::size_t j = 0;
  for (; j + 4 <= n; j += 4) {
    const Float4 v = simd::load(x + j);
    const Word4 bits = (Word4)simd::magnitude(v);
    zero -= (Int4)(bits == Word4{});
    below -= v < splat(lo);
    above -= v > splat(hi);
    largest = simd::larger(largest, (Int4)bits);
    min = simd::at_most(min, v);
    max = simd::at_least(max, v);
    simd::store(seen + j, simd::load(seen + j) | bits);
  }
  RowCounts counts;
  counts.zero = sum(zero);
  counts.saturated_above = sum(above);
  counts.saturated = sum(below) + counts.saturated_above;
  counts.all_finite = !simd::any(largest >= Int4{} + static_cast<std::int32_t>(infinity_bits));
  for (int lane = 0; lane < 4; ++lane) {
    counts.min = std::min(counts.min, min[lane]);
    counts.max = std::max(counts.max, max[lane]);
  }
  for (; j < n; ++j) {
    const std::uint32_t bits = magnitude_bits(x[j]);
    counts.zero += bits == 0 ? 1U : 0U;
    counts.saturated_above += x[j] > hi ? 1U : 0U;
    counts.saturated += x[j] < lo || x[j] > hi ? 1U : 0U;
    counts.all_finite = counts.all_finite && bits < infinity_bits;
    counts.min = x[j] < counts.min ? x[j] : counts.min;
    counts.max = x[j] > counts.max ? x[j] : counts.max;
    seen[j] |= bits;
  }
  return counts;
}

void count_not_finite(const float* x, std::size_t n, std::uint64_t& nan, std::uint64_t& infinite) {
  for (std::size_t j = 0; j < n; ++j) {
    const std::uint32_t bits = magnitude_bits(x[j]);
    nan += bits > infinity_bits ? 1U : 0U;
    infinite += bits == infinity_bits ? 1U : 0U;
  }
}

// The largest float <= x, so that for floats a > x and a > result are the same.
float round_down(double x) {
  const auto nearest = static_cast<float>(x);
  return static_cast<double>(nearest) > x ? std::nextafter(nearest, -infinity) : nearest;
}
float round_up_to_float(double x) { return -round_down(-x); }

// Chan, Golub & LeVeque (1979) for (count, mean, m2), with NumPy's answers for non-finite means.
void merge_moments(std::uint64_t& count, double& mean, double& m2, std::uint64_t other_count,
                   double other_mean, double other_m2) {
  if (other_count == 0) return;
  const auto n_a = static_cast<double>(count);
  const auto n_b = static_cast<double>(other_count);
  const double delta = other_mean - mean;
  if (count == 0) {
    mean = other_mean;
    m2 = other_m2;
  } else if (std::isfinite(delta)) {
    mean += delta * (n_b / (n_a + n_b));
    m2 += other_m2 + delta * delta * (n_a * n_b / (n_a + n_b));
  } else {
    mean += other_mean;  // inf + finite = inf, inf - inf = NaN
    m2 = not_a_number;
  }
  count += other_count;
}

double fraction(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? not_a_number : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void RowMoments::add(double y1, double y2) { merge({1, y1, y2, 0, 0, 0}); }

void RowMoments::merge(const RowMoments& other) {
  if (other.rows == 0) return;
  const auto n_a = static_cast<double>(rows);
  const auto n_b = static_cast<double>(other.rows);
  const double d1 = other.mean1 - mean1;
  const double d2 = other.mean2 - mean2;
  const double weight = n_a * n_b / (n_a + n_b);
  mean1 += d1 * (n_b / (n_a + n_b));
  mean2 += d2 * (n_b / (n_a + n_b));
  c11 += other.c11 + d1 * d1 * weight;
  c12 += other.c12 + d1 * d2 * weight;
  c22 += other.c22 + d2 * d2 * weight;
  rows += other.rows;
}

void LayerStatistics::merge(const LayerStatistics& other) {
  if (other.count == 0) return;
  if (count == 0) {
    *this = other;
    return;
  }
  merge_moments(count, mean, m2, other.count, other.mean, other.m2);
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  saturated += other.saturated;
  saturated_above += other.saturated_above;
  zero += other.zero;
  nan += other.nan;
  infinite += other.infinite;
  below += other.below;
  above += other.above;
  for (std::size_t i = 0; i < std::min(bins.size(), other.bins.size()); ++i) {
    bins[i] += other.bins[i];
  }
  for (std::size_t i = 0; i < std::min(alive.size(), other.alive.size()); ++i) {
    alive[i] |= other.alive[i];
  }
  rows.merge(other.rows);
}

double LayerStatistics::std() const {
  return count == 0 ? not_a_number : std::sqrt(m2 / static_cast<double>(count));
}

double LayerStatistics::saturated_fraction() const { return fraction(saturated, count); }
double LayerStatistics::saturated_above_fraction() const {
  return fraction(saturated_above, count);
}
double LayerStatistics::zero_fraction() const { return fraction(zero, count); }

double LayerStatistics::dead_fraction() const {
  if (count == 0) return not_a_number;
  int living = 0;
  for (const std::uint64_t word : alive) living += std::popcount(word);
  return static_cast<double>(units - living) / units;
}

void accumulate(LayerStatistics& statistics, const ConstRowMatrixRef& block,
                const HistogramSpec& histogram, const std::optional<SaturationBounds>& saturation) {
  const auto units = static_cast<std::size_t>(block.cols());
  if (block.size() == 0) return;
  if (statistics.count == 0) {
    statistics.units = static_cast<int>(block.cols());
    statistics.alive.assign((units + 63) / 64, 0);
    statistics.bins.assign(histogram.bins > 0 ? static_cast<std::size_t>(histogram.bins) : 0, 0);
  }
  const float lo = saturation ? round_up_to_float(saturation->lo) : -infinity;
  const float hi = saturation ? round_down(saturation->hi) : infinity;

  std::vector<std::uint32_t> seen(units, 0);
  std::uint64_t nan = 0;
  HistogramCounter counter(histogram);
  for (Eigen::Index r = 0; r < block.rows(); ++r) {
    const float* x = &block.coeffRef(r, 0);
    const RowSums sums = sum_row(x, units);
    merge_moments(statistics.count, statistics.mean, statistics.m2, units, sums.mean, sums.m2);
    statistics.rows.add(sums.mean, sums.m2 / static_cast<double>(units) + sums.mean * sums.mean);
    const RowCounts counts = count_row(x, units, lo, hi, seen.data());
    if (!counts.all_finite) count_not_finite(x, units, nan, statistics.infinite);
    statistics.zero += counts.zero;
    statistics.saturated += counts.saturated;
    statistics.saturated_above += counts.saturated_above;
    statistics.min = std::min(statistics.min, counts.min);
    statistics.max = std::max(statistics.max, counts.max);
    const bool on_edges = !counts.all_finite || counts.zero > 0;
    counter.add(x, units, on_edges || counter.reaches_ends(counts.min, counts.max));
  }
  statistics.nan += nan;
  for (std::size_t u = 0; u < units; ++u) {
    if (seen[u] != 0) statistics.alive[u / 64] |= std::uint64_t{1} << (u % 64);
  }
  counter.add_to(statistics, nan);
}

}  // namespace initlab
