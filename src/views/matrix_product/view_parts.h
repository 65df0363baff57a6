#pragma once

#include <optional>

#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"
#include "ui/lab_view.h"
#include "ui/step_plot.h"

namespace initlab::ui {

/// What the pictures of the matrix-product lab share in one frame.
struct MatrixProductScene {
  const ViewContext& context;
  const MatrixProductParams& params;
  const MatrixProductReport* report;  // null before the first result
  Language language = Language::en;
  int hovered = -1;
  int chosen = -1;

  int active() const { return hovered >= 0 ? hovered : chosen; }
  int last_step() const;
  bool has_result() const { return report != nullptr && !report->steps.empty(); }
  bool preview() const { return report != nullptr && !report->complete; }
  /// Null when there is no such step.
  const MatrixProductStep* step(int index) const;
  /// The singular values that are nearest to the step; null when there are none.
  const MatrixProductSingularRow* singular(int index) const;
  StepLook look() const;
};

/// Which singular values have room: all of a few, else some from the largest to the smallest.
std::vector<std::size_t> shown_singular_values(const MatrixProductScene&);

Axis norm_axis(const MatrixProductScene&);
Axis singular_axis(const MatrixProductScene&);

/// Each into a plot that is laid out and tinted already; labels go right of it.
void draw_norms(const MatrixProductScene&, const StepPlot&);
void draw_singular_values(const MatrixProductScene&, const StepPlot&);
/// "σ₁/σ₂ = 4e11: rank 1 in practice" for the active step, or the last.
std::string singular_note(const MatrixProductScene&);

/// The numbers of one matrix in brackets; returns the y below them. A large one shows its corners.
float draw_first_matrix(const MatrixProductScene&, ImVec2 at, float width);
float draw_product_matrix(const MatrixProductScene&, ImVec2 at, float width);
float matrix_height(const MatrixProductScene&);
/// A row of the four formats and what became of them in each.
void draw_formats(const MatrixProductScene&, ImVec2 at, float width);
inline constexpr float formats_height = 36.0F;

/// Eigenvalues in a square of `side`, their legend right of it.
void draw_eigenvalues(const MatrixProductScene&, ImVec2 at, float side);

/// The exact numbers of the active step, in a box beside it.
void draw_step_callout(const MatrixProductScene&, const StepPlot&);
/// The phone's: the same in a row with buttons for the neighbours. Returns the step asked for.
std::optional<int> draw_step_readout(const MatrixProductScene&, ImVec2 at, float width);
inline constexpr float step_readout_height = 104.0F;

}  // namespace initlab::ui
