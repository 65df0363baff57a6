#include "ui/line_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace initlab::ui {
namespace {

/// Every how many of `count` points are drawn, so that there are two a pixel at most.
std::size_t stride(std::size_t count, float width) {
  const auto most = static_cast<std::size_t>(std::max(2.0F, 2.0F * width));
  return std::max<std::size_t>(1, (count + most - 1) / most);
}

/// Indices to draw, the last one always among them.
std::vector<std::size_t> drawn(std::size_t count, float width) {
  std::vector<std::size_t> indices;
  const std::size_t step = stride(count, width);
  for (std::size_t i = 0; i < count; i += step) indices.push_back(i);
  if (!indices.empty() && indices.back() + 1 < count) indices.push_back(count - 1);
  return indices;
}

/// Leaves out what lies within a tenth of a pixel of the line between its neighbours: a list of
/// ImGui's holds 65535 vertices, and a point costs up to four.
std::vector<ImVec2> without_straight_points(const std::vector<ImVec2>& points) {
  constexpr float tolerance = 0.1F;
  constexpr float infinity = std::numeric_limits<float>::infinity();
  if (points.size() < 3) return points;
  std::vector<ImVec2> kept = {points.front()};
  // Slopes from the last kept point that pass all points since.
  float least = -infinity;
  float most = infinity;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto slope = [&](float y) { return (y - kept.back().y) / (points[i].x - kept.back().x); };
    const bool passes =
        points[i].x > kept.back().x && slope(points[i].y) >= least && slope(points[i].y) <= most;
    if (!passes && i > 1) {
      kept.push_back(points[i - 1]);
      least = -infinity;
      most = infinity;
    }
    if (points[i].x > kept.back().x) {
      least = std::max(least, slope(points[i].y - tolerance));
      most = std::min(most, slope(points[i].y + tolerance));
    } else {
      least = infinity;  // straight up: the next one passes by no slope
    }
  }
  kept.push_back(points.back());
  return kept;
}

void draw_strokes(ImDrawList* list, const std::vector<ImVec2>& points, ImU32 color, float thickness,
                  Dashes dashes) {
  if (points.size() < 2) return;
  if (dashes.empty()) {
    list->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0, thickness);
    return;
  }
  constexpr float most_strokes = 110.0F;
  float length = 0.0F;
  for (std::size_t i = 1; i < points.size(); ++i) {
    length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  }
  float period = 0.0F;
  for (const float part : dashes) period += part;
  const float strokes = length / period * 0.5F * static_cast<float>(dashes.size());
  const float stretch = std::max(1.0F, strokes / most_strokes);
  std::vector<ImVec2> stroke = {points.front()};
  std::size_t part = 0;
  float left = stretch * dashes[0];
  for (std::size_t i = 1; i < points.size(); ++i) {
    ImVec2 from = points[i - 1];
    float rest = std::hypot(points[i].x - from.x, points[i].y - from.y);
    while (rest > left) {
      const float share = left / rest;
      from = {from.x + share * (points[i].x - from.x), from.y + share * (points[i].y - from.y)};
      rest -= left;
      if (part % 2 == 0) {
        stroke.push_back(from);
        list->AddPolyline(stroke.data(), static_cast<int>(stroke.size()), color, 0, thickness);
      }
      stroke.assign(1, from);
      part = (part + 1) % dashes.size();
      left = stretch * dashes[part];
    }
    left -= rest;
    if (part % 2 == 0) stroke.push_back(points[i]);
  }
  if (part % 2 == 0 && stroke.size() > 1) {
    list->AddPolyline(stroke.data(), static_cast<int>(stroke.size()), color, 0, thickness);
  }
}

}  // namespace

float LinePlot::x_of(double value) const {
  const double share = x.share(value);
  if (!std::isfinite(share)) return std::numeric_limits<float>::quiet_NaN();
  return min.x + static_cast<float>(std::clamp(share, -2.0, 3.0)) * (max.x - min.x);
}

float LinePlot::y_of(double value) const {
  if (std::isinf(value)) return value > 0.0 ? min.y - (max.y - min.y) : 2.0F * max.y - min.y;
  const double share = y.share(value);
  if (!std::isfinite(share)) return std::numeric_limits<float>::quiet_NaN();
  return max.y - static_cast<float>(std::clamp(share, -2.0, 3.0)) * (max.y - min.y);
}

bool LinePlot::holds(ImVec2 p) const {
  return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y;
}

double LinePlot::x_at(float pixel) const {
  const float wide = std::max(1.0F, max.x - min.x);
  return x.lo + (x.hi - x.lo) * static_cast<double>((pixel - min.x) / wide);
}

Axis exponent_axis(double lo, double hi, double decades, int most_ticks) {
  constexpr double furthest = 1e6;
  if (!std::isfinite(lo)) lo = 0.0;
  if (!std::isfinite(hi)) hi = 0.0;
  lo = std::clamp(lo, -furthest, furthest);
  hi = std::clamp(hi, lo, furthest);
  if (hi - lo < decades) lo = hi - decades;
  const double pad = 0.05 * (hi - lo);
  Axis axis;
  axis.lo = lo - pad;
  axis.hi = hi + pad;
  const double least = (axis.hi - axis.lo) / std::max(1, most_ticks);
  int step = 1;
  for (const int factor : {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
    step = factor;
    if (step >= least) break;
  }
  while (step < least) step *= 10;
  const int last = static_cast<int>(std::floor(axis.hi / step)) * step;
  for (int exponent = last; exponent >= axis.lo; exponent -= step) {
    axis.ticks.push_back({static_cast<double>(exponent), power_label(exponent)});
  }
  return axis;
}

void draw_y_axis(const Painter& paint, const LinePlot& plot, const LineLook& look) {
  const Palette& colors = paint.colors();
  const TextStyle style{look.tick_em, colors.ink3};
  int index = 0;
  for (const Tick& tick : plot.y.ticks) {
    const double share = (tick.position - plot.y.lo) / (plot.y.hi - plot.y.lo);
    if (!(share >= -1e-6) || !(share <= 1.0 + 1e-6)) continue;
    const float y = plot.max.y - static_cast<float>(share) * (plot.max.y - plot.min.y);
    paint.horizontal(plot.min.x, plot.max.x, y, colors.grid);
    if (index++ % std::max(1, look.label_every) == 0) {
      paint.text(plot.min.x - look.tick_gap, y, tick.label, style, Align::right);
    }
  }
  paint.vertical(plot.min.x, plot.min.y, plot.max.y, colors.axis);
}

void draw_plot_axes(const Painter& paint, const LinePlot& plot, const LineLook& look) {
  const Palette& colors = paint.colors();
  const TextStyle style{look.tick_em, colors.ink3};
  draw_y_axis(paint, plot, look);
  paint.horizontal(plot.min.x, plot.max.x, plot.max.y, colors.axis);
  if (!look.x_labels) return;
  for (const Tick& tick : plot.x.ticks) {
    const double share = (tick.position - plot.x.lo) / (plot.x.hi - plot.x.lo);
    if (!(share >= -1e-6) || !(share <= 1.0 + 1e-6)) continue;
    const float x = plot.min.x + static_cast<float>(share) * (plot.max.x - plot.min.x);
    paint.vertical(x, plot.max.y, plot.max.y + 4.0F, colors.axis);
    paint.text(x, plot.max.y + 14.0F, tick.label, style, Align::center);
  }
}

void draw_line_sample(const Painter& paint, float x0, float x1, float y, ImU32 color,
                      float thickness, Dashes dashes) {
  const float middle = paint.snapped(y);
  draw_strokes(paint.list(), {{x0, middle}, {x1, middle}}, color, thickness, dashes);
}

void draw_plot_line(const Painter& paint, const LinePlot& plot, std::span<const double> xs,
                    std::span<const double> ys, ImU32 color, float thickness, Dashes dashes) {
  ImDrawList* list = paint.list();
  list->PushClipRect({plot.min.x, plot.min.y - 2.0F}, {plot.max.x + 1.0F, plot.max.y + 1.0F}, true);
  std::vector<ImVec2> points;
  const auto flush = [&] {
    draw_strokes(list, without_straight_points(points), color, thickness, dashes);
    points.clear();
  };
  for (const std::size_t i : drawn(std::min(xs.size(), ys.size()), plot.max.x - plot.min.x)) {
    const ImVec2 at{plot.x_of(xs[i]), plot.y_of(ys[i])};
    if (std::isnan(at.x) || std::isnan(at.y)) {
      flush();
    } else {
      points.push_back(at);
    }
  }
  flush();
  list->PopClipRect();
}

void draw_plot_band(const Painter& paint, const LinePlot& plot, std::span<const double> xs,
                    std::span<const double> lo, std::span<const double> hi, const LineLook& look) {
  const Palette& colors = paint.colors();
  ImDrawList* list = paint.list();
  list->PushClipRect(plot.min, plot.max, true);
  const ImU32 color = faded(colors.band, look.opacity);
  ImVec2 low{};
  ImVec2 high{};
  bool before = false;
  const ImDrawListFlags flags = list->Flags;
  list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // seams between the pieces would show
  for (const std::size_t i :
       drawn(std::min({xs.size(), lo.size(), hi.size()}), plot.max.x - plot.min.x)) {
    const float x = plot.x_of(xs[i]);
    const ImVec2 next_low{x, plot.y_of(lo[i])};
    const ImVec2 next_high{x, plot.y_of(hi[i])};
    const bool there = !std::isnan(x) && !std::isnan(next_low.y) && !std::isnan(next_high.y);
    if (there && before) list->AddQuadFilled(low, high, next_high, next_low, color);
    before = there;
    low = next_low;
    high = next_high;
  }
  list->Flags = flags;
  list->PopClipRect();
  for (const std::span<const double> edge : {lo, hi}) {
    draw_plot_line(paint, plot, xs, edge, faded(colors.theory, 0.45F * look.opacity), 0.75F);
  }
}

void draw_plot_dots(const Painter& paint, const LinePlot& plot, std::span<const double> xs,
                    std::span<const double> ys, float radius, float apart, ImU32 color,
                    ImU32 background) {
  const std::size_t count = std::min(xs.size(), ys.size());
  float clear_from = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < count; ++i) {
    const float x = plot.x_of(xs[i]);
    const float y = plot.y_of(ys[i]);
    if (std::isnan(x) || std::isnan(y) || (x < clear_from && i + 1 < count)) continue;
    clear_from = x + apart;
    if (y > plot.max.y + 1.0F) {
      paint.mark(Mark::triangle_down, {x, plot.max.y - 6.0F}, radius, paint.colors().alarm);
    } else if (y >= plot.min.y - 1.0F) {
      paint.data_point({x, y}, radius, false, color, background);
    }
  }
}

void draw_plot_limit(const Painter& paint, const LinePlot& plot, double y, const LineLook& look) {
  const double share = plot.y.share(y);
  if (!(share > 0.0) || !(share < 1.0)) return;
  paint.dashed(plot.min.x, plot.max.x, plot.y_of(y), faded(paint.colors().axis, look.opacity));
}

}  // namespace initlab::ui
