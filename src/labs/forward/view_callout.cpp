#include <algorithm>
#include <cmath>
#include <limits>

#include "labs/forward/view_parts.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::ui {
namespace {

float dot_y(const ForwardScene& scene, int layer, float y0, float y1, const Axis& axis) {
  const double share = axis.share(scene.layer(layer)->std);
  const float place = std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0.5F;
  return y1 - place * (y1 - y0);
}

/// The corner of a box of `size` beside the dot; of some places, the one that hides least.
ImVec2 callout_place(const ForwardScene& scene, ImVec2 dot, ImVec2 size, float y0, float y1,
                     const Axis& axis) {
  constexpr float gap = 44.0F;
  const float lowest = std::max(y0 + 2.0F, y1 - size.y - 2.0F);
  const float most_right = scene.context.min.x + scene.context.width - size.x;
  ImVec2 best{};
  int fewest = std::numeric_limits<int>::max();
  for (float y : {dot.y - 30.0F - size.y, dot.y + 30.0F, y0 + 2.0F, lowest}) {
    y = std::clamp(y, y0 + 2.0F, lowest);
    for (float x : {dot.x + gap, dot.x - gap - size.x}) {
      // A little off the plot is no harm; off the canvas is.
      int hidden = x < scene.grid.left || x > most_right ? 1000 : 0;
      for (int layer = 0; layer < scene.grid.columns; ++layer) {
        const float other = scene.grid.center(layer);
        if (other < x - 6.0F || other > x + size.x + 6.0F || scene.layer(layer) == nullptr)
          continue;
        const float other_y = dot_y(scene, layer, y0, y1, axis);
        if (other_y > y - 6.0F && other_y < y + size.y + 6.0F) ++hidden;
      }
      if (hidden < fewest) {
        fewest = hidden;
        best = {x, y};
      }
    }
  }
  best.x = std::clamp(best.x, scene.grid.left, std::max(scene.grid.left, most_right));
  return best;
}

}  // namespace

void draw_callout(const ForwardScene& scene, float plot_y0, float plot_y1, const Axis& axis) {
  const int index = scene.active();
  const LayerResult* layer = scene.layer(index);
  if (layer == nullptr) return;
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const float em = scene.context.sizes.text;
  struct Line {
    std::string_view label;
    std::string value;
    TextStyle style;
  };
  const auto precise = [](double value) { return with_minus_signs(precise_number(value)); };
  std::vector<Line> lines;
  lines.push_back({strings::label_measured.in(words),
                   precise(layer->std),
                   {em, colors.data, Weight::semibold}});
  if (layer->theory) {
    std::string text = precise(layer->theory->std);
    const double half = 0.5 * (layer->theory->std_hi - layer->theory->std_lo) / layer->theory->std;
    if (std::isfinite(half)) text += " ±" + brief_number(100.0 * half, 2) + " %";
    lines.push_back({strings::label_theory.in(words), text, {em, colors.ink2}});
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

  float wide = paint.width(title, {em, 0, Weight::semibold}) + 24.0F + paint.width(fans, {em, 0});
  for (const Line& line : lines) {
    wide = std::max(
        wide, paint.width(line.label, line.style) + 24.0F + paint.width(line.value, line.style));
  }
  const ImVec2 size{wide + 24.0F, 19.0F * static_cast<float>(lines.size() + 1) + 15.0F};
  const double share = axis.share(layer->std);
  const float place = std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0.5F;
  const ImVec2 dot{scene.grid.center(index), plot_y1 - place * (plot_y1 - plot_y0)};
  const ImVec2 min = callout_place(scene, dot, size, plot_y0, plot_y1, axis);
  const float x = min.x;
  const float y = min.y;
  const bool right = x > dot.x;
  const ImVec2 corner{right ? x : x + size.x, std::clamp(dot.y, y + 8.0F, y + size.y - 8.0F)};
  paint.list()->AddLine({dot.x + (right ? 5.0F : -5.0F), dot.y}, corner, colors.theory, 1.0F);
  paint.box({x, y}, {x + size.x, y + size.y}, colors.field, colors.control, 6.0F);
  paint.text(x + 12.0F, y + 17.0F, title, {em, colors.ink, Weight::semibold});
  paint.text(x + size.x - 12.0F, y + 17.0F, fans, {em, colors.ink3}, Align::right);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const float line = y + 17.0F + 19.0F * static_cast<float>(i + 1);
    paint.text(x + 12.0F, line, lines[i].label, lines[i].style);
    paint.text(x + size.x - 12.0F, line, lines[i].value, lines[i].style, Align::right);
  }
}

}  // namespace initlab::ui
