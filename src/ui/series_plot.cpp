#include "ui/series_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "ui/line_plot.h"
#include "ui/pins.h"

namespace initlab::ui {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// Where values lie along the axis: zero on a logarithmic one is below the plot, and what is not
/// finite has no place.
std::vector<double> positions(std::span<const double> values, const Axis& axis) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) {
    double position = axis.position(value);
    if (axis.logarithmic && value <= 0.0) position = 2.0 * axis.lo - axis.hi;
    result.push_back(std::isfinite(position) ? position : nan_value);
  }
  return result;
}

/// The plot over the layers whose values are positions() on the axis.
LinePlot curves_of(const LayerGrid& grid, float y0, float y1, const Axis& axis) {
  LinePlot plot{{grid.left, y0}, {grid.right(), y1}, {}, {}};
  plot.x.lo = -0.5;
  plot.x.hi = grid.columns - 0.5;
  plot.y = axis;
  plot.y.logarithmic = false;
  return plot;
}

/// What has no place on the axis: zero on a logarithmic one, infinities, NaN.
enum class Missing { none, zero, infinite, nan };

Missing missing(double value, const Axis& axis) {
  if (std::isnan(value)) return Missing::nan;
  if (std::isinf(value)) return Missing::infinite;
  return axis.logarithmic && value < log_floor ? Missing::zero : Missing::none;
}

void draw_missing(const Painter& paint, float y0, float y1, const LayerGrid& grid, const Axis& axis,
                  std::span<const double> measured, const SeriesLook& look) {
  const Palette& colors = paint.colors();
  const ImU32 color = faded(colors.alarm, look.opacity);
  Missing before = Missing::none;
  float clear_from = 0.0F;  // words must not run into one another
  for (int layer = look.first; layer < static_cast<int>(measured.size()); ++layer) {
    const Missing kind = missing(measured[static_cast<std::size_t>(layer)], axis);
    const bool first = kind != before;
    before = kind;
    if (kind == Missing::none) continue;
    const bool bottom = kind == Missing::zero;
    const float x = grid.center(layer);
    const float y = bottom ? y1 - 6.0F : y0 + 6.0F;
    paint.mark(bottom                 ? Mark::triangle_down
               : kind == Missing::nan ? Mark::diamond
                                      : Mark::triangle_up,
               {x, y}, std::clamp(0.3F * grid.column, 1.5F, 5.0F), color);
    if (!first || x < clear_from) continue;
    clear_from = x + 34.0F;
    const char* word = bottom ? "0" : kind == Missing::nan ? "NaN" : "Inf";
    const bool at_right = x + 40.0F > grid.right();
    paint.text(at_right ? grid.right() : x, bottom ? y - 14.0F : y + 14.0F, word,
               {look.tick_em, color, Weight::semibold}, at_right ? Align::right : Align::center);
  }
}

/// The y of a value; none where it has no place in the plot.
std::optional<float> height_of(std::span<const double> values, int layer, const Axis& axis,
                               float y0, float y1) {
  const double share = axis.share(values[static_cast<std::size_t>(layer)]);
  if (!(share >= -0.05) || !(share <= 1.05)) return std::nullopt;
  return y1 - static_cast<float>(share) * (y1 - y0);
}

void draw_quartiles(const Painter& paint, float y0, float y1, const LayerGrid& grid,
                    const Axis& axis, const Series& series, const SeriesLook& look) {
  const ImU32 color = mixed(paint.colors().data, look.background, 0.6F * look.opacity);
  const float half = std::clamp(0.12F * grid.column, 1.5F, 6.0F);
  for (int layer = 0; layer < static_cast<int>(series.median.size()); ++layer) {
    const std::optional<float> top = height_of(series.q3, layer, axis, y0, y1);
    const std::optional<float> bottom = height_of(series.q1, layer, axis, y0, y1);
    const std::optional<float> middle = height_of(series.median, layer, axis, y0, y1);
    if (!top || !bottom || !middle) continue;
    // Beside the dot, which would hide a short bar.
    const float x = grid.center(layer) + std::min(0.25F * grid.column, 14.0F);
    paint.fill({x - 1.5F, *top - 0.5F}, {x + 1.5F, *bottom + 0.5F}, color);
    paint.horizontal(x - half, x + half, *middle, color, 2.0F);
  }
}

}  // namespace

std::vector<double> Series::all() const {
  std::vector<double> values = measured;
  for (const auto* more : {&theory, &lo, &hi, &q1, &q3})
    values.insert(values.end(), more->begin(), more->end());
  for (const Pinned& run : pinned)
    values.insert(values.end(), run.values.begin(), run.values.end());
  return values;
}

float band_height(const Series& series, const Axis& axis, float height) {
  double most = 0.0;
  for (std::size_t i = 0; i < std::min(series.lo.size(), series.hi.size()); ++i) {
    const double low = std::max(0.0, axis.share(series.lo[i]));
    const double high = axis.share(series.hi[i]);
    if (std::isfinite(high)) most = std::max(most, std::isfinite(low) ? high - low : high);
  }
  return height * static_cast<float>(std::min(most, 1.0));
}

SeriesLook axis_look(const ViewContext& context) {
  SeriesLook look;
  look.opacity = context.opacity;
  look.tick_em = context.sizes.tick;
  look.tick_gap = context.narrow ? 6.0F : 11.0F;
  look.background = context.background;
  return look;
}

void draw_axis(const Painter& paint, float y0, float y1, const LayerGrid& grid, const Axis& axis,
               const SeriesLook& look) {
  draw_y_axis(
      paint, curves_of(grid, y0, y1, axis),
      {.tick_em = look.tick_em, .tick_gap = look.tick_gap, .label_every = look.label_every});
}

void draw_series(const Painter& paint, float y0, float y1, const LayerGrid& grid, const Axis& axis,
                 const Series& series, const SeriesLook& look) {
  draw_axis(paint, y0, y1, grid, axis, look);
  const Palette& colors = paint.colors();

  std::vector<double> layers(static_cast<std::size_t>(grid.columns));
  std::iota(layers.begin(), layers.end(), 0.0);
  const LinePlot plot = curves_of(grid, y0, y1, axis);
  draw_plot_band(paint, plot, layers, positions(series.lo, axis), positions(series.hi, axis),
                 {.opacity = look.opacity});
  draw_plot_line(paint, plot, layers, positions(series.theory, axis),
                 faded(colors.theory, look.opacity), 2.0F);

  draw_quartiles(paint, y0, y1, grid, axis, series, look);
  for (const Series::Pinned& run : series.pinned) {
    const PinLook pin = pin_look(colors, run.slot);
    for (int layer = 0; layer < static_cast<int>(run.values.size()); ++layer) {
      const std::optional<float> y = height_of(run.values, layer, axis, y0, y1);
      if (!y) continue;
      paint.mark(pin.mark, {grid.center(layer), *y}, 1.3F * grid.dot_radius(),
                 mixed(pin.color, look.background, look.opacity));
    }
  }

  // Dots are ours: a ring of the background, and the input and previews hollow.
  const ImU32 color = mixed(colors.data, look.background, look.opacity);
  for (int layer = 0; layer < static_cast<int>(series.measured.size()); ++layer) {
    const std::optional<float> y = height_of(series.measured, layer, axis, y0, y1);
    if (!y) continue;
    paint.data_point({grid.center(layer), *y}, grid.dot_radius(), layer == 0 || look.preview, color,
                     look.background);
  }
  draw_missing(paint, y0, y1, grid, axis, series.measured, look);
}

}  // namespace initlab::ui
