#pragma once

#include <span>
#include <vector>

#include "text/axis.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"
#include "ui/painter.h"

namespace initlab::ui {

/// One quantity by layer, the input first; NaN where there is no value.
struct Series {
  std::vector<double> measured;
  std::vector<double> theory;
  std::vector<double> lo;  // band over seeds
  std::vector<double> hi;
  struct Pinned {
    int slot;
    std::vector<double> values;
  };
  std::vector<Pinned> pinned = {};  // other runs, kept for comparison
  // Quartiles over seeds: a bar from q1 to q3 with a tick at the median.
  std::vector<double> q1 = {};
  std::vector<double> median = {};
  std::vector<double> q3 = {};

  /// Every value an axis has to hold.
  std::vector<double> all() const;
};

struct SeriesLook {
  bool preview = false;  // hollow dots: not all rows are measured
  float opacity = 1.0F;  // 0.4 when stale
  float tick_em = 13.0F;
  float tick_gap = 11.0F;  // between labels and axis
  int label_every = 1;     // tick labels, from the top
  int first = 0;           // layers before it have no value, and no mark that says so
  ImU32 background = 0;
};
/// Sizes and opacity of this view.
SeriesLook axis_look(const ViewContext&);

/// Draws grid lines, tick labels (right-aligned left of the plot), band, theory and dots into the
/// rectangle from y0 to y1 over all columns of `grid`. Values that have no place on the axis are
/// marks at its edge with their word.
void draw_series(const Painter&, float y0, float y1, const LayerGrid& grid, const Axis& axis,
                 const Series& series, const SeriesLook& look);

/// Grid lines, left and bottom axis, and labels.
void draw_axis(const Painter&, float y0, float y1, const LayerGrid& grid, const Axis& axis,
               const SeriesLook& look);

/// The largest height of the band in pixels.
float band_height(const Series& series, const Axis& axis, float height);

}  // namespace initlab::ui
