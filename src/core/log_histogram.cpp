#include "core/log_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#include "core/portable_math.h"

namespace initlab {
namespace {

constexpr double ln_10 = 2.3025850929940456840179914546844;
constexpr double log10_of_2 = 0.30102999566398119521373889472449;

// log2 by the exponent and a straight line between powers of two: below the true one by at most
// .0861 (in log10 .026).
double log2_below(double x) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  const auto exponent = static_cast<double>(static_cast<int>(bits >> 52) - 1023);
  return exponent + static_cast<double>(bits & ((std::uint64_t{1} << 52) - 1)) * 0x1p-52;
}

}  // namespace

LogHistogramCounter::LogHistogramCounter(const LogHistogramSpec& spec)
    : lo_(spec.lo), bins_per_decade_(spec.bins / (spec.hi - spec.lo)) {
  const auto bins = static_cast<std::size_t>(spec.bins > 0 && spec.lo < spec.hi ? spec.bins : 0);
  counts_.counts.assign(bins, 0);
  if (bins == 0) return;
  const double step = (spec.hi - spec.lo) / spec.bins;
  for (std::size_t i = 0; i <= bins; ++i) {
    edges_.push_back(portable::exp((spec.lo + step * static_cast<double>(i)) * ln_10));
  }
}

void LogHistogramCounter::add(double x) {
  x = x < 0.0 ? -x : x;
  if (std::isnan(x)) {
    ++counts_.nan;
  } else if (x == 0.0) {
    ++counts_.zero;
  } else if (std::isinf(x)) {
    ++counts_.infinite;
  } else if (edges_.empty()) {
    return;
  } else if (x < edges_.front()) {
    ++counts_.below;
  } else if (x > edges_.back()) {
    ++counts_.above;
  } else {
    const double guess = (log2_below(x) * log10_of_2 - lo_) * bins_per_decade_;
    const auto last = static_cast<double>(counts_.counts.size() - 1);
    auto bin = static_cast<std::size_t>(std::clamp(guess, 0.0, last));
    while (bin > 0 && x < edges_[bin]) --bin;
    while (bin + 1 < counts_.counts.size() && x >= edges_[bin + 1]) ++bin;
    ++counts_.counts[bin];
  }
}

}  // namespace initlab
