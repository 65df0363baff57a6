#include "ui/step_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace initlab::ui {
namespace {

constexpr float no_place = std::numeric_limits<float>::quiet_NaN();

/// A width or height that can be divided by.
float extent(float from, float to) { return std::max(1.0F, to - from); }

std::size_t points_between(const StepPlot& plot, std::size_t count) {
  const auto most = static_cast<std::size_t>(2.0F * extent(plot.min.x, plot.max.x));
  return std::max<std::size_t>(1, (count + most - 1) / most);
}

void clip(const Painter& paint, const StepPlot& plot) {
  paint.list()->PushClipRect({plot.min.x - 8.0F, plot.min.y - 2.0F},
                             {plot.max.x + 8.0F, plot.max.y + 2.0F}, true);
}

/// 1, 2 or 5 times a power of ten, so that labels keep 44 pixels apart.
int label_step(const StepPlot& plot) {
  const double pixels = extent(plot.min.x, plot.max.x) / static_cast<double>(plot.steps);
  for (int power = 1;; power *= 10) {
    for (int factor : {1, 2, 5}) {
      if (factor * power * pixels >= 44.0 || factor * power >= plot.steps) return factor * power;
    }
  }
}

}  // namespace

float StepPlot::x_of(double step) const {
  return min.x + static_cast<float>(step / std::max(1, steps)) * (max.x - min.x);
}

float StepPlot::y_of(double value) const {
  const double share = axis.share(value);
  if (!std::isfinite(share)) return no_place;
  return max.y - static_cast<float>(std::clamp(share, -2.0, 3.0)) * (max.y - min.y);
}

int StepPlot::step_at(float x) const {
  const double step = (x - min.x) / extent(min.x, max.x) * static_cast<double>(steps);
  if (!(step >= -0.5) || !(step <= steps + 0.5)) return -1;
  return std::clamp(static_cast<int>(std::lround(step)), 0, steps);
}

void draw_step_axes(const Painter& paint, const StepPlot& plot, std::string_view unit,
                    const StepLook& look) {
  const Palette& colors = paint.colors();
  const TextStyle style{look.tick_em, colors.ink3};
  for (const Tick& tick : plot.axis.ticks) {
    const double share = (tick.position - plot.axis.lo) / (plot.axis.hi - plot.axis.lo);
    if (!(share >= -1e-6) || !(share <= 1.0 + 1e-6)) continue;
    const float y = plot.max.y - static_cast<float>(share) * (plot.max.y - plot.min.y);
    const bool zero = tick.position == 0.0 && plot.axis.lo < 0.0;
    paint.horizontal(plot.min.x, plot.max.x, y, zero ? colors.axis : colors.grid);
    paint.text(plot.min.x - look.tick_gap, y, tick.label, style, Align::right);
  }
  paint.vertical(plot.min.x, plot.min.y, plot.max.y, colors.axis);
  paint.horizontal(plot.min.x, plot.max.x, plot.max.y, colors.axis);
  const int every = label_step(plot);
  for (int step = 0; step <= plot.steps; step += every) {
    const float x = plot.x_of(step);
    paint.vertical(std::min(x, plot.max.x - 1.0F), plot.max.y, plot.max.y + 4.0F, colors.axis);
    paint.text(x, plot.max.y + 15.0F, std::to_string(step), style, Align::center);
  }
  paint.text(plot.max.x, plot.max.y + 35.0F, unit, style, Align::right);
}

void draw_step_line(const Painter& paint, const StepPlot& plot, std::span<const double> values,
                    int every, ImU32 color, float thickness) {
  clip(paint, plot);
  std::vector<ImVec2> points;
  const auto flush = [&] {
    if (points.size() > 1) {
      paint.list()->AddPolyline(points.data(), static_cast<int>(points.size()), color, 0,
                                thickness);
    }
    points.clear();
  };
  const std::size_t skip = points_between(plot, values.size());
  for (std::size_t i = 0; i < values.size(); i += skip) {
    const float y = plot.y_of(values[i]);
    if (std::isnan(y)) {
      flush();
      continue;
    }
    points.emplace_back(plot.x_of(static_cast<double>(i) * every), y);
    if (i + skip >= values.size() && i + 1 < values.size()) i = values.size() - 1 - skip;
  }
  flush();
  paint.list()->PopClipRect();
}

void draw_step_band(const Painter& paint, const StepPlot& plot, std::span<const double> lo,
                    std::span<const double> hi, const StepLook& look) {
  const Palette& colors = paint.colors();
  clip(paint, plot);
  const std::size_t count = std::min(lo.size(), hi.size());
  const std::size_t skip = points_between(plot, count);
  for (std::size_t i = 0; i + 1 < count; i += skip) {
    const std::size_t j = std::min(count - 1, i + skip);
    const float x0 = plot.x_of(static_cast<double>(i));
    const float x1 = plot.x_of(static_cast<double>(j));
    const ImVec2 a{x0, plot.y_of(hi[i])};
    const ImVec2 b{x1, plot.y_of(hi[j])};
    const ImVec2 c{x1, plot.y_of(lo[j])};
    const ImVec2 d{x0, plot.y_of(lo[i])};
    if (std::isnan(a.y + b.y + c.y + d.y)) continue;
    // Without its own edges' smoothing: neighbours would show a seam.
    const ImDrawListFlags flags = paint.list()->Flags;
    paint.list()->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    paint.list()->AddQuadFilled(a, b, c, d, faded(colors.band, look.opacity));
    paint.list()->Flags = flags;
  }
  paint.list()->PopClipRect();
  const ImU32 edge = faded(colors.theory, 0.45F * look.opacity);
  draw_step_line(paint, plot, lo, 1, edge, 0.75F);
  draw_step_line(paint, plot, hi, 1, edge, 0.75F);
}

void draw_step_dots(const Painter& paint, const StepPlot& plot, std::span<const double> steps,
                    std::span<const double> values, const StepDots& look, ImU32 background) {
  const std::size_t count = std::min(steps.size(), values.size());
  if (count == 0) return;
  const auto draw = [&](std::size_t i) {
    const float y = plot.y_of(values[i]);
    if (!(y >= plot.min.y - 4.0F) || !(y <= plot.max.y + 4.0F)) return;
    const ImVec2 center{plot.x_of(steps[i]), y};
    if (look.radius < 2.0F) {
      paint.list()->AddCircleFilled(center, look.radius, look.color, 6);
    } else {
      paint.data_point(center, look.radius, look.hollow, look.color, background);
    }
  };
  const float end = plot.x_of(steps[count - 1]);
  float next = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const float x = plot.x_of(steps[i]);
    if (x + 0.1F < next || (x > end - look.apart && i > 0)) continue;
    draw(i);
    next = x + look.apart;
  }
  draw(count - 1);
}

void draw_step_limit(const Painter& paint, const StepPlot& plot, const StepLimit& limit,
                     const StepLook& look) {
  const Palette& colors = paint.colors();
  const float y = plot.y_of(limit.value);
  if (!(y >= plot.min.y) || !(y <= plot.max.y)) return;
  paint.dashed(plot.min.x, plot.max.x, y, faded(colors.ink, look.opacity));
  const float text_y = limit.below ? y + 13.0F : y - 10.0F;
  paint.text_over(limit.at_right ? plot.max.x - 4.0F : plot.min.x + 8.0F, text_y, limit.label,
                  {look.tick_em, faded(colors.ink2, look.opacity)},
                  limit.at_right ? Align::right : Align::left, faded(look.background, 0.8F));
}

void spread_labels(std::span<float> ys, float gap, float lo, float hi) {
  float least = lo;
  for (float& y : ys) {
    y = std::max(std::isfinite(y) ? y : least, least);
    least = y + gap;
  }
  float most = hi;
  for (std::size_t i = ys.size(); i-- > 0;) {
    ys[i] = std::min(ys[i], most);
    most = ys[i] - gap;
  }
}

void tint_step(const Painter& paint, const StepPlot& plot, int step, float y0, float y1) {
  if (step < 0 || step > plot.steps) return;
  const float wide = std::max(3.0F, plot.x_of(1.0) - plot.x_of(0.0));
  const float x = plot.x_of(step) - 0.5F * wide;
  paint.fill({x, y0}, {x + wide, y1}, paint.colors().hover);
}

}  // namespace initlab::ui
