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
  // Slots: 0 below, 1..bins, bins + 1 above, bins + 2 NaN.
  std::size_t slot(float x) const;

  std::size_t bins_;
  double lo_;
  double hi_;
  double bins_per_unit_;
  double last_bin_;
  std::vector<double> edges_;  // bins + 1, as numpy.linspace makes them
  // Four interleaved copies: equal neighbours (a saturated layer) do not wait for each other's
  // store.
  std::vector<std::uint64_t> counts_;
};

}  // namespace initlab
