#include "ui/layer_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "text/strings.h"
#include "ui/explain.h"

namespace initlab::ui {
namespace {

constexpr float legend_mark = 21.0F;  // from the last column to the words
constexpr float longest_name = 104.0F;

}  // namespace

std::vector<int> shown_columns(const LayerColumns& columns, float width) {
  const LayerGrid& grid = columns.grid;
  const int step = grid.label_step(width);
  const int active = columns.active();
  const auto clear_of = [&](int layer, int other) {
    return other < 0 || static_cast<float>(std::abs(layer - other)) * grid.column >= width;
  };
  std::vector<int> shown;
  for (int layer = columns.first; layer < grid.columns; ++layer) {
    const int last = grid.columns - 1;
    const bool end = layer == columns.first || layer == last;
    const bool in_between =
        layer % step == 0 && clear_of(layer, columns.first) && clear_of(layer, last);
    if (layer == active || ((end || in_between) && clear_of(layer, active))) shown.push_back(layer);
  }
  return shown;
}

void draw_column_numbers(const LayerColumns& columns, float y, std::string_view title) {
  const ViewContext& context = columns.context;
  const Palette& colors = context.paint.colors();
  const float em = context.sizes.tick;
  context.paint.text(context.min.x, y, title, {em, colors.ink3});
  const std::string_view input = context.narrow ? "0" : strings::label_input.in(context.language);
  const std::string last = std::to_string(columns.grid.columns - 1);
  const float wide =
      std::max(context.paint.width(input, {em, 0}), context.paint.width(last, {em, 0}));
  for (int layer : shown_columns(columns, 1.4F * wide)) {
    const bool active = layer == columns.active();
    context.paint.text(
        columns.grid.center(layer), y, layer == 0 ? std::string(input) : std::to_string(layer),
        {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
        Align::center);
  }
}

int take_columns_mouse(LayerColumns& columns, int chosen, float y0, float y1) {
  const LayerGrid& grid = columns.grid;
  ImGui::SetCursorScreenPos({columns.left(), y0});
  const bool clicked = ImGui::InvisibleButton(
      "layers", {std::max(1.0F, grid.right() - columns.left()), std::max(1.0F, y1 - y0)});
  const int layer = ImGui::IsItemHovered() ? grid.layer_at(ImGui::GetIO().MousePos.x) : -1;
  // A finger leaves no hover behind: it only chooses.
  if (columns.context.page.hovers()) columns.hovered = layer;
  if (clicked && layer >= 0) chosen = chosen == layer ? -1 : layer;
  columns.chosen = chosen;
  const Painter& paint = columns.context.paint;
  for (int tinted : {columns.hovered, columns.chosen == columns.hovered ? -1 : columns.chosen}) {
    if (tinted < 0) continue;
    const float wide = std::max(grid.column, 3.0F);
    const float x = grid.center(tinted) - 0.5F * wide;
    paint.fill({x, y0}, {x + wide, y1}, paint.colors().hover);
  }
  return chosen;
}

float legend_margin(const ViewContext& context, std::span<const std::string> texts) {
  const TextStyle style{context.sizes.tick, 0, Weight::semibold};
  float wide = 60.0F;
  for (const std::string& text : texts) wide = std::max(wide, context.paint.width(text, style));
  for (const PinnedRun& run : context.pinned) {
    wide = std::max(wide, std::min(longest_name, context.paint.width(run.name, style)));
  }
  return std::ceil(legend_mark + wide + 2.0F);
}

std::vector<LegendLine> pinned_legend(const ViewContext& context) {
  std::vector<LegendLine> lines;
  for (const PinnedRun& run : context.pinned) {
    lines.push_back({LegendLine::Sign::pinned, std::string(run.name), run.slot});
  }
  return lines;
}

void draw_layer_legend(const LayerColumns& columns, std::span<const LegendLine> lines, float y0,
                       float y1, double last_share, bool preview) {
  if (lines.empty()) return;
  using Sign = LegendLine::Sign;
  const ViewContext& context = columns.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const bool outside = columns.grid.right() + 70.0F < context.min.x + context.width;
  const float em = context.sizes.tick;
  const auto style_of = [&](const LegendLine& line) {
    if (line.sign == Sign::measured) return TextStyle{em, colors.data, Weight::semibold};
    if (line.sign == Sign::pinned) return TextStyle{em, pin_look(colors, line.slot).color};
    return TextStyle{em, line.sign == Sign::note ? colors.ink3 : colors.ink2};
  };
  const float line = outside ? 20.0F : 19.0F;
  float wide = 0.0F;
  for (const LegendLine& entry : lines) {
    wide = std::max(wide, paint.width(entry.text, style_of(entry)));
  }
  float x = columns.grid.right() + 9.0F;
  float y = y0 + 10.0F;
  const float block = line * static_cast<float>(lines.size() - 1);
  if (outside) {
    const double place = std::isfinite(last_share) ? std::clamp(last_share, 0.0, 1.0) : 0.5;
    const float end = y1 - static_cast<float>(place) * (y1 - y0);
    y = std::max(y0 + 6.0F, std::min(end, y1 - block - 4.0F));
  } else {
    // The corner that the curve leaves empty.
    x = columns.grid.right() - wide - 22.0F;
    if (last_share > 0.6) y = y1 - block - 14.0F;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const float at = y + line * static_cast<float>(i);
    switch (lines[i].sign) {
      case Sign::measured:
        paint.data_point({x, at}, 4.5F, preview, colors.data, context.background);
        break;
      case Sign::pinned:
        paint.mark(pin_look(colors, lines[i].slot).mark, {x, at}, 5.0F,
                   pin_look(colors, lines[i].slot).color);
        break;
      case Sign::quartiles:
        paint.fill({x - 1.5F, at - 7.0F}, {x + 1.5F, at + 7.0F}, faded(colors.data, 0.6F));
        paint.horizontal(x - 5.0F, x + 5.0F, at, faded(colors.data, 0.6F), 2.0F);
        break;
      case Sign::theory:
        paint.horizontal(x - 6.0F, x + 6.0F, at - 1.0F, colors.theory, 2.0F);
        break;
      case Sign::band:
        paint.fill({x - 6.0F, at - 6.0F}, {x + 6.0F, at + 6.0F}, colors.band);
        break;
      case Sign::note:
        break;
    }
    const float room = context.min.x + context.width - x - 12.0F;
    if (outside && wide > room && paint.width(lines[i].text, style_of(lines[i])) > room) {
      paint.text_cut(x + 12.0F, at, room, lines[i].text, style_of(lines[i]));
    } else if (outside) {
      explained_text(context, x + 12.0F, at, lines[i].text, style_of(lines[i]));
    } else {
      paint.text_over(x + 12.0F, at, lines[i].text, style_of(lines[i]), Align::left,
                      faded(context.background, 0.8F));
    }
  }
}

}  // namespace initlab::ui
