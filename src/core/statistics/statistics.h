// Mergeable statistics of one layer's activations over a batch.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "core/activation/activation.h"
#include "core/matrix/matrix.h"

namespace initlab {

struct HistogramSpec {
  double lo = -1;
  double hi = 1;
  int bins = 30;

  bool operator==(const HistogramSpec&) const = default;
};

// Means and central co-moments, over rows, of the row's y1 = mean(a) and y2 = mean(a^2). From them
// comes the part of a statistic's variance that is due to the finite number of rows (seed_sweep.h).
struct RowMoments {
  std::uint64_t rows = 0;
  double mean1 = 0;  // mean of y1
  double mean2 = 0;  // mean of y2
  double c11 = 0;    // sum of (y1 - mean1)^2
  double c12 = 0;    // sum of (y1 - mean1)(y2 - mean2)
  double c22 = 0;    // sum of (y2 - mean2)^2

  void add(double y1, double y2);
  void merge(const RowMoments& other);
};

struct LayerStatistics {
  std::uint64_t count = 0;  // activations seen: rows x units
  // As NumPy's: with infinities mean is +-inf (NaN with both signs) and m2 NaN; with NaN both NaN.
  double mean = 0;
  double m2 = 0;  // sum of (a - mean)^2
  // Over what is not NaN; +inf and -inf when there is nothing.
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();
  std::uint64_t saturated = 0;
  std::uint64_t saturated_above = 0;  // of these, at the upper bound
  std::uint64_t zero = 0;
  std::uint64_t nan = 0;
  std::uint64_t infinite = 0;
  // NumPy's bins: half-open, the last one closed. bins + below + above + nan = count.
  std::vector<std::uint64_t> bins;
  std::uint64_t below = 0;
  std::uint64_t above = 0;
  // Bit u % 64 of word u / 64: unit u was nonzero (NaN counts) for some row.
  std::vector<std::uint64_t> alive;
  int units = 0;
  RowMoments rows;

  // Chan, Golub & LeVeque (1979). `other` must have the same units and histogram, or be empty.
  void merge(const LayerStatistics& other);

  double std() const;  // population: sqrt(m2 / count); NaN when empty
  double saturated_fraction() const;
  double saturated_above_fraction() const;
  double zero_fraction() const;
  double dead_fraction() const;  // units that were zero for every row
};

// Adds a block of activations (rows x units, any outer stride) to `statistics`. The first call
// fixes units and bins. Sums are in double about a shift, so that mean and std agree with a
// two-pass float64 reference to 1e-6 relative (in truth 1e-11) even when std is far below the
// mean. The result depends on the order of rows only through rounding of mean and m2.
void accumulate(LayerStatistics& statistics, const ConstRowMatrixRef& block,
                const HistogramSpec& histogram, const std::optional<SaturationBounds>& saturation);

}  // namespace initlab
