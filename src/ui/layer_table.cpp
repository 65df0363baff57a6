#include "ui/layer_table.h"

#include <algorithm>
#include <cmath>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/widgets.h"

namespace initlab::ui {
namespace {

constexpr int most_rows = 24;  // the canvas must not grow beyond what a device can draw

std::string column_name(const LayerColumns& columns, int column) {
  return column == 0 ? std::string(strings::label_input.in(columns.context.language))
                     : std::to_string(column);
}

void draw_arrow(const Painter& paint, ImVec2 c, bool left, ImU32 color) {
  const float side = left ? -1.0F : 1.0F;
  paint.list()->AddTriangleFilled({c.x + side * 4.0F, c.y}, {c.x - side * 3.0F, c.y - 6.0F},
                                  {c.x - side * 3.0F, c.y + 6.0F}, color);
}

}  // namespace

TextStyle cell_style(const ViewContext& context, CellLook look, std::string_view text) {
  const Palette& colors = context.paint.colors();
  TextStyle style{context.sizes.text, colors.ink};
  if (look == CellLook::measured) style = {style.em, colors.data, Weight::semibold};
  if (look == CellLook::quiet) style.color = colors.ink2;
  const bool alarming = text == "NaN" || text == "Inf" || text == "-Inf" ||
                        (look == CellLook::alarm && text != "0.0");
  if (alarming) style = {style.em, colors.alarm, Weight::semibold};
  style.color = faded(style.color, context.opacity < 1.0F ? 0.5F : 1.0F);
  return style;
}

std::string percent_text(double share) {
  return std::isfinite(share) ? fixed_number(100.0 * share, 1) : "NaN";
}

std::string magnitude_text(double value) {
  const bool large = std::isfinite(value) && value >= 99.995 && value < 9999.95;
  return large ? fixed_number(value, 1) : table_number(value);
}

float layer_table_height(std::size_t rows) { return 28.0F + 20.0F * static_cast<float>(rows); }

float draw_layer_table(const LayerColumns& columns, std::span<const LayerTableRow> rows, float y) {
  const ViewContext& context = columns.context;
  const LayerGrid& grid = columns.grid;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.text;
  const float left = context.min.x;
  const float cell = paint.width("\u22120.0000", {em, 0, Weight::semibold}) + 8.0F;
  const std::vector<int> shown = shown_columns(columns, cell);
  // Right edges line up in a column; the widest number is centred under its layer.
  const auto edge = [&](int layer) { return grid.center(layer) + 0.5F * (cell - 8.0F) - 3.0F; };

  const float right = std::max(grid.right(), edge(grid.columns - 1));
  paint.horizontal(left, right, y, colors.axis);
  paint.text(left, y + 12.0F, strings::label_layer.in(context.language), {em, colors.ink3});
  for (int layer : shown) {
    const bool active = layer == columns.active();
    paint.text(grid.center(layer), y + 12.0F, column_name(columns, layer),
               {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
               Align::center);
  }
  paint.horizontal(left, right, y + 22.0F, colors.separator);
  float line = y + 34.0F;
  for (const LayerTableRow& row : rows) {
    const TextStyle style{em, row.strong ? colors.ink : colors.ink2,
                          row.strong ? Weight::semibold : Weight::regular};
    const float room = grid.left - left - 6.0F;
    if (paint.width(row.label, style) <= room) {
      explained_text(context, left, line, row.label, style);
    } else {
      paint.text_cut(left, line, room, row.label, style);
      explained(context, label_term(row.label, context.language), {left, line - 10.0F},
                {room, 20.0F});
    }
    for (int layer : shown) {
      const LayerCell entry = row.cell(layer);
      paint.text(edge(layer), line, with_minus_signs(entry.text), entry.style, Align::right);
    }
    line += 20.0F;
  }
  paint.horizontal(left, right, line - 6.0F, colors.separator);
  return line;
}

std::vector<int> row_columns(const LayerColumns& columns) {
  const int count = columns.grid.columns;
  int step = 1;
  while (count / step > most_rows) ++step;
  std::vector<int> rows;
  for (int layer = 0; layer < count; ++layer) {
    if (layer == 0 || layer == count - 1 || layer % step == 0 || layer == columns.chosen) {
      rows.push_back(layer);
    }
  }
  return rows;
}

float draw_layer_rows(const LayerColumns& columns, std::span<const LayerTableRow> rows,
                      std::span<const float> edges, float y) {
  const ViewContext& context = columns.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.text - 1.0F;
  const float right = context.min.x + context.width;
  const std::size_t count = std::min(rows.size(), edges.size());
  paint.horizontal(context.min.x, right, y, colors.axis);
  const float number_x = context.min.x + 40.0F;
  paint.text(number_x, y + 17.0F, strings::label_layer.in(context.language), {em, colors.ink3},
             Align::right);
  for (std::size_t c = 0; c < count; ++c) {
    const std::string_view label =
        rows[c].short_label.empty() ? rows[c].label : rows[c].short_label;
    explained_text(context, context.min.x + edges[c] * context.width, y + 17.0F, label,
                   {em, colors.ink3}, Align::right);
  }
  paint.horizontal(context.min.x, right, y + 32.0F, colors.separator);
  float line = y + 34.0F;
  for (int index : row_columns(columns)) {
    // The input has no gradient: nothing would stand beside its name.
    const bool empty =
        std::all_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count),
                    [index](const LayerTableRow& row) { return row.cell(index).text.empty(); });
    if (index == 0 && empty) continue;
    if (index == columns.chosen)
      paint.fill({context.min.x, line}, {right, line + 24.0F}, colors.hover);
    paint.text(number_x, line + 12.0F, column_name(columns, index), {em, colors.ink2},
               Align::right);
    for (std::size_t c = 0; c < count; ++c) {
      LayerCell entry = rows[c].cell(index);
      entry.style.em = em;
      paint.text(context.min.x + edges[c] * context.width, line + 12.0F,
                 with_minus_signs(entry.text), entry.style, Align::right);
    }
    line += 24.0F;
  }
  return line;
}

std::optional<int> draw_readout_box(const ViewContext& context, ImVec2 min, ImVec2 max, int shown,
                                    int last, int first) {
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  paint.box(min, max, colors.field, colors.separator, 8.0F);
  const Widgets ui{paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const ImVec2 press{44.0F, 44.0F};
  std::optional<int> wanted;
  const ImVec2 before{min.x + 8.0F, min.y + 8.0F};
  const ImVec2 after{max.x - 8.0F - press.x, min.y + 8.0F};
  if (button(ui, "previous layer", before, press, "", shown > first)) wanted = shown - 1;
  if (button(ui, "next layer", after, press, "", shown < last)) wanted = shown + 1;
  const auto ink = [&](bool enabled) { return enabled ? colors.ink : faded(colors.ink3, 0.6F); };
  draw_arrow(paint, {before.x + 22.0F, before.y + 22.0F}, true, ink(shown > first));
  draw_arrow(paint, {after.x + 22.0F, after.y + 22.0F}, false, ink(shown < last));
  const std::string title =
      shown == 0 ? std::string(strings::label_input.in(context.language))
                 : fill(strings::label_layer_of,
                        {Slot("layer", std::to_string(shown)), Slot("depth", std::to_string(last))})
                       .in(context.language);
  paint.text(0.5F * (min.x + max.x), min.y + 30.0F, title,
             {context.sizes.text, colors.ink, Weight::semibold}, Align::center);
  return wanted;
}

std::optional<int> draw_layer_readout(const LayerColumns& columns,
                                      std::span<const LayerTableRow> rows, float y) {
  const ViewContext& context = columns.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const ImVec2 min{context.min.x, y};
  const ImVec2 max{context.min.x + context.width, y + readout_height};
  const int last = columns.grid.columns - 1;
  const int shown =
      columns.chosen >= columns.first ? std::min(columns.chosen, last) : std::min(1, last);
  const std::optional<int> wanted = draw_readout_box(context, min, max, shown, last, columns.first);

  constexpr float shares[] = {0.0F, 0.27F, 0.51F, 0.77F};
  const float inner = context.width - 16.0F;
  for (std::size_t i = 0; i < std::min<std::size_t>(std::size(shares), rows.size()); ++i) {
    const LayerCell entry = rows[i].cell(shown);
    const float x = min.x + 8.0F + shares[i] * inner;
    const std::string_view label =
        rows[i].short_label.empty() ? rows[i].label : rows[i].short_label;
    paint.text_cut(x, min.y + 69.0F, 0.25F * inner, label, {context.sizes.tick, colors.ink3});
    explained(context, label_term(label, context.language), {x, min.y + 55.0F},
              {0.25F * inner - 8.0F, 44.0F});
    paint.text(x, min.y + 88.0F, with_minus_signs(entry.text), entry.style);
  }
  return wanted;
}

}  // namespace initlab::ui
