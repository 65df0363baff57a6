#pragma once

#include <limits>

#include "views/training/view_parts.h"

namespace initlab::training {

/// The positive values that an axis is to hold.
struct Range {
  double lo = std::numeric_limits<double>::infinity();
  double hi = 0.0;

  void take(double value);
  /// Those of all layers, at all moments.
  void take_all(const Scene&, std::vector<double> LayerCourse::* values);
};

enum class StripScale { logarithmic, by_range };  // by_range: linear within two decades
Axis strip_axis(const Range&, float height, StripScale);

/// The part of a column in which time runs.
CurveArea cell_of(const Scene&, int column, float y0, float y1);
/// The y of a value there, or of the edge where the axis has no place for it.
float place_of(const CurveArea& cell, const Axis&, double value);

/// Axis, history and present of every layer.
void draw_strip(const Scene&, const Strip&, const Axis&);
/// Its title in the gutter; on a phone titles stand above, and have presses of their own.
void draw_strip_title(const Scene&, float y0, std::string_view title, std::string_view hint);
/// Whether there is room right of the columns for the words of a strip.
bool has_margin(const Scene&);

}  // namespace initlab::training
