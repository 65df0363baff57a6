#pragma once

#include <optional>

#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"
#include "ui/lab_view.h"
#include "ui/step_plot.h"

namespace initlab::matrix_product {

// A view is written in the words of ui.
using namespace ui;

/// What the pictures of the matrix-product lab share in one frame.
struct Scene {
  const ViewContext& context;
  const Params& params;
  const Report* report;  // null before the first result
  Language language = Language::en;
  int hovered = -1;
  int chosen = -1;

  int active() const { return hovered >= 0 ? hovered : chosen; }
  int last_step() const;
  bool has_result() const { return report != nullptr && !report->steps.empty(); }
  bool preview() const { return report != nullptr && !report->complete; }
  /// Null when there is no such step.
  const Step* step(int index) const;
  /// The singular values that are nearest to the step; null when there are none.
  const SingularRow* singular(int index) const;
  StepLook look() const;
};

/// Which singular values have room: all of a few, else some from the largest to the smallest.
std::vector<std::size_t> shown_singular_values(const Scene&);

Axis norm_axis(const Scene&);
Axis singular_axis(const Scene&);

/// Each into a plot that is laid out and tinted already; labels go right of it.
void draw_norms(const Scene&, const StepPlot&);
void draw_singular_values(const Scene&, const StepPlot&);
/// "σ₁/σ₂ = 4e11: rank 1 in practice" for the active step, or the last.
std::string singular_note(const Scene&);

/// The numbers of one matrix in brackets; returns the y below them. A large one shows its corners.
float draw_first_matrix(const Scene&, ImVec2 at, float width);
float draw_product_matrix(const Scene&, ImVec2 at, float width);
float matrix_height(const Scene&);
/// A row of the four formats and what became of them in each.
void draw_formats(const Scene&, ImVec2 at, float width);
inline constexpr float formats_height = 36.0F;

/// Eigenvalues in a square of `side`, their legend right of it.
void draw_eigenvalues(const Scene&, ImVec2 at, float side);

/// The exact numbers of the active step, in a box beside it.
void draw_step_callout(const Scene&, const StepPlot&);
/// The phone's: the same in a row with buttons for the neighbours. Returns the step asked for.
std::optional<int> draw_step_readout(const Scene&, ImVec2 at, float width);
inline constexpr float step_readout_height = 104.0F;

}  // namespace initlab::matrix_product
