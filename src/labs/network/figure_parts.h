#pragma once

#include <optional>
#include <vector>

#include "labs/figure.h"
#include "labs/network/result_parts.h"

namespace initlab {

/// Shares of all values, those beyond the range included in the whole; for the plots of layers.
inline FigureHistogram figure_histogram(double layer, const HistogramResult& histogram) {
  double all = static_cast<double>(histogram.below + histogram.above);
  for (const std::uint64_t count : histogram.counts) all += static_cast<double>(count);
  FigureHistogram figure{layer, {}};
  for (const std::uint64_t count : histogram.counts) {
    figure.shares.push_back(all > 0.0 ? static_cast<double>(count) / all : 0.0);
  }
  return figure;
}

}  // namespace initlab
