#pragma once

#include <imgui.h>

#include <span>
#include <string_view>

#include "text/axis.h"
#include "ui/painter.h"

namespace initlab::ui {

/// A plot whose x axis counts steps 0..steps: a curve of many points, where a LayerGrid would have
/// a column for each. Step 0 lies on the left axis and the last one on the right edge.
struct StepPlot {
  ImVec2 min;
  ImVec2 max;
  int steps = 1;  // the last one; at least 1
  Axis axis;

  float x_of(double step) const;
  /// Clamped to two heights around the plot; NaN for what has no place on the axis.
  float y_of(double value) const;
  /// The step nearest to x, -1 outside of the plot by more than half a step.
  int step_at(float x) const;
};

struct StepLook {
  float tick_em = 13.0F;
  float tick_gap = 11.0F;  // between labels and axis
  float opacity = 1.0F;    // 0.4 when stale
  ImU32 background = 0;
};

/// Grid lines, both axes and their labels; `unit` stands under the right end of the x axis. What is
/// drawn below the plot is step_labels_height high.
void draw_step_axes(const Painter&, const StepPlot&, std::string_view unit, const StepLook&);
inline constexpr float step_labels_height = 44.0F;

/// values[i] belongs to step i * every. NaN and infinities leave a gap. At most two points a pixel.
void draw_step_line(const Painter&, const StepPlot&, std::span<const double> values, int every,
                    ImU32 color, float thickness);
/// A fill between two curves and a hairline on each.
void draw_step_band(const Painter&, const StepPlot&, std::span<const double> lo,
                    std::span<const double> hi, const StepLook&);
/// Dots of values[i] at steps[i], in rising order, that keep `apart` pixels from one another; the
/// last one is always drawn. Small ones (radius below 2) have no ring and cost few vertices.
struct StepDots {
  float radius = 4.0F;
  float apart = 12.0F;
  ImU32 color = 0;
  bool hollow = false;
};
void draw_step_dots(const Painter&, const StepPlot&, std::span<const double> steps,
                    std::span<const double> values, const StepDots&, ImU32 background);

/// A dashed line across the plot with its name on it, above the line or below.
struct StepLimit {
  double value = 0.0;
  std::string_view label;
  bool below = false;
  bool at_right = false;
};
void draw_step_limit(const Painter&, const StepPlot&, const StepLimit&, const StepLook&);

/// Moves labels apart: ys in falling or rising order of the caller's choice, sorted from the top,
/// are changed so that neighbours are `gap` apart and, where there is room, within lo..hi.
void spread_labels(std::span<float> ys, float gap, float lo, float hi);

/// The tint of a hovered or chosen step.
void tint_step(const Painter&, const StepPlot&, int step, float y0, float y1);

}  // namespace initlab::ui
