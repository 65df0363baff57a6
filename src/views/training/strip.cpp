#include "views/training/strip.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/series_plot.h"

namespace initlab::training {
namespace {

// Logarithmic axes hold values from 1e-12 to 1e12; others are drawn at the edge.
constexpr double least_value = 1e-12;
constexpr double most_value = 1e12;
constexpr double linear_range = 100.0;  // values further apart than that need a logarithm
constexpr float later_share = 0.35F;
constexpr int many_layers = 24;

struct Pen {
  ImU32 color;
  float thickness;
  float apart;  // pixels that one pair of values stands for
};

void draw_history(const Scene& scene, const CurveArea& cell, const Axis& axis,
                  std::span<const double> steps, std::span<const double> values, const Pen& pen) {
  std::vector<ImVec2> points;
  const auto flush = [&] {
    if (points.size() > 1) {
      scene.paint().list()->AddPolyline(points.data(), static_cast<int>(points.size()), pen.color,
                                        0, pen.thickness);
    }
    points.clear();
  };
  for (const std::size_t i : drawn_values(cell, steps, values, pen.apart)) {
    if (std::isfinite(values[i])) {
      points.emplace_back(std::clamp(cell.x(steps[i]), cell.left, cell.right),
                          place_of(cell, axis, values[i]));
    } else {
      flush();
    }
  }
  flush();
}

void draw_dot(const Scene& scene, const CurveArea& cell, const Axis& axis, double value) {
  const ViewContext& context = scene.context();
  const ImVec2 at{std::clamp(cell.x(scene.shown_step()), cell.left, cell.right),
                  place_of(cell, axis, value)};
  if (!std::isfinite(value)) {
    // Weights that are 0 have no ratio, and that is no failure.
    const bool infinite = std::isinf(value);
    scene.paint().mark(
        infinite ? Mark::triangle_up : Mark::diamond, {at.x, cell.y0 + 6.0F}, 4.0F,
        faded(infinite ? scene.colors().alarm : scene.colors().ink3, context.opacity));
    return;
  }
  const ImU32 color = mixed(scene.colors().data, context.background, context.opacity);
  if (scene.depth() > many_layers) {
    scene.paint().list()->AddCircleFilled(at, 2.0F, color, 6);
  } else {
    scene.paint().data_point(at, 3.2F, false, color, context.background);
  }
}

void draw_layer(const Scene& scene, int column, const Strip& strip, const Axis& axis) {
  const LayerCourse* layer = scene.layer(column);
  if (layer == nullptr || scene.shown < 0) return;
  const ViewContext& context = scene.context();
  const LayerGrid& grid = scene.columns.grid;
  const CurveArea cell = cell_of(scene, column, strip.y0, strip.y1);
  const std::span<const double> values = layer->*strip.values;
  const std::span<const double> steps = scene.course.steps;
  const std::size_t count = std::min(values.size(), steps.size());
  const std::size_t now = std::min(static_cast<std::size_t>(scene.shown) + 1, count);
  const auto pen = [&](float share) {
    // ImGui's lists hold 65535 vertices in all.
    const float pixels = std::max(1.0F, grid.column * static_cast<float>(grid.columns) / 900.0F);
    return Pen{mixed(scene.colors().data, context.background, share * context.opacity),
               scene.depth() > many_layers ? 1.0F : 1.5F, pixels};
  };
  if (now > 0) {
    draw_history(scene, cell, axis, steps.subspan(now - 1, count - now + 1),
                 values.subspan(now - 1, count - now + 1), pen(later_share));
  }
  draw_history(scene, cell, axis, steps.first(now), values.first(now), pen(1.0F));
  if (scene.shown < static_cast<int>(count)) {
    draw_dot(scene, cell, axis, values[static_cast<std::size_t>(scene.shown)]);
  }
}

}  // namespace

void Range::take(double value) {
  if (!(value >= least_value) || !(value <= most_value)) return;
  lo = std::min(lo, value);
  hi = std::max(hi, value);
}

void Range::take_all(const Scene& scene, std::vector<double> LayerCourse::* values) {
  for (int column = 1; column <= scene.depth(); ++column) {
    const LayerCourse* layer = scene.layer(column);
    if (layer == nullptr) continue;
    for (const double value : layer->*values) take(value);
  }
}

Axis strip_axis(const Range& range, float height, StripScale scale) {
  const std::array<double, 2> ends{range.lo, range.hi};
  const int ticks = height > 80.0F ? 5 : 3;
  if (scale == StripScale::by_range && range.hi > 0.0 && range.hi < linear_range * range.lo) {
    return linear_axis(ends, ticks);
  }
  return log_axis(ends, ticks);
}

CurveArea cell_of(const Scene& scene, int column, float y0, float y1) {
  const LayerGrid& grid = scene.columns.grid;
  const float inset = std::min(6.0F, 0.1F * grid.column);
  return {grid.begin(column) + inset,       grid.begin(column + 1) - inset, y0, y1, 0.0,
          std::max(1.0, scene.course.total)};
}

float place_of(const CurveArea& cell, const Axis& axis, double value) {
  double share = axis.share(value);
  if (std::isnan(share)) share = value <= 0.0 ? 0.0 : 1.0;
  return cell.y1 - static_cast<float>(std::clamp(share, 0.0, 1.0)) * (cell.y1 - cell.y0);
}

void draw_strip(const Scene& scene, const Strip& strip, const Axis& axis) {
  const LayerGrid& grid = scene.columns.grid;
  const float left = scene.columns.left();
  const LayerGrid plot{left, grid.right() - left, 1};
  draw_axis(scene.paint(), strip.y0, strip.y1, plot, axis, axis_look(scene.context()));
  scene.paint().horizontal(left, grid.right(), strip.y1, scene.colors().axis);
  if (grid.column >= 24.0F) {
    for (int column = 1; column <= scene.depth(); ++column) {
      scene.paint().vertical(cell_of(scene, column, 0.0F, 0.0F).left, strip.y0, strip.y1,
                             scene.colors().grid);
    }
  }
  for (int column = 1; column <= scene.depth(); ++column) draw_layer(scene, column, strip, axis);
}

void draw_strip_title(const Scene& scene, float y0, std::string_view title, std::string_view hint) {
  if (!scene.narrow) draw_title(scene, scene.context().min.x, y0 + 8.0F, title, hint);
}

bool has_margin(const Scene& scene) {
  const ViewContext& context = scene.context();
  return scene.columns.grid.right() + 70.0F < context.min.x + context.width;
}

}  // namespace initlab::training
