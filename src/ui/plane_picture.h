#pragma once

#include <span>

#include "ui/lab_view.h"

namespace initlab::ui {

/// A square picture of the plane from -reach to reach in both coordinates.
struct PlanePicture {
  ImVec2 min;
  float side;
  double reach;

  /// Held near the square: pixels of huge numbers would overflow.
  ImVec2 at(double x, double y) const;
};

/// A function on size x size points: the middles of equal cells of the square, row by row from
/// below.
struct PlaneField {
  std::span<const double> values;
  int size;
  double lo, hi;  // values drawn lightest and darkest

  bool whole() const;  // whether all values are there
  double at(int row, int column) const;
  /// 0..1 between lo and hi.
  float shade(double value) const;
};

/// In shades of ink, between the points too.
void draw_field(const ViewContext&, const PlanePicture&, const PlaneField&);
/// The line where the function is `level`, by marching squares.
void draw_level_line(const ViewContext&, const PlanePicture&, const PlaneField&, double level);

}  // namespace initlab::ui
