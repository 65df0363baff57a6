#include "core/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/simd.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::Int4;
using simd::splat;

constexpr std::size_t copies = 4;  // each with its own counts

// The smallest float that is not below x, so that for a float a, a < x and a < result are the same.
float least_float_from(double x) {
  const auto nearest = static_cast<float>(x);
  constexpr float infinity = std::numeric_limits<float>::infinity();
  return static_cast<double>(nearest) < x ? std::nextafter(nearest, infinity) : nearest;
}

}  // namespace

HistogramCounter::HistogramCounter(const HistogramSpec& spec)
    : bins_(spec.bins > 0 && spec.lo < spec.hi ? static_cast<std::size_t>(spec.bins) : 0) {
  if (bins_ == 0) return;
  const auto bins = static_cast<double>(bins_);
  edges_.resize(bins_ + 1);
  // As numpy.linspace makes them, the last one exact; the last bin is closed, so what is above it
  // begins with the next number.
  const double step = (spec.hi - spec.lo) / bins;
  for (std::size_t i = 0; i < bins_; ++i) {
    edges_[i] = least_float_from(static_cast<double>(i) * step + spec.lo);
  }
  edges_[bins_] =
      least_float_from(std::nextafter(spec.hi, std::numeric_limits<double>::infinity()));
  counts_.assign(copies * (bins_ + 2), 0);

  const double bins_per_unit = bins / (spec.hi - spec.lo);
  lo_ = static_cast<float>(spec.lo);
  hi_ = static_cast<float>(spec.hi);
  bins_per_unit_ = static_cast<float>(bins_per_unit);
  // Half a unit in the last place of lo, of its difference to x, of the factor, of the product and
  // of the sum: each in bins; and as much again.
  unsure_ = static_cast<float>(0x1p-23 * (bins_per_unit * std::fabs(spec.lo) + 4.0 * bins + 2.0));
  zero_position_ = static_cast<float>(slot_of(0.0F)) + 0.5F;
  lo_position_ = static_cast<float>(slot_of(lo_)) + 0.5F;
  hi_position_ = static_cast<float>(slot_of(hi_)) + 0.5F;
}

std::size_t HistogramCounter::slot_of(float x) const {
  if (!(x >= edges_.front())) return 0;  // NaN too
  return static_cast<std::size_t>(std::upper_bound(edges_.begin(), edges_.end(), x) -
                                  edges_.begin());
}

// The slot of most numbers follows from a multiplication. Too near an edge to be sure of it, and
// these are few, a number is looked up among the edges; 0 and the ends are many (a dead or
// saturated layer) and have been looked up before.
void HistogramCounter::add(const float* x, std::size_t n) {
  if (bins_ == 0) return;
  const Float4 lo = splat(lo_);
  const Float4 hi = splat(hi_);
  const Float4 bins_per_unit = splat(bins_per_unit_);
  const Float4 least = splat(0.5F);
  const Float4 most = splat(static_cast<float>(bins_) + 1.5F);
  const Float4 lo_position = splat(lo_position_);
  const Float4 hi_position = splat(hi_position_);
  const Float4 zero_position = splat(zero_position_);
  const Float4 sure_from = splat(unsure_);
  const Float4 sure_to = splat(1.0F - unsure_);
  std::uint64_t* const counts = counts_.data();
  Int4 nan{};
  std::size_t j = 0;
  for (; j + copies <= n; j += copies) {
    const Float4 v = simd::load(x + j);
    Float4 position = (v - lo) * bins_per_unit + splat(1.0F);
    position = simd::at_most(simd::select(position > least, position, least), most);  // NaN: least
    position = simd::select(v == lo, lo_position, position);
    position = simd::select(v == hi, hi_position, position);
    position = simd::select(v == Float4{}, zero_position, position);
    const Int4 slot = __builtin_convertvector(position, Int4);
    const Float4 fraction = position - simd::to_float(slot);
    nan -= v != v;
    if (simd::any((fraction < sure_from) | (fraction > sure_to))) {
      for (std::size_t lane = 0; lane < copies; ++lane)
        ++counts[copies * slot_of(x[j + lane]) + lane];
      continue;
    }
    ++counts[copies * static_cast<std::size_t>(slot[0])];
    ++counts[copies * static_cast<std::size_t>(slot[1]) + 1];
    ++counts[copies * static_cast<std::size_t>(slot[2]) + 2];
    ++counts[copies * static_cast<std::size_t>(slot[3]) + 3];
  }
  for (std::size_t lane = 0; lane < copies; ++lane) nan_ += static_cast<std::uint64_t>(nan[lane]);
  for (; j < n; ++j) {
    nan_ += std::isnan(x[j]) ? 1U : 0U;
    ++counts[copies * slot_of(x[j])];
  }
}

void HistogramCounter::add_to(LayerStatistics& statistics) const {
  if (bins_ == 0) return;
  const auto count = [this](std::size_t slot) {
    std::uint64_t sum = 0;
    for (std::size_t lane = 0; lane < copies; ++lane) sum += counts_[copies * slot + lane];
    return sum;
  };
  statistics.below += count(0) - nan_;
  statistics.above += count(bins_ + 1);
  for (std::size_t i = 0; i < bins_; ++i) statistics.bins[i] += count(i + 1);
}

}  // namespace initlab
