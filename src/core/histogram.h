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
  std::size_t slot_of(float x) const;

  // Slots: 0 below, 1..bins, bins + 1 above. Slot s holds edges_[s - 1] <= x < edges_[s].
  std::size_t bins_;
  std::vector<float> edges_;
  std::vector<std::uint64_t> counts_;  // a slot's four lanes together
  std::uint64_t nan_ = 0;              // these were counted in slot 0

  // For add: slot + fraction of a number, and how near to an edge it is not to be trusted.
  float lo_ = 0;
  float hi_ = 0;
  float bins_per_unit_ = 0;
  float unsure_ = 0;
  float zero_position_ = 0;
  float lo_position_ = 0;
  float hi_position_ = 0;
};

}  // namespace initlab
