#include "ui/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace initlab::ui {

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
  for (std::size_t i = 0; i < std::min(xs.size(), values.size()); ++i) {
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

}  // namespace initlab::ui
