// Hot: built for speed.
#include "core/statistics/log_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/numbers/portable_math.h"

namespace initlab {
namespace {

constexpr double ln_10 = 2.3025850929940456840179914546844;
constexpr double positive_infinity = std::numeric_limits<double>::infinity();

// A cell is what has the same exponent and the same five first bits of the mantissa.
constexpr int cell_shift = 52 - 5;

std::uint64_t bits_of_magnitude(double x) { return std::bit_cast<std::uint64_t>(x) << 1 >> 1; }

}  // namespace

LogHistogramCounter::LogHistogramCounter(const LogHistogramSpec& spec) {
  const auto bins = static_cast<std::size_t>(spec.bins > 0 && spec.lo < spec.hi ? spec.bins : 0);
  slots_.assign(bins + 2, 0);
  if (bins == 0) return;
  const double step = (spec.hi - spec.lo) / spec.bins;
  for (std::size_t i = 0; i <= bins; ++i) {
    edges_.push_back(portable::exp((spec.lo + step * static_cast<double>(i)) * ln_10));
  }
  edges_.back() = std::nextafter(edges_.back(), positive_infinity);  // the last bin is closed
  edges_.push_back(positive_infinity);
  first_cell_ = bits_of_magnitude(edges_.front()) >> cell_shift;
  const std::uint64_t last_cell = bits_of_magnitude(edges_[bins]) >> cell_shift;
  std::uint16_t slot = 0;
  for (std::uint64_t cell = first_cell_; cell <= last_cell; ++cell) {
    const double start = std::bit_cast<double>(cell << cell_shift);
    while (start >= edges_[slot]) ++slot;
    slot_of_cell_.push_back(slot);
  }
}

template <class Real>
void LogHistogramCounter::add(std::span<const Real> values, double factor) {
  // By themselves: what is counted might be what they point to, for all the compiler knows.
  const std::uint64_t first_cell = first_cell_;
  const std::size_t cells = slot_of_cell_.size();
  const std::uint16_t* const slot_of_cell = slot_of_cell_.data();
  const double* const edges = edges_.data();
  std::uint64_t* const slots = slots_.data();
  for (const Real value : values) {
    const std::uint64_t bits = bits_of_magnitude(static_cast<double>(value) * factor);
    const std::uint64_t cell = (bits >> cell_shift) - first_cell;
    const auto magnitude = std::bit_cast<double>(bits);
    if (cell >= cells) {
      add_outside(magnitude);
      continue;
    }
    std::size_t slot = slot_of_cell[static_cast<std::size_t>(cell)];
    while (magnitude >= edges[slot]) ++slot;
    ++slots[slot];
  }
}

template void LogHistogramCounter::add(std::span<const float>, double);
template void LogHistogramCounter::add(std::span<const double>, double);

void LogHistogramCounter::add_outside(double magnitude) {
  if (std::isnan(magnitude)) {
    ++nan_;
  } else if (magnitude == 0.0) {
    ++zero_;
  } else if (magnitude == positive_infinity) {
    ++infinite_;
  } else if (!edges_.empty()) {
    ++(magnitude < edges_.front() ? slots_.front() : slots_.back());
  }
}

LogHistogram LogHistogramCounter::counts() const {
  return {.counts = {slots_.begin() + 1, slots_.end() - 1},
          .below = slots_.front(),
          .above = slots_.back(),
          .zero = zero_,
          .infinite = infinite_,
          .nan = nan_};
}

}  // namespace initlab
