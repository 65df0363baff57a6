#pragma once

#include <vector>

#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"
#include "ui/curve_plot.h"
#include "ui/lab_view.h"

namespace initlab::ui {

/// What the pictures of the symmetry lab share in one frame.
struct SymmetryScene {
  const ViewContext& context;
  const SymmetryParams& params;
  const SymmetryReport* report;  // null before the first result
  int shown = -1;                // index of the step that is shown; -1 without a result
  Language language = Language::en;

  /// Null without a result.
  const SymmetryStep* step() const;
  /// Units that a damaged or empty step really has.
  static std::size_t units(const SymmetryStep&);
  /// One number of every step.
  std::vector<double> values(double (*of)(const SymmetryStep&)) const;
};

/// A square picture with its title above; `side` is that of the square alone.
inline constexpr float symmetry_title = 24.0F;
/// Incoming weights of the units in the plane, with the way they came.
void draw_weight_plane(const SymmetryScene&, ImVec2 min, float side);
/// The points of the task on the network's output.
void draw_task(const SymmetryScene&, ImVec2 min, float side);

/// Heights of the three plots over the steps.
struct SymmetryCurveHeights {
  float loss, distinct, cosine;
};
float curves_height(const SymmetryScene&, const SymmetryCurveHeights&);
/// Returns the area of the plots, for the mouse.
CurveArea draw_curves(const SymmetryScene&, float y, const SymmetryCurveHeights&);

/// Weights, bias and orbit of every unit at the step that is shown, and the sizes of the gradient.
float unit_table_height(const SymmetryScene&);
void draw_unit_table(const SymmetryScene&, ImVec2 min, float width);

/// The report's warnings; returns their height.
float draw_symmetry_warnings(const SymmetryScene&, float y, bool measure_only = false);

}  // namespace initlab::ui
