#pragma once

#include <vector>

#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"
#include "ui/curve_plot.h"
#include "ui/lab_view.h"
#include "ui/transport.h"

namespace initlab::symmetry {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the symmetry lab share in one frame.
struct Scene {
  const ViewContext& context;
  const Params& params;
  const Report* report;  // null before the first result
  Language language;
  std::vector<double> steps = {};  // numbers of the report's steps
  int shown = -1;                  // index of the step that is shown; -1 without a result

  Course course() const { return {steps, steps.empty() ? 0.0 : steps.back(), false}; }
  /// Null without a result.
  const Step* step() const;
  /// Units that a damaged or empty step really has.
  static std::size_t units(const Step&);
  /// One number of every step.
  std::vector<double> values(double (*of)(const Step&)) const;
};

/// A square picture with its title above; `side` is that of the square alone.
inline constexpr float title_height = 24.0F;
/// Incoming weights of the units in the plane, with the way they came.
void draw_weight_plane(const Scene&, ImVec2 min, float side);
/// The points of the task on the network's output.
void draw_task(const Scene&, ImVec2 min, float side);

/// Heights of the three plots over the steps.
struct CurveHeights {
  float loss, distinct, cosine;
};
float curves_height(const Scene&, const CurveHeights&);
/// Returns the area of the plots, for the mouse.
CurveArea draw_curves(const Scene&, float y, const CurveHeights&);

/// Weights, bias and orbit of every unit at the step that is shown, and the sizes of the gradient.
float unit_table_height(const Scene&);
void draw_unit_table(const Scene&, ImVec2 min, float width);

}  // namespace initlab::symmetry
