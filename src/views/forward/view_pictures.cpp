#include <algorithm>
#include <array>
#include <cmath>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/layer_histogram.h"
#include "ui/layer_table.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
namespace {

/// The zero lane's distance below the histograms: under the saturated lane when there is one.
float zero_lane_at(const Scene& scene) { return scene.saturation ? 22.0F : 10.0F; }

/// What lies outside of the histogram's range, in words where there is room.
void draw_outside(const Scene& scene, int index, const LayerResult& layer, float y0, float y1) {
  // Mass beyond a bound is in the saturated lane.
  if (scene.saturation && index > 0) return;
  double total =
      static_cast<double>(layer.histogram.below) + static_cast<double>(layer.histogram.above);
  for (std::uint64_t count : layer.histogram.counts) total += static_cast<double>(count);
  if (!(total > 0.0)) return;
  const LayerColumns columns = columns_of(scene);
  for (bool above : {true, false}) {
    const double share =
        static_cast<double>(above ? layer.histogram.above : layer.histogram.below) / total;
    draw_column_outside(columns, index, y0, y1, share, above);
  }
}

void draw_value_labels(const Scene& scene, float y0, float y1) {
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

void draw_values(const Scene& scene, float y0, float y1) {
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

  const LayerColumns columns = columns_of(scene);
  for (int index = 0; index < scene.grid.columns; ++index) {
    const LayerResult* layer = scene.layer(index);
    if (layer == nullptr) continue;
    draw_column_shares(columns, index, bar_shares(scene, *layer, most_bars(columns, y1 - y0)), y0,
                       y1, index == 0 ? 0.45F : 1.0F);
    draw_outside(scene, index, *layer, y0, y1);
    if (index == 0) continue;
    if (scene.saturation) {
      const double above = layer->saturated_above;
      if (std::isfinite(scene.saturation->hi))
        draw_column_lane(columns, index, y0 - 12.0F, above, colors.alarm);
      if (std::isfinite(scene.saturation->lo)) {
        draw_column_lane(columns, index, y1 + 4.0F, layer->saturated_fraction - above,
                         colors.alarm);
      }
    }
    if (scene.zero_lane) {
      draw_hatched_lane(columns, index, y1 + zero_lane_at(scene), layer->zero_fraction,
                        layer->dead_fraction);
    }
  }
  if (scene.zero_lane) {
    paint.text(scene.grid.left - look.tick_gap, y1 + zero_lane_at(scene) + 4.0F, "a = 0",
               {context.sizes.tick, colors.ink3}, Align::right);
  }
  draw_value_labels(scene, y0, y1);
}

float table_height(const Scene& scene) { return layer_table_height(table_rows(scene).size()); }

float draw_table(const Scene& scene, float y) {
  std::vector<LayerTableRow> rows;
  const std::vector<TableRow> quantities = table_rows(scene);
  for (const TableRow& row : quantities) {
    using Look = TableRow::Look;
    const bool strong =
        row.look == Look::measured || row.look == Look::bold || row.look == Look::alarm;
    rows.push_back({row.label.in(scene.language), {}, strong, [&scene, &row](int column) {
                      const LayerResult* layer = scene.layer(column);
                      if (layer == nullptr) return LayerCell{{}, {}};
                      const std::string text = row.text(*layer);
                      return LayerCell{text, cell_style(scene, row, *layer, text)};
                    }});
  }
  return draw_layer_table(columns_of(scene), rows, y);
}

}  // namespace initlab::forward
