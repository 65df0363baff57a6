#include <algorithm>
#include <cmath>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/layer_table.h"
#include "ui/widgets.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
namespace {

constexpr int most_rows = 24;  // the canvas must not grow beyond what a device can draw

/// The layers that get a row: all of them, or every k-th of a deep network.
std::vector<int> row_layers(const Scene& scene) {
  int step = 1;
  while (scene.grid.columns / step > most_rows) ++step;
  std::vector<int> rows;
  for (int layer = 0; layer < scene.grid.columns; ++layer) {
    if (layer == 0 || layer == scene.grid.columns - 1 || layer % step == 0 ||
        layer == scene.chosen) {
      rows.push_back(layer);
    }
  }
  return rows;
}

/// Whether any layer's text is more than "0.0".
bool says_something(const Scene& scene, const TableRow& row) {
  for (int index = 1; index < scene.grid.columns; ++index) {
    const LayerResult* layer = scene.layer(index);
    if (layer != nullptr && row.text(*layer) != "0.0") return true;
  }
  return false;
}

/// The number behind cell `cell` of the readout, where it is shown with more digits than in the
/// table.
std::optional<double> readout_value(const LayerResult& layer, std::size_t cell) {
  switch (cell) {
    case 0:
      return layer.std;
    case 1:
      if (!layer.theory) return std::nullopt;
      return layer.theory->std;
    case 3:
      return layer.mean;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<int> draw_readout(const Scene& scene, float y, float height) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const ImVec2 min{context.min.x, y};
  const ImVec2 max{context.min.x + context.width, y + height};
  const int last = scene.grid.columns - 1;
  const int shown = scene.chosen >= 0 ? std::min(scene.chosen, last) : last;
  const std::optional<int> wanted = draw_readout_box(context, min, max, shown, last);
  const LayerResult* layer = scene.layer(shown);
  if (layer == nullptr) return wanted;
  // Columns as in the table, shared out over the width.
  constexpr float shares[] = {0.0F, 0.31F, 0.57F, 0.73F};
  const float inner = context.width - 16.0F;
  const std::vector<TableRow> rows = table_rows(scene);
  for (std::size_t i = 0; i < std::min<std::size_t>(4, rows.size()); ++i) {
    const TableRow& row = rows[i];
    const float x = min.x + 8.0F + shares[i] * inner;
    const Words& label = i == 0 ? strings::label_measured_std : row.label;
    std::string text = row.text(*layer);
    TextStyle style = cell_style(scene, row, *layer, text);
    if (const std::optional<double> value = readout_value(*layer, i)) {
      text = brief_number(*value, 4);
    }
    style.weight = i == 0 ? Weight::semibold : style.weight;
    paint.text_cut(x, min.y + 69.0F, 0.3F * inner, label.in(words),
                   {context.sizes.tick, colors.ink3});
    explained(
        context, label_term(label.in(words), words), {x, min.y + 55.0F},
        {(i + 1 < std::size(shares) ? shares[i + 1] - shares[i] : 0.27F) * inner - 4.0F, 44.0F});
    paint.text(x, min.y + 88.0F, with_minus_signs(text), style);
  }
  return wanted;
}

float draw_value_rows(const Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const float em = context.sizes.text;
  const float right = context.min.x + context.width;
  paint.text(context.min.x, y, strings::label_values_by_layer.in(words),
             {em, colors.ink, Weight::semibold});
  paint.text(right, y, strings::label_bar_height.in(words), {context.sizes.tick, colors.ink3},
             Align::right);

  const float x0 = context.min.x + 68.0F;
  const float row = 26.0F;
  const float top = y + 18.0F;
  const std::vector<int> rows = row_layers(scene);
  const float bottom = top + row * static_cast<float>(rows.size());
  double lo = scene.params.hist_lo;
  double hi = scene.params.hist_hi;
  if (const LayerResult* input = scene.layer(0)) {
    lo = input->histogram.lo;
    hi = input->histogram.hi;
  }
  const Axis axis = fixed_axis(lo, hi, 3);
  for (const Tick& tick : axis.ticks) {
    const float x =
        x0 + static_cast<float>((tick.position - axis.lo) / (axis.hi - axis.lo)) * (right - x0);
    paint.vertical(std::min(x, right - 1.0F), top, bottom, colors.grid);
    const Align align = x > right - 10.0F ? Align::right
                        : x < x0 + 6.0F   ? Align::left
                                          : Align::center;
    paint.text(x, bottom + 13.0F, tick.label, {context.sizes.tick, colors.ink3}, align);
  }
  float line = top;
  for (int index : rows) {
    line += row;
    if (index == scene.chosen) paint.fill({context.min.x, line - row}, {right, line}, colors.hover);
    const std::string text =
        index == 0 ? std::string(strings::label_input.in(words)) : std::to_string(index);
    paint.text(x0 - 10.0F, line - 0.5F * row, text,
               {em, index == scene.chosen ? colors.ink : colors.ink2,
                index == scene.chosen ? Weight::semibold : Weight::regular},
               Align::right);
    if (const LayerResult* layer = scene.layer(index)) {
      const std::vector<float> shares = bar_shares(scene, *layer, 60);
      const float bar = (right - x0) / static_cast<float>(std::max<std::size_t>(1, shares.size()));
      const ImU32 color =
          mixed(colors.data, context.background, (index == 0 ? 0.45F : 1.0F) * context.opacity);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] <= 0.0F) continue;
        const float height =
            std::max(0.75F, std::sqrt(std::min(1.0F, shares[i] / 0.5F)) * (row - 3.0F));
        const float x = x0 + bar * static_cast<float>(i);
        paint.fill({x, line - height}, {x + bar, line}, color);
      }
    }
    paint.horizontal(x0, right, line, mixed(colors.axis, context.background, 0.6F));
  }
  return bottom + 24.0F;
}

float draw_row_table(const Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.text - 1.0F;
  const float right = context.min.x + context.width;
  const std::vector<TableRow> rows = table_rows(scene);
  // Four quantities beside the layer's number; of the others the one that says most.
  std::vector<std::size_t> columns = {0, 1, 2, 3};
  if (rows.size() > 4 && says_something(scene, rows.back())) columns.push_back(rows.size() - 1);
  const std::vector<float> edges = columns.size() > 4
                                       ? std::vector<float>{0.33F, 0.53F, 0.65F, 0.85F, 1.0F}
                                       : std::vector<float>{0.37F, 0.58F, 0.72F, 1.0F};
  paint.horizontal(context.min.x, right, y, colors.axis);
  const float number_x = context.min.x + 40.0F;
  paint.text(number_x, y + 17.0F, strings::label_layer.in(scene.language), {em, colors.ink3},
             Align::right);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::string_view label = rows[columns[c]].label.in(scene.language);
    if (columns[c] > 3 && rows[columns[c]].look == TableRow::Look::bold)
      label = strings::label_dead_short.in(scene.language);
    if (columns[c] > 3 && rows[columns[c]].look == TableRow::Look::alarm)
      label = strings::label_saturated_short.in(scene.language);
    explained_text(context, context.min.x + edges[c] * context.width, y + 17.0F, label,
                   {em, colors.ink3}, Align::right);
  }
  paint.horizontal(context.min.x, right, y + 32.0F, colors.separator);
  float line = y + 34.0F;
  for (int index : row_layers(scene)) {
    const LayerResult* layer = scene.layer(index);
    if (index == scene.chosen)
      paint.fill({context.min.x, line}, {right, line + 24.0F}, colors.hover);
    const std::string number =
        index == 0 ? std::string(strings::label_input.in(scene.language)) : std::to_string(index);
    paint.text(number_x, line + 12.0F, number, {em, colors.ink2}, Align::right);
    for (std::size_t c = 0; layer != nullptr && c < columns.size(); ++c) {
      const TableRow& row = rows[columns[c]];
      const std::string text = row.text(*layer);
      TextStyle style = cell_style(scene, row, *layer, text);
      style.em = em;
      paint.text(context.min.x + edges[c] * context.width, line + 12.0F, with_minus_signs(text),
                 style, Align::right);
    }
    line += 24.0F;
  }
  return line;
}

}  // namespace initlab::forward
