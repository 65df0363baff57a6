// One of the small multiples: std by layer over the strips of places in the bands.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "text/strings.h"
#include "ui/series_plot.h"
#include "views/notes/view_parts.h"

namespace initlab::notes {
namespace {

constexpr float gutter = 46.0F;
constexpr float title_height = 24.0F;
constexpr float above_strip = 20.0F;  // room for its name
constexpr float below_strips = 44.0F;
constexpr float diamond = 7.0F;
constexpr float dot = 3.0F;

using Layers = std::vector<const LayerResult*>;

template <class Get>
std::vector<double> values_of(const Layers& layers, Get get) {
  std::vector<double> values;
  for (const LayerResult* layer : layers) values.push_back(get(*layer));
  return values;
}

SeriesLook look_of(const Scene& scene) {
  SeriesLook look;
  look.preview = scene.preview();
  look.opacity = scene.context.opacity;
  look.tick_em = scene.context.sizes.tick;
  look.tick_gap = 6.0F;
  look.background = scene.context.background;
  return look;
}

float place(double share, float y0, float y1) {
  return y1 - static_cast<float>(std::clamp(share, 0.0, 1.0)) * (y1 - y0);
}

/// A printed std with the stretch it stands for, where that is longer than its mark: 0.00000 is
/// anything from 0 to half a unit of its last decimal.
void draw_printed(const Scene& scene, float x, float y0, float y1, const Axis& axis, double printed,
                  ImU32 color) {
  const Painter& paint = scene.context.paint;
  const double most = axis.share(printed + table_rounding);
  const double least = axis.share(printed - table_rounding);
  if (!std::isfinite(most)) return;
  const float top = place(most, y0, y1);
  const float bottom = std::isfinite(least) ? place(least, y0, y1) : y1;
  if (bottom - top > 2.0F * diamond) {
    paint.vertical(x, top, bottom, color, 1.5F);
    paint.horizontal(x - 4.0F, x + 4.0F, top, color, 1.5F);
    if (std::isfinite(least)) paint.horizontal(x - 4.0F, x + 4.0F, bottom, color, 1.5F);
  }
  const double share = axis.share(printed);
  if (std::isfinite(share)) paint.mark(Mark::diamond, {x, place(share, y0, y1)}, diamond, color);
}

void draw_std(const Scene& scene, const Cell& cell, const LayerGrid& grid, const Layers& layers) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const float y0 = cell.std_top();
  const float y1 = cell.std_bottom();
  Series series;
  series.theory = values_of(layers, [](const auto& l) { return l.theory_std; });
  series.lo = values_of(layers, [](const auto& l) { return l.std_lo; });
  series.hi = values_of(layers, [](const auto& l) { return l.std_hi; });
  const std::vector<double> ours = values_of(layers, [](const auto& l) { return l.std; });
  std::vector<double> held = values_of(layers, [](const auto& l) { return l.notes_std; });
  held.insert(held.end(), ours.begin(), ours.end());
  held.insert(held.end(), series.theory.begin(), series.theory.end());
  held.insert(held.end(), series.hi.begin(), series.hi.end());
  const Axis axis = log_axis(held, std::max(3, static_cast<int>((y1 - y0) / 22.0F)));
  SeriesLook look = look_of(scene);
  look.label_every =
      axis.ticks.size() * 18 > static_cast<std::size_t>(std::max(1.0F, y1 - y0)) ? 2 : 1;
  draw_series(paint, y0, y1, grid, axis, series, look);
  paint.horizontal(grid.left, grid.right(), y1, colors.axis);

  // The notes' diamond is larger and under our dot: where both agree it is seen around it.
  const ImU32 other = mixed(colors.other_run, scene.context.background, scene.context.opacity);
  const ImU32 data = mixed(colors.data, scene.context.background, scene.context.opacity);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const float x = grid.center(static_cast<int>(l));
    draw_printed(scene, x, y0, y1, axis, layers[l]->notes_std, other);
    const double share = axis.share(ours[l]);
    if (!std::isfinite(share)) continue;
    paint.data_point({x, place(share, y0, y1)}, dot, l == 0 || look.preview, data,
                     scene.context.background);
  }
}

struct Strip {
  const Words& title;
  double (*ours)(const LayerResult&);
  double (*notes)(const LayerResult&);
};

void draw_strip(const Scene& scene, const Strip& strip, const LayerGrid& grid, float y0, float y1,
                const Layers& layers) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const double limit = scene.place_limit;
  const Axis axis{-limit, limit, false, {{-2.0, "\u22122"}, {0.0, ""}, {2.0, "2"}}};
  const auto y_of = [&](double z) { return place(axis.share(z), y0, y1); };
  paint.fill({grid.left, y_of(2.0)}, {grid.right(), y_of(-2.0)},
             faded(colors.band, scene.context.opacity));
  draw_axis(paint, y0, y1, grid, axis, look_of(scene));
  paint.horizontal(grid.left, grid.right(), y_of(0.0), faded(colors.theory, scene.context.opacity),
                   1.5F);
  paint.text(grid.left + 2.0F, y0 - 9.0F, strip.title.in(scene.context.language),
             {scene.context.sizes.tick, colors.ink3});

  const ImU32 other = mixed(colors.other_run, scene.context.background, scene.context.opacity);
  const ImU32 data = mixed(colors.data, scene.context.background, scene.context.opacity);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const float x = grid.center(static_cast<int>(l));
    const double notes = strip.notes(*layers[l]);
    const double ours = strip.ours(*layers[l]);
    if (std::isfinite(notes)) paint.mark(Mark::diamond, {x, y_of(notes)}, diamond - 1.5F, other);
    if (std::isfinite(ours)) {
      paint.data_point({x, y_of(ours)}, dot, l == 0, data, scene.context.background);
    }
  }
}

void draw_numbers(const Scene& scene, const LayerGrid& grid, float x, float y) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const float em = scene.context.sizes.tick;
  paint.text(x, y, strings::label_layer.in(scene.context.language), {em, colors.ink3});
  const int step = grid.label_step(paint.width("10", {em, 0}) + 4.0F);
  for (int layer = 0; layer < grid.columns; layer += step) {
    const bool active = layer == scene.active_layer();
    paint.text(grid.center(layer), y, std::to_string(layer),
               {em, active ? colors.ink : colors.ink2, active ? Weight::semibold : Weight::regular},
               Align::center);
  }
}

/// Direct labels in the corner that the first curve leaves empty.
void draw_legend(const Scene& scene, const LayerGrid& grid, float y0) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.tick;
  const std::pair<std::string_view, TextStyle> lines[] = {
      {strings::notes_ours.in(context.language), {em, colors.data, Weight::semibold}},
      {strings::notes_notes.in(context.language), {em, colors.other_run, Weight::semibold}},
      {strings::label_theory.in(context.language), {em, colors.ink2}},
      {strings::label_band.in(context.language), {em, colors.ink2}},
  };
  float wide = 0.0F;
  for (const auto& [text, style] : lines) wide = std::max(wide, paint.width(text, style));
  const float x = grid.right() - wide - 16.0F;
  float y = y0 + 10.0F;
  for (std::size_t i = 0; i < std::size(lines); ++i) {
    if (i == 0) paint.data_point({x, y}, 4.5F, false, colors.data, context.background);
    if (i == 1) paint.mark(Mark::diamond, {x, y}, 6.0F, colors.other_run);
    if (i == 2) paint.horizontal(x - 6.0F, x + 6.0F, y - 1.0F, colors.theory, 2.0F);
    if (i == 3) paint.fill({x - 6.0F, y - 6.0F}, {x + 6.0F, y + 6.0F}, colors.band);
    paint.text_over(x + 12.0F, y, lines[i].first, lines[i].second, Align::left,
                    faded(context.background, 0.8F));
    y += 17.0F;
  }
}

}  // namespace

float Heights::cell() const {
  return title_height + std + 2.0F * (above_strip + strip) + below_strips;
}

LayerGrid Cell::grid() const {
  LayerGrid grid;
  grid.columns = static_cast<int>(layer_count) + 1;
  grid.left = min.x + gutter;
  grid.column = std::max(1.0F, (width - gutter) / static_cast<float>(grid.columns));
  return grid;
}

std::vector<const LayerResult*> Scene::layers(int cell) const {
  std::vector<const LayerResult*> list;
  if (report == nullptr) return list;
  for (const LayerResult& layer : report->layers) {
    if (static_cast<int>(layer.experiment) == cell && list.size() <= layer_count) {
      list.push_back(&layer);
    }
  }
  return list;
}

void draw_cell(const Scene& scene, const Cell& cell) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const LayerGrid grid = cell.grid();
  const Layers layers = scene.layers(cell.index);
  const float strips_bottom = cell.bottom() - below_strips;
  if (const int active = scene.active_layer(); active >= 0 && active < grid.columns) {
    paint.fill({grid.begin(active), cell.std_top()}, {grid.begin(active + 1), strips_bottom},
               colors.hover);
  }

  const auto index = static_cast<std::size_t>(cell.index);
  const std::string_view name = network_presets()[index].label.in(context.language);
  const TextStyle title{context.sizes.text, colors.ink, Weight::semibold};
  paint.text(cell.min.x, cell.min.y + 9.0F, name, title);
  if (scene.report != nullptr && index < scene.report->experiments.size()) {
    const float x = cell.min.x + paint.width(name, title) + 12.0F;
    paint.text_cut(x, cell.min.y + 9.0F, cell.min.x + cell.width - x,
                   scene.report->experiments[index].finding.in(context.language),
                   {context.sizes.text, faded(colors.ink2, context.opacity)});
  }

  draw_std(scene, cell, grid, layers);
  const Strip strips[] = {
      {strings::notes_place_std, [](const LayerResult& l) { return l.place; },
       [](const LayerResult& l) { return l.notes_place; }},
      {strings::notes_place_mean, [](const LayerResult& l) { return l.mean_place; },
       [](const LayerResult& l) { return l.notes_mean_place; }},
  };
  float y = cell.std_bottom();
  for (const Strip& strip : strips) {
    y += above_strip;
    draw_strip(scene, strip, grid, y, y + cell.heights.strip, layers);
    y += cell.heights.strip;
  }
  draw_numbers(scene, grid, cell.min.x, strips_bottom + 13.0F);
  if (cell.index == 0) draw_legend(scene, grid, cell.std_top());
}

}  // namespace initlab::notes
