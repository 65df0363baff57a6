#include "ui/layer_histogram.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/number_format.h"

namespace initlab::ui {
namespace {

constexpr float full_share = 0.5F;   // of the batch: a bar as long as its column
constexpr float full_shade = 0.25F;  // and a cell of the full colour
constexpr float heat_below = 40.0F;  // columns narrower than this are shades
constexpr float heat_below_narrow = 18.0F;

/// The square root keeps a broad layer and a spike readable on one scale.
float bar_length(float share) { return std::sqrt(std::clamp(share / full_share, 0.0F, 1.0F)); }
float shade(float share) { return std::sqrt(std::clamp(share / full_shade, 0.0F, 1.0F)); }

struct Column {
  float x0, width;
};

Column bars_of(const LayerGrid& grid, int layer) {
  const float inset = std::min(6.0F, 0.09F * grid.column);
  return {grid.begin(layer) + inset, grid.column - 2.0F * inset};
}

float part_of(double share) {
  return std::isfinite(share) ? std::clamp(static_cast<float>(share), 0.0F, 1.0F) : 0.0F;
}

void draw_shades(const LayerColumns& columns, int column, std::span<const float> shares, float y0,
                 float y1) {
  const Painter& paint = columns.context.paint;
  const LayerGrid& grid = columns.grid;
  const float x0 = grid.begin(column);
  const float x1 = grid.begin(column + 1) - (grid.column > 8.0F ? 1.0F : 0.0F);
  const float bar = (y1 - y0) / static_cast<float>(std::max<std::size_t>(1, shares.size()));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!(shares[i] > 0.0F)) continue;
    const float bottom = y1 - bar * static_cast<float>(i);
    paint.fill({x0, bottom - bar}, {x1, bottom},
               mixed(paint.colors().data, columns.context.background,
                     std::max(0.04F, shade(shares[i])) * columns.context.opacity));
  }
}

}  // namespace

bool columns_are_shades(const LayerColumns& columns) {
  return columns.grid.column < (columns.context.narrow ? heat_below_narrow : heat_below);
}

int most_bars(const LayerColumns& columns, float height) {
  return std::max(1, static_cast<int>(height / (columns_are_shades(columns) ? 3.0F : 2.0F)));
}

void draw_column_shares(const LayerColumns& columns, int column, std::span<const float> shares,
                        float y0, float y1, float strength) {
  if (columns_are_shades(columns)) {
    draw_shades(columns, column, shares, y0, y1);
    return;
  }
  const Painter& paint = columns.context.paint;
  const Palette& colors = paint.colors();
  const ImU32 background = columns.context.background;
  const Column bars = bars_of(columns.grid, column);
  const ImU32 color = mixed(colors.data, background, strength * columns.context.opacity);
  const float bar = (y1 - y0) / static_cast<float>(std::max<std::size_t>(1, shares.size()));
  paint.vertical(bars.x0 - 1.0F, y0, y1, mixed(colors.axis, background, 0.7F));
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!(shares[i] > 0.0F)) continue;
    const float bottom = y1 - bar * static_cast<float>(i);
    const float length = std::max(0.75F, bar_length(shares[i]) * bars.width);
    paint.fill({bars.x0, bottom - bar}, {bars.x0 + length, bottom}, color);
  }
}

void draw_column_lane(const LayerColumns& columns, int column, float y, double share, ImU32 color) {
  const Painter& paint = columns.context.paint;
  const ImU32 background = columns.context.background;
  const float part = part_of(share);
  if (columns_are_shades(columns)) {
    paint.fill(
        {columns.grid.begin(column), y}, {columns.grid.begin(column + 1), y + lane_height},
        mixed(color, mixed(paint.colors().ink, background, 0.09F), part * columns.context.opacity));
    return;
  }
  const Column bars = bars_of(columns.grid, column);
  paint.fill({bars.x0, y}, {bars.x0 + bars.width, y + lane_height}, paint.colors().lane);
  paint.fill({bars.x0, y}, {bars.x0 + part * bars.width, y + lane_height},
             mixed(color, background, columns.context.opacity));
}

void draw_hatched_lane(const LayerColumns& columns, int column, float y, double share,
                       double solid) {
  const Painter& paint = columns.context.paint;
  const Palette& colors = paint.colors();
  const ImU32 ink = mixed(colors.ink, columns.context.background, columns.context.opacity);
  if (columns_are_shades(columns)) {
    draw_column_lane(columns, column, y, share, colors.axis);
    paint.fill({columns.grid.begin(column), y + lane_height - lane_height * part_of(solid)},
               {columns.grid.begin(column + 1), y + lane_height}, ink);
    return;
  }
  const Column bars = bars_of(columns.grid, column);
  paint.fill({bars.x0, y}, {bars.x0 + bars.width, y + lane_height}, colors.lane);
  paint.hatch({bars.x0, y}, {bars.x0 + bars.width * part_of(share), y + lane_height}, ink);
  paint.fill({bars.x0, y}, {bars.x0 + bars.width * part_of(solid), y + lane_height}, ink);
}

void draw_column_outside(const LayerColumns& columns, int column, float y0, float y1, double share,
                         bool above) {
  constexpr double worth_a_word = 0.005;
  if (columns.grid.column < 60.0F || !(share >= worth_a_word)) return;
  const ViewContext& context = columns.context;
  const Painter& paint = context.paint;
  const ImU32 ink = faded(paint.colors().ink3, context.opacity);
  const float y = above ? y0 + 8.0F : y1 - 8.0F;
  const float x = columns.grid.begin(column + 1) - 6.0F;
  const std::string text = percent_number(share, 1.0) + " %";
  const float wide = paint.width(text, {context.sizes.tick, ink});
  paint.text_over(x, y, text, {context.sizes.tick, ink}, Align::right,
                  faded(context.background, 0.85F));
  paint.mark(above ? Mark::triangle_up : Mark::triangle_down, {x - wide - 9.0F, y}, 3.5F, ink);
}

}  // namespace initlab::ui
