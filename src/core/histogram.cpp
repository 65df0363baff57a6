#include "core/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace initlab {
namespace {

constexpr std::size_t copies = 4;
constexpr std::size_t chunk = 64;

}  // namespace

HistogramCounter::HistogramCounter(const HistogramSpec& spec)
    : bins_(spec.bins > 0 && spec.lo < spec.hi ? static_cast<std::size_t>(spec.bins) : 0),
      lo_(spec.lo),
      bins_per_unit_(static_cast<double>(bins_) / (spec.hi - spec.lo)) {
  if (bins_ == 0) return;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  edges_.assign(bins_ + 3, std::numeric_limits<double>::quiet_NaN());
  // As numpy.linspace makes them, the last one exact; the last bin is closed, so what is above it
  // begins with the next number.
  const double step = (spec.hi - spec.lo) / static_cast<double>(bins_);
  for (std::size_t i = 0; i < bins_; ++i) edges_[i + 1] = static_cast<double>(i) * step + lo_;
  edges_[bins_ + 1] = std::nextafter(spec.hi, infinity);
  counts_.assign(copies * (bins_ + 2), 0);
}

// NumPy's rule: the slot from a multiplication, then corrected by one against the true edges. Free
// of branches, which random data would mispredict.
void HistogramCounter::add_chunk(const float* x, std::size_t n) {
  std::int32_t guess[chunk] = {};
  const double last = static_cast<double>(bins_) + 1;
  std::uint32_t nan = 0;
  for (std::size_t j = 0; j < n; ++j) {
    double position = (static_cast<double>(x[j]) - lo_) * bins_per_unit_ + 1;
    position = position > 0 ? position : 0;  // NaN too
    position = position < last ? position : last;
    guess[j] = static_cast<std::int32_t>(position);
    nan += std::isnan(x[j]) ? 1u : 0u;
  }
  nan_ += nan;
  for (std::size_t j = 0; j < n; ++j) {
    const auto value = static_cast<double>(x[j]);
    auto slot = static_cast<std::size_t>(guess[j]);
    slot += value >= edges_[slot + 1] ? 1u : 0u;
    slot -= value < edges_[slot] ? 1u : 0u;
    ++counts_[copies * slot + j % copies];
  }
}

void HistogramCounter::add(const float* x, std::size_t n) {
  if (bins_ == 0) return;
  for (std::size_t done = 0; done < n; done += chunk) {
    add_chunk(x + done, std::min(chunk, n - done));
  }
}

void HistogramCounter::add_to(LayerStatistics& statistics) const {
  if (bins_ == 0) return;
  const auto count = [this](std::size_t slot) {
    std::uint64_t sum = 0;
    for (std::size_t c = 0; c < copies; ++c) sum += counts_[copies * slot + c];
    return sum;
  };
  statistics.below += count(0) - nan_;
  statistics.above += count(bins_ + 1);
  for (std::size_t i = 0; i < bins_; ++i) statistics.bins[i] += count(i + 1);
}

}  // namespace initlab
