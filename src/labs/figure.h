#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "text/words.h"

namespace initlab {

/// How a line or its points are drawn: what was measured, what theory says, and anything else.
enum class FigureRole : std::uint8_t { measured, theory, other };

struct FigureLine {
  Words label;
  FigureRole role = FigureRole::measured;
  std::vector<double> x;
  std::vector<double> y;  // of x's size; NaN: no point there
};

struct FigureBand {
  Words label;
  std::vector<double> x;
  std::vector<double> lo;  // both of x's size; NaN: no band there
  std::vector<double> hi;
};

/// Histograms that stand at places of the x axis, one above each.
struct FigureHistogram {
  double x = 0.0;
  std::vector<double> shares;  // of all values, from `lo` to `hi` in equal bins
};

/// One plot of a report, for export: what is drawn, not how.
struct Figure {
  Words title;
  Words x_label;
  bool logarithmic = false;  // y; a value that has no logarithm is left out
  std::vector<FigureLine> lines = {};
  std::optional<FigureBand> band = {};
  std::vector<FigureHistogram> histograms = {};  // then `lo` and `hi` are the y axis
  double lo = 0.0;
  double hi = 1.0;
};

}  // namespace initlab
