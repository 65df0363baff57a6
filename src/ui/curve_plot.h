#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "text/axis.h"
#include "ui/lab_view.h"
#include "ui/layer_grid.h"
#include "ui/painter.h"

namespace initlab::ui {

/// A rectangle for curves over a quantity that runs on, such as the steps of a training.
struct CurveArea {
  float left, right, y0, y1;
  double x_lo = 0.0;
  double x_hi = 1.0;

  float x(double value) const {
    const double share = x_hi > x_lo ? (value - x_lo) / (x_hi - x_lo) : 0.5;
    return left + static_cast<float>(share) * (right - left);
  }
  float y(const Axis& axis, double value) const {
    return y1 - static_cast<float>(axis.share(value)) * (y1 - y0);
  }
  /// One column of a LayerGrid, for draw_axis.
  LayerGrid grid() const { return {left, right - left, 1}; }
};

/// Which values of a curve are drawn: of those that share `apart` pixels the lowest and the
/// highest, in their order. What is not finite stays, as a gap.
std::vector<std::size_t> drawn_values(const CurveArea&, std::span<const double> xs,
                                      std::span<const double> values, float apart = 1.0F);

/// A line through the points that have a place on the axis; a gap where there is none. Points
/// beyond the shorter list are left out. Nothing is drawn outside of the area.
void draw_curve(const Painter&, const CurveArea&, const Axis&, std::span<const double> xs,
                std::span<const double> values, ImU32 color, float thickness);

/// The first value that is NaN or infinite as a mark with its word at the upper edge.
void draw_first_not_finite(const Painter&, const CurveArea&, std::span<const double> xs,
                           std::span<const double> values, float em, ImU32 color);

/// The line of the step that is shown.
void draw_shown_step(const ViewContext&, const CurveArea&, double step);
/// The dot on a curve there; nothing where the value has no place on the axis.
void draw_shown_value(const ViewContext&, const CurveArea&, const Axis&, double step, double value);

/// Numbers of the steps below the area, `most` of them; returns the middle of their line.
float draw_step_numbers(const ViewContext&, const CurveArea&, int most);

}  // namespace initlab::ui
