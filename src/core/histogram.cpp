#include "core/histogram.h"

namespace initlab {
namespace {

constexpr std::size_t copies = 4;

}  // namespace

HistogramCounter::HistogramCounter(const HistogramSpec& spec)
    : bins_(spec.bins > 0 && spec.lo < spec.hi ? static_cast<std::size_t>(spec.bins) : 0),
      lo_(spec.lo),
      hi_(spec.hi),
      bins_per_unit_(static_cast<double>(bins_) / (spec.hi - spec.lo)),
      last_bin_(static_cast<double>(bins_) - 1),
      counts_(copies * (bins_ + 3), 0) {
  if (bins_ == 0) return;
  const double step = (hi_ - lo_) / static_cast<double>(bins_);
  edges_.resize(bins_ + 1);
  for (std::size_t i = 0; i < bins_; ++i) edges_[i] = static_cast<double>(i) * step + lo_;
  edges_[bins_] = hi_;
}

// NumPy's histogram: the bin from a multiplication, then corrected by one against the true edges.
inline std::size_t HistogramCounter::slot(float x) const {
  const auto value = static_cast<double>(x);
  double position = (value - lo_) * bins_per_unit_;
  position = position > 0 ? position : 0;  // NaN too
  position = position < last_bin_ ? position : last_bin_;
  auto bin = static_cast<std::size_t>(static_cast<std::int32_t>(position));
  bin -= (bin > 0 && value < edges_[bin]) ? 1u : 0u;
  bin += (bin + 1 < bins_ && value >= edges_[bin + 1]) ? 1u : 0u;
  std::size_t result = bin + 1;
  result = value < lo_ ? 0 : result;
  result = value > hi_ ? bins_ + 1 : result;
  return value == value ? result : bins_ + 2;
}

void HistogramCounter::add(const float* x, std::size_t n) {
  if (bins_ == 0) return;
  std::uint64_t* const counts = counts_.data();
  std::size_t j = 0;
  for (; j + copies <= n; j += copies) {
    for (std::size_t c = 0; c < copies; ++c) ++counts[copies * slot(x[j + c]) + c];
  }
  for (; j < n; ++j) ++counts[copies * slot(x[j])];
}

void HistogramCounter::add_to(LayerStatistics& statistics) const {
  if (bins_ == 0) return;
  const auto count = [this](std::size_t slot) {
    std::uint64_t sum = 0;
    for (std::size_t c = 0; c < copies; ++c) sum += counts_[copies * slot + c];
    return sum;
  };
  statistics.below += count(0);
  statistics.above += count(bins_ + 1);
  for (std::size_t i = 0; i < bins_; ++i) statistics.bins[i] += count(i + 1);
}

}  // namespace initlab
