#include <algorithm>
#include <cmath>

#include "text/sentence.h"
#include "text/strings.h"
#include "views/training/strip.h"

namespace initlab::training {
namespace {

void draw_theory(const Scene& scene, const Strip& strip, const Axis& axis) {
  if (scene.report == nullptr) return;
  const ImU32 color = faded(scene.colors().theory, scene.context().opacity);
  const std::vector<Layer>& layers = scene.report->layers;
  for (int column = 1; column <= scene.depth(); ++column) {
    if (column > static_cast<int>(layers.size())) return;
    const std::optional<LayerTheory>& theory = layers[static_cast<std::size_t>(column - 1)].theory;
    if (!theory || !std::isfinite(theory->std)) continue;
    const CurveArea cell = cell_of(scene, column, strip.y0, strip.y1);
    const float wide = std::min(10.0F, 0.5F * scene.columns.grid.column);
    scene.paint().horizontal(cell.left - 0.4F * wide, cell.left + 0.6F * wide,
                             place_of(cell, axis, theory->std) - 1.0F, color, 2.0F);
  }
}

}  // namespace

void draw_std_strip(const Scene& scene, float y0, float y1) {
  const Strip strip{&LayerCourse::std, y0, y1};
  Range range;
  range.take_all(scene, strip.values);
  if (scene.report != nullptr) {
    for (const Layer& layer : scene.report->layers)
      range.take(layer.theory.value_or(LayerTheory{}).std);
  }
  const Axis axis = strip_axis(range, y1 - y0, StripScale::by_range);
  draw_strip_title(scene, y0, strings::label_std.in(scene.language()),
                   strings::training_view_of_outputs.in(scene.language()));
  draw_strip(scene, strip, axis);
  draw_theory(scene, strip, axis);
  if (scene.narrow || !has_margin(scene)) return;
  const float x = scene.columns.grid.right() + 6.0F;
  scene.paint().horizontal(x, x + 10.0F, y0 + 21.0F, scene.colors().theory, 2.0F);
  const TextStyle style{scene.context().sizes.tick, scene.colors().ink3};
  scene.paint().text(x + 16.0F, y0 + 22.0F, strings::training_view_theory.in(scene.language()),
                     style);
  scene.paint().text(x, y0 + 40.0F,
                     fill(strings::training_view_at_step, {{"t", "0"}}).in(scene.language()),
                     style);
}

void draw_gradient_strip(const Scene& scene, const Strip& strip) {
  const bool weights = strip.values == &LayerCourse::weight_grad_norm;
  const Language words = scene.language();
  draw_strip_title(scene, strip.y0,
                   (weights ? strings::training_view_dw : strings::training_view_dz).in(words),
                   (weights ? strings::training_view_norm : strings::training_view_rms).in(words));
  Range range;
  range.take_all(scene, strip.values);
  draw_strip(scene, strip, strip_axis(range, strip.y1 - strip.y0, StripScale::logarithmic));
}

}  // namespace initlab::training
