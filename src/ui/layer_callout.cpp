#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/layer_pictures.h"

namespace initlab::ui {
namespace {

float dot_y(double place, float y0, float y1) {
  const double share = std::isfinite(place) ? std::clamp(place, 0.0, 1.0) : 0.5;
  return y1 - static_cast<float>(share) * (y1 - y0);
}

/// The corner of a box of `size` beside the dot; of some places, the one that hides least.
ImVec2 callout_place(const LayerColumns& columns, std::span<const double> places, ImVec2 dot,
                     ImVec2 size, float y0, float y1) {
  constexpr float gap = 44.0F;
  const LayerGrid& grid = columns.grid;
  const float lowest = std::max(y0 + 2.0F, y1 - size.y - 2.0F);
  const float most_right = columns.context.min.x + columns.context.width - size.x;
  ImVec2 best{};
  int fewest = std::numeric_limits<int>::max();
  const float above = dot.y - 30.0F - size.y;
  const float below = dot.y + 30.0F;
  // The last one hides a part of the plot below, rather than the curve that is pointed at.
  for (const float y : {std::clamp(above, y0 + 2.0F, lowest), std::clamp(below, y0 + 2.0F, lowest),
                        y0 + 2.0F, lowest, below}) {
    for (float x : {dot.x + gap, dot.x - gap - size.x}) {
      // A little off the plot is no harm; off the canvas is.
      int hidden = x < grid.left || x > most_right ? 1000 : 0;
      for (int layer = 0; layer < static_cast<int>(places.size()); ++layer) {
        const float other = grid.center(layer);
        if (other < x - 6.0F || other > x + size.x + 6.0F) continue;
        const float other_y = dot_y(places[static_cast<std::size_t>(layer)], y0, y1);
        if (other_y > y - 6.0F && other_y < y + size.y + 6.0F) ++hidden;
      }
      if (hidden < fewest) {
        fewest = hidden;
        best = {x, y};
      }
    }
  }
  best.x = std::clamp(best.x, grid.left, std::max(grid.left, most_right));
  return best;
}

}  // namespace

void draw_layer_callout(const LayerColumns& columns, const Callout& callout,
                        std::span<const double> places, float y0, float y1) {
  if (callout.column < 0 || callout.column >= static_cast<int>(places.size())) return;
  const Painter& paint = columns.context.paint;
  const Palette& colors = paint.colors();
  const float em = columns.context.sizes.text;
  float wide = paint.width(callout.title, {em, 0, Weight::semibold}) + 24.0F +
               paint.width(callout.aside, {em, 0});
  for (const CalloutLine& line : callout.lines) {
    wide = std::max(
        wide, paint.width(line.label, line.style) + 24.0F + paint.width(line.value, line.style));
  }
  const ImVec2 size{wide + 24.0F, 19.0F * static_cast<float>(callout.lines.size() + 1) + 15.0F};
  const double place = places[static_cast<std::size_t>(callout.column)];
  const ImVec2 dot{columns.grid.center(callout.column), dot_y(place, y0, y1)};
  const ImVec2 min = callout_place(columns, places, dot, size, y0, y1);
  const float x = min.x;
  const float y = min.y;
  const bool right = x > dot.x;
  const ImVec2 corner{right ? x : x + size.x, std::clamp(dot.y, y + 8.0F, y + size.y - 8.0F)};
  paint.list()->AddLine({dot.x + (right ? 5.0F : -5.0F), dot.y}, corner, colors.theory, 1.0F);
  paint.box({x, y}, {x + size.x, y + size.y}, colors.field, colors.control, 6.0F);
  paint.text(x + 12.0F, y + 17.0F, callout.title, {em, colors.ink, Weight::semibold});
  paint.text(x + size.x - 12.0F, y + 17.0F, callout.aside, {em, colors.ink3}, Align::right);
  for (std::size_t i = 0; i < callout.lines.size(); ++i) {
    const CalloutLine& line = callout.lines[i];
    const float at = y + 17.0F + 19.0F * static_cast<float>(i + 1);
    paint.text(x + 12.0F, at, line.label, line.style);
    paint.text(x + size.x - 12.0F, at, line.value, line.style, Align::right);
  }
}

}  // namespace initlab::ui
