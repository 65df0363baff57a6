#pragma once

#include <imgui.h>

#include <span>
#include <string_view>

#include "text/axis.h"
#include "ui/painter.h"

namespace initlab::ui {

/// A plot of y over x, both real: curves over z, over layers, over factors.
struct LinePlot {
  ImVec2 min;
  ImVec2 max;
  Axis x;
  Axis y;

  float x_of(double value) const;
  /// Clamped to two heights around the plot; NaN for NaN, the edges for infinities.
  float y_of(double value) const;
  bool holds(ImVec2 point) const;
  /// The value on the x axis under a pixel.
  double x_at(float pixel) const;
};

struct LineLook {
  float tick_em = 13.0F;
  float tick_gap = 8.0F;  // between labels and axis
  int label_every = 1;    // y labels, from the top
  bool x_labels = true;
  float opacity = 1.0F;  // 0.4 when stale
  ImU32 background = 0;
};

/// What the labels of the x axis take below the plot.
inline constexpr float line_labels_height = 24.0F;

/// An axis of log10 values, at least `decades` long, labelled with powers of ten.
Axis exponent_axis(double lo, double hi, double decades = 2.0, int most_ticks = max_ticks);

/// Grid lines, left axis and its labels.
void draw_y_axis(const Painter&, const LinePlot&, const LineLook&);
/// The same, and the x axis.
void draw_plot_axes(const Painter&, const LinePlot&, const LineLook&);

/// Pixels of strokes and gaps by turns, of a stroke first; empty for a line without gaps.
using Dashes = std::span<const float>;

/// Points beyond the shorter list are left out; NaN leaves a gap. At most two points a pixel, and
/// at most about a hundred strokes: gaps grow on a longer line.
void draw_plot_line(const Painter&, const LinePlot&, std::span<const double> xs,
                    std::span<const double> ys, ImU32 color, float thickness, Dashes dashes = {});
/// A sample of such a line, for a legend.
void draw_line_sample(const Painter&, float x0, float x1, float y, ImU32 color, float thickness,
                      Dashes dashes);
/// A fill between two curves and a hairline on each.
void draw_plot_band(const Painter&, const LinePlot&, std::span<const double> xs,
                    std::span<const double> lo, std::span<const double> hi, const LineLook&);
/// Dots at least `apart` pixels from one another, the first and the last among them. One below the
/// axis is a triangle at its edge.
void draw_plot_dots(const Painter&, const LinePlot&, std::span<const double> xs,
                    std::span<const double> ys, float radius, float apart, ImU32 color,
                    ImU32 background);
/// A dashed line across the plot; nothing when it is outside of the axis.
void draw_plot_limit(const Painter&, const LinePlot&, double y, const LineLook&);

}  // namespace initlab::ui
