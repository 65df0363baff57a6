#include "ui/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace initlab::ui {

std::vector<std::size_t> drawn_values(const CurveArea& area, std::span<const double> xs,
                                      std::span<const double> values, float apart) {
  std::vector<std::size_t> drawn;
  const std::size_t count = std::min(xs.size(), values.size());
  const auto cell = [&](std::size_t i) {
    return std::isfinite(values[i]) ? std::floor(area.x(xs[i]) / apart)
                                    : std::numeric_limits<float>::quiet_NaN();
  };
  for (std::size_t first = 0; first < count;) {
    std::size_t low = first;
    std::size_t high = first;
    std::size_t next = first + 1;
    for (const float here = cell(first); next < count && cell(next) == here; ++next) {
      if (values[next] < values[low]) low = next;
      if (values[next] > values[high]) high = next;
    }
    drawn.push_back(std::min(low, high));
    if (low != high) drawn.push_back(std::max(low, high));
    first = next;
  }
  return drawn;
}

void draw_curve(const Painter& paint, const CurveArea& area, const Axis& axis,
                std::span<const double> xs, std::span<const double> values, ImU32 color,
                float thickness) {
  if (area.right - area.left < 1.0F || area.y1 - area.y0 < 1.0F) return;
  ImDrawList* list = paint.list();
  list->PushClipRect({area.left - 1.0F, area.y0 - 2.0F}, {area.right + 1.0F, area.y1 + 2.0F}, true);
  std::vector<ImVec2> points;
  const auto flush = [&] {
    if (points.size() == 1) {
      paint.mark(Mark::dot, points.front(), thickness, color);
    } else if (!points.empty()) {
      list->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0, thickness);
    }
    points.clear();
  };
  for (const std::size_t i : drawn_values(area, xs, values)) {
    const double share = axis.share(values[i]);
    if (!std::isfinite(share)) {
      flush();
      continue;
    }
    // Far outside, pixels would overflow.
    const auto y = static_cast<float>(std::clamp(share, -2.0, 3.0));
    points.emplace_back(area.x(xs[i]), area.y1 - y * (area.y1 - area.y0));
  }
  flush();
  list->PopClipRect();
}

void draw_first_not_finite(const Painter& paint, const CurveArea& area, std::span<const double> xs,
                           std::span<const double> values, float em, ImU32 color) {
  for (std::size_t i = 0; i < std::min(xs.size(), values.size()); ++i) {
    if (std::isfinite(values[i])) continue;
    const float x = area.x(xs[i]);
    const bool at_right = x + 40.0F > area.right;
    paint.mark(std::isnan(values[i]) ? Mark::diamond : Mark::triangle_up, {x, area.y0 + 6.0F}, 5.0F,
               color);
    paint.text(at_right ? x - 9.0F : x + 9.0F, area.y0 + 6.0F,
               std::isnan(values[i]) ? "NaN" : "Inf", {em, color, Weight::semibold},
               at_right ? Align::right : Align::left);
    return;
  }
}

void draw_shown_step(const ViewContext& context, const CurveArea& area, double step) {
  context.paint.vertical(area.x(step), area.y0, area.y1, faded(context.paint.colors().ink3, 0.6F));
}

void draw_shown_value(const ViewContext& context, const CurveArea& area, const Axis& axis,
                      double step, double value) {
  const double share = axis.share(value);
  if (!(share >= -0.02) || !(share <= 1.02)) return;
  context.paint.data_point({area.x(step), area.y(axis, value)}, 4.5F, false,
                           mixed(context.paint.colors().data, context.background, context.opacity),
                           context.background);
}

float draw_step_numbers(const ViewContext& context, const CurveArea& area, int most) {
  const float y = area.y1 + 13.0F;
  for (const Tick& tick : fixed_axis(area.x_lo, area.x_hi, most).ticks) {
    context.paint.text(area.x(tick.position), y, tick.label,
                       {context.sizes.tick, context.paint.colors().ink3}, Align::center);
  }
  return y;
}

}  // namespace initlab::ui
