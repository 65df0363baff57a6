// The words and numbers beside the pictures: remarks, table, callout.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "views/notes/view_parts.h"

namespace initlab::notes {
namespace {

constexpr float table_line = 20.0F;
constexpr float table_title = 30.0F;

enum class Who : std::uint8_t { ours, notes, theory };

/// One quantity of a layer, as it stands in the table and in the callout.
struct TableRow {
  const Words& pattern;  // with {who}
  Who who;
  double (*value)(const LayerResult&);
  bool is_place = false;
};

const TableRow rows[] = {
    {strings::notes_std_of, Who::ours, [](const LayerResult& l) { return l.std; }},
    {strings::notes_std_of, Who::notes, [](const LayerResult& l) { return l.notes_std; }},
    {strings::notes_std_of, Who::theory, [](const LayerResult& l) { return l.theory_std; }},
    {strings::notes_place_std_of, Who::ours, [](const LayerResult& l) { return l.place; }, true},
    {strings::notes_place_std_of, Who::notes, [](const LayerResult& l) { return l.notes_place; },
     true},
    {strings::notes_mean_of, Who::ours, [](const LayerResult& l) { return l.mean; }},
    {strings::notes_mean_of, Who::notes, [](const LayerResult& l) { return l.notes_mean; }},
    {strings::notes_mean_of, Who::theory, [](const LayerResult& l) { return l.theory_mean; }},
    {strings::notes_place_mean_of, Who::ours, [](const LayerResult& l) { return l.mean_place; },
     true},
    {strings::notes_place_mean_of, Who::notes,
     [](const LayerResult& l) { return l.notes_mean_place; }, true},
};

std::string label_of(const TableRow& row, Language language) {
  const Words& who = row.who == Who::ours    ? strings::notes_ours
                     : row.who == Who::notes ? strings::notes_notes
                                             : strings::label_theory;
  return fill(row.pattern, {{"who", who.en, who.ko}}).in(language);
}

const Term* term_of(const TableRow& row) {
  if (row.is_place) return &terms::band_place;
  return &row.pattern == &strings::notes_std_of ? &terms::std_deviation : &terms::mean_value;
}

std::string text_of(const TableRow& row, const LayerResult& layer) {
  const double value = row.value(layer);
  if (row.is_place) return std::isfinite(value) ? with_minus_signs(signed_number(value)) : "";
  if (row.who == Who::notes) return with_minus_signs(fixed_number(value, 5));
  if (row.who == Who::theory && std::isnan(value)) return "";
  return number_text(value);
}

TextStyle style_of(const TableRow& row, const Palette& colors, double value, float em) {
  if (row.is_place && std::abs(value) > 2.0) return {em, colors.ink, Weight::semibold};
  switch (row.who) {
    case Who::ours:
      return {em, row.is_place ? colors.ink2 : colors.data};
    case Who::notes:
      return {em, row.is_place ? colors.ink2 : colors.other_run};
    case Who::theory:
      return {em, colors.ink3};
  }
  return {em, colors.ink2};
}

}  // namespace

std::string number_text(double value) {
  if (value != 0.0 && std::abs(value) < 0.00095) return with_minus_signs(brief_number(value, 3));
  return with_minus_signs(fixed_number(value, 5));
}

float draw_all_remarks(const Scene& scene, ImVec2 min, float width, bool measure_only) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  if (scene.report == nullptr || scene.report->warnings.empty()) return 0.0F;
  const float em = context.sizes.tick;
  const float line = 1.35F * em;
  constexpr float indent = 20.0F;
  if (!measure_only) {
    paint.text(min.x, min.y + 9.0F, strings::notes_remarks_title.in(context.language),
               {context.sizes.text, colors.ink, Weight::semibold});
  }
  float height = 26.0F;
  for (const Sentence& remark : scene.report->warnings) {
    const float first = min.y + height + 0.5F * line;
    if (!measure_only) paint.mark(Mark::diamond, {min.x + 6.0F, first}, 4.5F, colors.warn);
    const int lines =
        paint.paragraph(min.x + indent, first, width - indent, line, remark.in(context.language),
                        {em, faded(colors.ink2, context.opacity)}, measure_only);
    height += 8.0F + line * static_cast<float>(std::max(1, lines));
  }
  return height + 12.0F;
}

float table_height(const Scene&) {
  return table_title + table_line * static_cast<float>(std::size(rows) + 1) + 16.0F;
}

void draw_table(const Scene& scene, float y) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.text;
  const std::vector<const LayerResult*> layers = scene.layers(scene.chosen_cell);
  const auto cell = static_cast<std::size_t>(scene.chosen_cell);
  paint.text(context.min.x, y + 9.0F, network_presets()[cell].label.in(context.language),
             {em, colors.ink, Weight::semibold});
  LayerGrid grid;
  grid.left = context.min.x + 150.0F;
  grid.columns = static_cast<int>(layer_count) + 1;
  grid.column = std::min(112.0F, (context.width - 150.0F) / static_cast<float>(grid.columns));
  y += table_title;
  paint.horizontal(context.min.x, grid.right(), y - 10.0F, colors.axis);
  paint.text(context.min.x, y + 1.0F, strings::label_layer.in(context.language), {em, colors.ink3});
  for (int layer = 0; layer < grid.columns; ++layer) {
    const bool active = layer == scene.active_layer();
    paint.text(
        grid.begin(layer + 1) - 8.0F, y + 1.0F,
        layer == 0 ? std::string(strings::label_input.in(context.language)) : std::to_string(layer),
        {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
        Align::right);
  }
  paint.horizontal(context.min.x, grid.right(), y + 11.0F, colors.separator);
  y += table_line + 3.0F;
  for (const TableRow& row : rows) {
    paint.text_cut(context.min.x, y, 144.0F, label_of(row, context.language), {em, colors.ink2});
    explained(context, term_of(row), {context.min.x, y - 10.0F}, {144.0F, table_line});
    for (std::size_t l = 0; l < layers.size(); ++l) {
      paint.text(grid.begin(static_cast<int>(l) + 1) - 8.0F, y, text_of(row, *layers[l]),
                 style_of(row, colors, row.value(*layers[l]), em), Align::right);
    }
    y += table_line;
  }
  paint.horizontal(context.min.x, grid.right(), y - 8.0F, colors.separator);
}

void draw_callout(const Scene& scene, const Cell& cell) {
  const std::vector<const LayerResult*> layers = scene.layers(cell.index);
  const int active = scene.active_layer();
  if (active < 0 || active >= static_cast<int>(layers.size())) return;
  const LayerResult& layer = *layers[static_cast<std::size_t>(active)];
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.tick;
  const float line = 1.4F * em;
  const std::string name =
      std::string(
          network_presets()[static_cast<std::size_t>(cell.index)].label.in(context.language)) +
      ", " +
      (active == 0 ? std::string(strings::label_input.in(context.language))
                   : fill(strings::label_layer_number, {{"layer", std::to_string(active)}})
                         .in(context.language));
  float wide = paint.width(name, {em, 0, Weight::semibold});
  for (const TableRow& row : rows) {
    wide = std::max(wide, paint.width(label_of(row, context.language), {em, 0}) + 20.0F +
                              paint.width(text_of(row, layer), {em, 0, Weight::semibold}));
  }
  const ImVec2 size{wide + 24.0F, line * static_cast<float>(std::size(rows) + 1) + 16.0F};
  const LayerGrid grid = cell.grid();
  // Beside the column, on the side with more room; within the canvas.
  const float right = context.min.x + context.width;
  float x = grid.begin(active + 1) + 8.0F;
  if (x + size.x > right) x = grid.begin(active) - 8.0F - size.x;
  x = std::clamp(x, context.min.x, std::max(context.min.x, right - size.x));
  const float y = cell.std_top();
  paint.box({x, y}, {x + size.x, y + size.y}, colors.field, colors.control, 6.0F);
  float at = y + 8.0F + 0.5F * line;
  paint.text(x + 12.0F, at, name, {em, colors.ink, Weight::semibold});
  for (const TableRow& row : rows) {
    at += line;
    paint.text(x + 12.0F, at, label_of(row, context.language), {em, colors.ink2});
    paint.text(x + size.x - 12.0F, at, text_of(row, layer),
               style_of(row, colors, row.value(layer), em), Align::right);
  }
}

}  // namespace initlab::notes
