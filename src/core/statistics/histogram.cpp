// Hot: built for speed.
#include "core/statistics/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/simd.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::Int4;
using simd::splat;
using simd::Word4;

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
  const double unsure = 0x1p-23 * (bins_per_unit * std::fabs(spec.lo) + 4.0 * bins + 2.0);
  sure_ = static_cast<float>(0.5 - unsure);
  place_of_zero_ = static_cast<float>(slot_of(0.0F));
  place_of_lo_ = static_cast<float>(slot_of(lo_));
  place_of_hi_ = static_cast<float>(slot_of(hi_));
}

std::size_t HistogramCounter::slot_of(float x) const {
  if (!(x >= edges_.front())) return 0;  // NaN too
  return static_cast<std::size_t>(std::upper_bound(edges_.begin(), edges_.end(), x) -
                                  edges_.begin());
}

namespace {

// Adding it rounds a small number of either sign to an integer and leaves that in the low bits.
constexpr float rounder = 0x1.8p23F;
constexpr std::uint32_t rounder_bits = 0x4B400000U;

}  // namespace

struct HistogramCounter::Places {
  explicit Places(const HistogramCounter& counter)
      : lo(splat(counter.lo_)),
        hi(splat(counter.hi_)),
        bins_per_unit(splat(counter.bins_per_unit_)),
        last(splat(static_cast<float>(counter.bins_ + 1))),
        of_zero(splat(counter.place_of_zero_)),
        of_lo(splat(counter.place_of_lo_)),
        of_hi(splat(counter.place_of_hi_)),
        half(splat(0.5F)) {}

  template <bool on_edges>
  Float4 of(Float4 x) const {
    Float4 place = (x - lo) * bins_per_unit + half;
    if constexpr (on_edges) {
      place = simd::at_most(simd::at_least(Float4{}, place), last);  // NaN: 0
      place = simd::select(x == lo, of_lo, place);
      place = simd::select(x == hi, of_hi, place);
      place = simd::select(x == Float4{}, of_zero, place);
    }
    return place;
  }

  Float4 lo, hi, bins_per_unit, last, of_zero, of_lo, of_hi, half;
};

// The slot of most numbers follows from a multiplication. The few that are too near an edge to be
// sure of it are counted so nevertheless, and then looked up and counted anew.
template <bool on_edges>
__attribute__((noinline)) void HistogramCounter::count(const float* x, std::size_t n) {
  const Places places(*this);
  const Float4 to_integer = splat(rounder);
  std::uint64_t* const counts = counts_.data();
  Float4 farthest{};
  for (std::size_t j = 0; j + copies <= n; j += copies) {
    const Float4 place = places.of<on_edges>(simd::load(x + j));
    const Float4 rounded = place + to_integer;
    farthest = simd::at_least(farthest, simd::magnitude(place - (rounded - to_integer)));
    const Word4 slot = (Word4)rounded - splat(rounder_bits);
    ++counts[copies * slot[0]];
    ++counts[copies * slot[1] + 1];
    ++counts[copies * slot[2] + 2];
    ++counts[copies * slot[3] + 3];
  }
  if (simd::any(farthest > splat(sure_))) recount_unsure<on_edges>(x, n);
  for (std::size_t j = n / copies * copies; j < n; ++j) ++counts[copies * slot_of(x[j])];
}

template <bool on_edges>
void HistogramCounter::recount_unsure(const float* x, std::size_t n) {
  const Places places(*this);
  for (std::size_t j = 0; j + copies <= n; j += copies) {
    const Float4 place = places.of<on_edges>(simd::load(x + j));
    const Float4 rounded = place + splat(rounder);
    const Int4 unsure = simd::magnitude(place - (rounded - splat(rounder))) > splat(sure_);
    if (!simd::any(unsure)) continue;
    const Word4 slot = (Word4)rounded - splat(rounder_bits);
    for (std::size_t lane = 0; lane < copies; ++lane) {
      if (unsure[lane] == 0) continue;
      --counts_[copies * slot[lane] + lane];
      ++counts_[copies * slot_of(x[j + lane]) + lane];
    }
  }
}

void HistogramCounter::add(const float* x, std::size_t n, bool on_edges) {
  if (bins_ == 0) return;
  on_edges ? count<true>(x, n) : count<false>(x, n);
}

void HistogramCounter::add_to(LayerStatistics& statistics, std::uint64_t nan) const {
  if (bins_ == 0) return;
  const auto count = [this](std::size_t slot) {
    std::uint64_t sum = 0;
    for (std::size_t lane = 0; lane < copies; ++lane) sum += counts_[copies * slot + lane];
    return sum;
  };
  statistics.below += count(0) - nan;
  statistics.above += count(bins_ + 1);
  for (std::size_t i = 0; i < bins_; ++i) statistics.bins[i] += count(i + 1);
}

}  // namespace initlab
