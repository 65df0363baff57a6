#include <cmath>
#include <limits>
#include <utility>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
void draw_callout(const Scene& scene, float plot_y0, float plot_y1, const Axis& axis) {
  const int index = scene.active();
  const LayerResult* layer = scene.layer(index);
  if (layer == nullptr) return;
  const Palette& colors = scene.context.paint.colors();
  const Language words = scene.language;
  const float em = scene.context.sizes.text;
  const auto precise = [](double value) { return with_minus_signs(precise_number(value)); };
  std::vector<CalloutLine> lines;
  lines.push_back({strings::label_measured.in(words),
                   precise(layer->std),
                   {em, colors.data, Weight::semibold}});
  if (layer->theory) {
    std::string text = precise(layer->theory->std);
    const std::string spread = layer->theory->spread.in(words);
    if (!spread.empty()) text += (spread.starts_with("±") ? " " : ", ") + spread;
    lines.push_back({strings::label_theory.in(words), text, {em, colors.ink2}});
  }
  for (const PinnedRun& run : scene.context.pinned) {
    const LayerResult* other = pinned_layer(run, index);
    if (other == nullptr) continue;
    lines.push_back({run.name, precise(other->std), {em, pin_look(colors, run.slot).color}});
  }
  lines.push_back({strings::label_mean.in(words), precise(layer->mean), {em, colors.ink2}});
  lines.push_back(
      {strings::label_min_max.in(words),
       with_minus_signs(brief_number(layer->min, 4) + ", " + brief_number(layer->max, 4)),
       {em, colors.ink2}});
  const std::string title =
      index == 0
          ? std::string(strings::label_input.in(words))
          : fill(strings::label_layer_number, {Slot("layer", std::to_string(index))}).in(words);
  const std::string fans =
      index == 0 ? std::string()
                 : grouped_count(layer->fan_in) + " \u2192 " + grouped_count(layer->fan_out);

  std::vector<double> places;
  for (int column = 0; column < scene.grid.columns; ++column) {
    const LayerResult* other = scene.layer(column);
    places.push_back(other == nullptr ? std::numeric_limits<double>::quiet_NaN()
                                      : axis.share(other->std));
  }
  draw_layer_callout(columns_of(scene), {index, title, fans, std::move(lines)}, places, plot_y0,
                     plot_y1);
}

}  // namespace initlab::forward
