// Counts activations into the bins of a HistogramSpec, by NumPy's rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/statistics.h"

namespace initlab {

class HistogramCounter {
 public:
  explicit HistogramCounter(const HistogramSpec& spec);

  void add(const float* x, std::size_t n);

  // Adds the counts to statistics.bins (which must have the spec's size), below and above.
  void add_to(LayerStatistics& statistics) const;

 private:
  void add_chunk(const float* x, std::size_t n);

  std::size_t bins_;
  double lo_;
  double bins_per_unit_;
  // Slots: 0 below, 1..bins, bins + 1 above. Slot s holds edges_[s] <= x < edges_[s + 1]; the outer
  // two are NaN, which no comparison passes.
  std::vector<double> edges_;
  // Four interleaved copies: equal neighbours (a saturated layer) do not wait for each other's
  // store.
  std::vector<std::uint64_t> counts_;
  std::uint64_t nan_ = 0;  // these were counted in slot 0
};

}  // namespace initlab
