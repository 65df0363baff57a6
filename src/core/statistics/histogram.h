// Counts activations into the bins of a HistogramSpec, by NumPy's rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/statistics/statistics.h"

namespace initlab {

class HistogramCounter {
 public:
  explicit HistogramCounter(const HistogramSpec& spec);

  // `on_edges`: whether some of x may be 0, at lo or hi or beyond. Then these, which are many in a
  // dead or saturated layer, are counted as fast as the others; the counts are the same either way.
  void add(const float* x, std::size_t n, bool on_edges);

  // Whether numbers from `least` to `greatest` may be at lo or hi or beyond.
  bool reaches_ends(float least, float greatest) const { return least <= lo_ || greatest >= hi_; }

  // Adds the counts to statistics.bins (which must have the spec's size), below and above; `nan`
  // of what was added were NaN.
  void add_to(LayerStatistics& statistics, std::uint64_t nan) const;

 private:
  struct Places;

  std::size_t slot_of(float x) const;
  template <bool on_edges>
  void count(const float* x, std::size_t n);
  template <bool on_edges>
  void recount_unsure(const float* x, std::size_t n);

  // Slots: 0 below (and NaN), 1..bins, bins + 1 above. Slot s holds edges_[s - 1] <= x < edges_[s].
  std::size_t bins_;
  std::vector<float> edges_;
  std::vector<std::uint64_t> counts_;  // a slot's four lanes together

  // For count: a number's place is its slot in the middle of it and half a slot from it at the
  // edges, and is not to be trusted so near to an edge.
  float lo_ = 0;
  float hi_ = 0;
  float bins_per_unit_ = 0;
  float sure_ = 0;  // a place at most this far from a slot's middle is in it
  float place_of_zero_ = 0;
  float place_of_lo_ = 0;
  float place_of_hi_ = 0;
};

}  // namespace initlab
