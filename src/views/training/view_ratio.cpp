#include <algorithm>
#include <cmath>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/training/strip.h"

namespace initlab::training {
namespace {

std::string factor_text(double factor) {
  return (factor < 1.0 ? "" : "\u00d7") + with_minus_signs(ratio_number(factor));
}

/// The usual change, and how far the active layer is from it.
void draw_usual(const Scene& scene, const Strip& strip, const Axis& axis) {
  const ViewContext& context = scene.context();
  const LayerGrid& grid = scene.columns.grid;
  const ImU32 good = faded(scene.colors().good, context.opacity);
  const CurveArea all = cell_of(scene, 0, strip.y0, strip.y1);
  const float y = place_of(all, axis, usual_update_ratio);
  scene.paint().horizontal(scene.columns.left(), grid.right(), y - 1.0F, good, 2.0F);
  if (!scene.narrow) {
    const std::string_view text = strings::training_view_usual.in(scene.language());
    const TextStyle style{context.sizes.tick, good, Weight::semibold};
    if (has_margin(scene)) {
      scene.paint().text(grid.right() + 6.0F, y, text, style);
    } else {
      scene.paint().text_over(grid.right() - 4.0F, y - 11.0F, text, style, Align::right,
                              faded(context.background, 0.8F));
    }
  }
  const int active = scene.columns.active();
  const LayerCourse* layer = scene.layer(active);
  if (layer == nullptr) return;
  const double value = value_at(layer->update_ratio, scene.shown);
  if (!std::isfinite(value) || !(value > 0.0)) return;
  const CurveArea cell = cell_of(scene, active, strip.y0, strip.y1);
  const float dot = place_of(cell, axis, value);
  const float x = std::clamp(cell.x(scene.shown_step()), cell.left, cell.right);
  for (float at = std::min(y, dot); at < std::max(y, dot) - 5.0F; at += 4.0F) {
    scene.paint().vertical(x, at, at + 2.0F, scene.colors().ink3);
  }
  if (std::abs(y - dot) < 20.0F) return;
  const bool right = x - cell.left < 40.0F;
  scene.paint().text_over(right ? x + 6.0F : x - 6.0F, 0.5F * (y + dot),
                          factor_text(value / usual_update_ratio),
                          {context.sizes.tick, scene.colors().ink, Weight::semibold},
                          right ? Align::left : Align::right, faded(context.background, 0.8F));
}

std::string line_text(const Scene& scene, double step) {
  return fill(strings::training_view_line, {{"t", fixed_number(step, 0)}}).in(scene.language());
}

void draw_key(const Scene& scene, float y) {
  if (scene.narrow || !has_margin(scene) || scene.shown < 0) return;
  const ViewContext& context = scene.context();
  const float x = scene.columns.grid.right() + 6.0F;
  const float em = context.sizes.tick;
  scene.paint().text(x, y, line_text(scene, scene.shown_step()), {em, scene.colors().ink3});
  scene.paint().text(x, y + 18.0F, strings::training_view_dot.in(scene.language()),
                     {em, faded(scene.colors().data, context.opacity), Weight::semibold});
  if (scene.shown < scene.course.last()) {
    scene.paint().text(x, y + 36.0F, strings::training_view_later.in(scene.language()),
                       {em, scene.colors().ink3});
  }
}

}  // namespace

float ratio_margin(const Scene& scene) {
  const TextStyle style{scene.context().sizes.tick, 0, Weight::semibold};
  const float usual = scene.paint().width(strings::training_view_usual.in(scene.language()), style);
  return 10.0F + std::max(usual, scene.paint().width(line_text(scene, scene.course.total), style));
}

void draw_ratio_strip(const Scene& scene, float y0, float y1) {
  const Strip strip{&LayerCourse::update_ratio, y0, y1};
  Range range;
  range.take_all(scene, strip.values);
  // The line stands off the edges.
  for (const double value : {3.0 * usual_update_ratio, 0.1 * usual_update_ratio}) range.take(value);
  const Axis axis = strip_axis(range, y1 - y0, StripScale::logarithmic);
  draw_strip_title(scene, y0, strings::training_view_ratio_short.in(scene.language()),
                   strings::training_view_of_weight.in(scene.language()));
  draw_strip(scene, strip, axis);
  draw_usual(scene, strip, axis);
  // Clear of the name of the line.
  const float line = place_of(cell_of(scene, 0, y0, y1), axis, usual_update_ratio);
  draw_key(scene, line - y0 > 70.0F ? y0 + 8.0F : line + 22.0F);
}

void draw_ratio_numbers(const Scene& scene, float y) {
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  scene.paint().text(context.min.x, y, strings::training_view_now.in(scene.language()), title);
  const float em = context.sizes.tick;
  const float wide = scene.paint().width("0.0e\u22120", {em, 0, Weight::semibold}) + 12.0F;
  for (const int column : shown_columns(scene.columns, wide)) {
    const LayerCourse* layer = scene.layer(column);
    if (layer == nullptr || scene.shown < 0) continue;
    const std::string text = brief_number(value_at(layer->update_ratio, scene.shown));
    scene.paint().text(scene.columns.grid.center(column), y, with_minus_signs(text),
                       cell_style(context, CellLook::measured, text), Align::center);
  }
}

}  // namespace initlab::training
