#include <algorithm>
#include <array>
#include <cmath>

#include "labs/forward/view_parts.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::ui {
namespace {

constexpr float full_share = 0.5F;   // of the batch: a bar as long as its column
constexpr float full_shade = 0.25F;  // and a cell of the full colour
constexpr float heat_below = 40.0F;  // columns narrower than this are shades
constexpr float heat_below_narrow = 18.0F;
constexpr float lane_height = 8.0F;

bool is_heat(const ForwardScene& scene) {
  return scene.grid.column < (scene.context.narrow ? heat_below_narrow : heat_below);
}

/// The square root keeps a broad layer and a spike readable on one scale.
float bar_length(float share) { return std::sqrt(std::clamp(share / full_share, 0.0F, 1.0F)); }
float shade(float share) { return std::sqrt(std::clamp(share / full_shade, 0.0F, 1.0F)); }

/// The zero lane's distance below the histograms: under the saturated lane when there is one.
float zero_lane_at(const ForwardScene& scene) { return scene.saturation ? 22.0F : 10.0F; }

struct Column {
  float x0, width;
};

Column bars_of(const LayerGrid& grid, int layer) {
  const float inset = std::min(6.0F, 0.09F * grid.column);
  return {grid.begin(layer) + inset, grid.column - 2.0F * inset};
}

void draw_bars(const ForwardScene& scene, int index, const LayerResult& layer, float y0, float y1) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const Column column = bars_of(scene.grid, index);
  const float strength = (index == 0 ? 0.45F : 1.0F) * scene.context.opacity;
  const ImU32 color = mixed(colors.data, scene.context.background, strength);
  const std::vector<float> shares = bar_shares(scene, layer, static_cast<int>((y1 - y0) / 2.0F));
  const float bar = (y1 - y0) / static_cast<float>(std::max<std::size_t>(1, shares.size()));
  paint.vertical(column.x0 - 1.0F, y0, y1, mixed(colors.axis, scene.context.background, 0.7F));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] <= 0.0F) continue;
    const float bottom = y1 - bar * static_cast<float>(i);
    const float length = std::max(0.75F, bar_length(shares[i]) * column.width);
    paint.fill({column.x0, bottom - bar}, {column.x0 + length, bottom}, color);
  }
}

void draw_shades(const ForwardScene& scene, int index, const LayerResult& layer, float y0,
                 float y1) {
  const Painter& paint = scene.context.paint;
  const LayerGrid& grid = scene.grid;
  const float x0 = grid.begin(index);
  const float x1 = grid.begin(index + 1) - (grid.column > 8.0F ? 1.0F : 0.0F);
  const std::vector<float> shares = bar_shares(scene, layer, static_cast<int>((y1 - y0) / 3.0F));
  const float bar = (y1 - y0) / static_cast<float>(std::max<std::size_t>(1, shares.size()));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] <= 0.0F) continue;
    const float bottom = y1 - bar * static_cast<float>(i);
    paint.fill({x0, bottom - bar}, {x1, bottom},
               mixed(paint.colors().data, scene.context.background,
                     std::max(0.04F, shade(shares[i])) * scene.context.opacity));
  }
}

/// What lies outside of the histogram's range, in words where there is room.
void draw_outside(const ForwardScene& scene, int index, const LayerResult& layer, float y0,
                  float y1) {
  if (scene.grid.column < 60.0F || (scene.saturation && index > 0)) return;
  const Painter& paint = scene.context.paint;
  double total =
      static_cast<double>(layer.histogram.below) + static_cast<double>(layer.histogram.above);
  for (std::uint64_t count : layer.histogram.counts) total += static_cast<double>(count);
  if (!(total > 0.0)) return;
  const ImU32 ink = faded(paint.colors().ink3, scene.context.opacity);
  for (bool above : {true, false}) {
    const double share =
        static_cast<double>(above ? layer.histogram.above : layer.histogram.below) / total;
    // The mass under zero of a range that starts there is the zero lane's neighbour, not a tail.
    if (share < 0.005) continue;
    const float y = above ? y0 + 8.0F : y1 - 8.0F;
    const float x = scene.grid.begin(index + 1) - 6.0F;
    const std::string text = percent_number(share, 1.0) + " %";
    const float wide = paint.width(text, {scene.context.sizes.tick, ink});
    paint.text_over(x, y, text, {scene.context.sizes.tick, ink}, Align::right,
                    faded(scene.context.background, 0.85F));
    paint.mark(above ? Mark::triangle_up : Mark::triangle_down, {x - wide - 9.0F, y}, 3.5F, ink);
  }
}

void draw_lane(const ForwardScene& scene, int index, float y, double share, ImU32 color) {
  const Painter& paint = scene.context.paint;
  const Column column = bars_of(scene.grid, index);
  const float part =
      std::isfinite(share) ? std::clamp(static_cast<float>(share), 0.0F, 1.0F) : 0.0F;
  if (is_heat(scene)) {
    paint.fill({scene.grid.begin(index), y}, {scene.grid.begin(index + 1), y + lane_height},
               mixed(color, mixed(paint.colors().ink, scene.context.background, 0.09F),
                     part * scene.context.opacity));
    return;
  }
  paint.fill({column.x0, y}, {column.x0 + column.width, y + lane_height}, paint.colors().lane);
  paint.fill({column.x0, y}, {column.x0 + part * column.width, y + lane_height},
             mixed(color, scene.context.background, scene.context.opacity));
}

void draw_zero_lane(const ForwardScene& scene, int index, const LayerResult& layer, float y) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const ImU32 ink = mixed(colors.ink, scene.context.background, scene.context.opacity);
  if (is_heat(scene)) {
    draw_lane(scene, index, y, layer.zero_fraction, colors.axis);
    const float dead =
        lane_height * std::clamp(static_cast<float>(layer.dead_fraction), 0.0F, 1.0F);
    paint.fill({scene.grid.begin(index), y + lane_height - dead},
               {scene.grid.begin(index + 1), y + lane_height}, ink);
    return;
  }
  const Column column = bars_of(scene.grid, index);
  paint.fill({column.x0, y}, {column.x0 + column.width, y + lane_height}, colors.lane);
  const auto part = [&](double share) {
    return column.width * std::clamp(static_cast<float>(share), 0.0F, 1.0F);
  };
  paint.hatch({column.x0, y}, {column.x0 + part(layer.zero_fraction), y + lane_height}, ink);
  paint.fill({column.x0, y}, {column.x0 + part(layer.dead_fraction), y + lane_height}, ink);
}

void draw_value_labels(const ForwardScene& scene, float y0, float y1) {
  const ViewContext& context = scene.context;
  if (scene.grid.right() + 70.0F > context.min.x + context.width) return;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const float em = context.sizes.tick;
  const float x = scene.grid.right() + 4.0F;
  const LayerResult* last = scene.layer(scene.grid.columns - 1);
  if (scene.saturation) {
    const auto& [lo, hi] = *scene.saturation;
    const bool saturated = last != nullptr && last->saturated_fraction >= 0.005;
    const TextStyle style{em, saturated ? colors.alarm : colors.ink3};
    if (std::isfinite(hi))
      paint.text(x, y0 - 8.0F, "a > " + with_minus_signs(brief_number(hi, 4)), style);
    if (std::isfinite(lo))
      paint.text(x, y1 + 8.0F, "a < " + with_minus_signs(brief_number(lo, 4)), style);
    if (saturated) {
      const TextStyle bold{em, colors.alarm, Weight::semibold};
      paint.text(x, y0 + 12.0F, strings::label_saturated.in(words), bold);
      paint.text(x, y0 + 30.0F, percent_number(last->saturated_fraction) + " %", bold);
    }
  }
  if (scene.zero_lane) {
    const float y = y1 + zero_lane_at(scene) + 4.0F;
    const ImVec2 a{x + 1.0F, y - 5.0F};
    paint.hatch(a, {a.x + 10.0F, a.y + 10.0F}, colors.ink);
    paint.text(x + 17.0F, y, strings::label_zero.in(words), {em, colors.ink2});
    paint.fill({a.x, a.y + 17.0F}, {a.x + 10.0F, a.y + 27.0F}, colors.ink);
    paint.text(x + 17.0F, y + 17.0F, strings::label_dead.in(words),
               {em, colors.ink, Weight::semibold});
  }
}

}  // namespace

void draw_layer_numbers(const ForwardScene& scene, float y, std::string_view title) {
  const ViewContext& context = scene.context;
  const Palette& colors = context.paint.colors();
  const float em = context.sizes.tick;
  context.paint.text(context.min.x, y, title, {em, colors.ink3});
  const std::string_view input = context.narrow ? "0" : strings::label_input.in(scene.language);
  const float wide = context.paint.width(input, {em, 0});
  for (int layer : shown_layers(scene, 1.4F * wide)) {
    const bool active = layer == scene.active();
    context.paint.text(
        scene.grid.center(layer), y, layer == 0 ? std::string(input) : std::to_string(layer),
        {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
        Align::center);
  }
}

void draw_values(const ForwardScene& scene, float y0, float y1) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  double lo = scene.params.hist_lo;
  double hi = scene.params.hist_hi;
  if (const LayerResult* input = scene.layer(0)) {
    lo = input->histogram.lo;
    hi = input->histogram.hi;
  }
  const Axis axis = fixed_axis(lo, hi, 3);
  const SeriesLook look = series_look(scene);
  draw_axis(paint, y0, y1, scene.grid, axis, look);
  const bool relu_like = lo >= 0.0;
  if (relu_like) paint.horizontal(scene.grid.left, scene.grid.right(), y1, colors.axis);

  for (int index = 0; index < scene.grid.columns; ++index) {
    const LayerResult* layer = scene.layer(index);
    if (layer == nullptr) continue;
    if (is_heat(scene)) {
      draw_shades(scene, index, *layer, y0, y1);
    } else {
      draw_bars(scene, index, *layer, y0, y1);
      draw_outside(scene, index, *layer, y0, y1);
    }
    if (index == 0) continue;
    if (scene.saturation) {
      const double above = layer->saturated_above;
      if (std::isfinite(scene.saturation->hi))
        draw_lane(scene, index, y0 - 12.0F, above, colors.alarm);
      if (std::isfinite(scene.saturation->lo)) {
        draw_lane(scene, index, y1 + 4.0F, layer->saturated_fraction - above, colors.alarm);
      }
    }
    if (scene.zero_lane) {
      draw_zero_lane(scene, index, *layer, y1 + zero_lane_at(scene));
    }
  }
  if (scene.zero_lane) {
    paint.text(scene.grid.left - look.tick_gap, y1 + zero_lane_at(scene) + 4.0F, "a = 0",
               {context.sizes.tick, colors.ink3}, Align::right);
  }
  draw_value_labels(scene, y0, y1);
}

float table_height(const ForwardScene& scene) {
  return 26.0F + 20.0F * static_cast<float>(table_rows(scene).size()) + 2.0F;
}

float draw_table(const ForwardScene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.text;
  const float left = context.min.x;
  const std::vector<TableRow> rows = table_rows(scene);
  const float cell = paint.width("\u22120.0000", {em, 0, Weight::semibold}) + 8.0F;
  const std::vector<int> shown = shown_layers(scene, cell);
  // Right edges line up in a column; the widest number is centred under its layer.
  const auto edge = [&](int layer) {
    return scene.grid.center(layer) + 0.5F * (cell - 8.0F) - 3.0F;
  };

  const float right = std::max(scene.grid.right(), edge(scene.grid.columns - 1));
  paint.horizontal(left, right, y, colors.axis);
  paint.text(left, y + 12.0F, strings::label_layer.in(scene.language), {em, colors.ink3});
  for (int layer : shown) {
    const bool active = layer == scene.active();
    const std::string text =
        layer == 0 ? std::string(strings::label_input.in(scene.language)) : std::to_string(layer);
    paint.text(scene.grid.center(layer), y + 12.0F, text,
               {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
               Align::center);
  }
  paint.horizontal(left, right, y + 22.0F, colors.separator);
  float line = y + 34.0F;
  for (const TableRow& row : rows) {
    const bool bold = row.look == TableRow::Look::measured || row.look == TableRow::Look::bold ||
                      row.look == TableRow::Look::alarm;
    paint.text_cut(
        left, line, scene.grid.left - left - 6.0F, row.label.in(scene.language),
        {em, bold ? colors.ink : colors.ink2, bold ? Weight::semibold : Weight::regular});
    for (int layer : shown) {
      const LayerResult* result = scene.layer(layer);
      if (result == nullptr) continue;
      const std::string text = row.text(*result);
      paint.text(edge(layer), line, with_minus_signs(text), cell_style(scene, row, *result, text),
                 Align::right);
    }
    line += 20.0F;
  }
  paint.horizontal(left, right, line - 6.0F, colors.separator);
  return line;
}

}  // namespace initlab::ui
