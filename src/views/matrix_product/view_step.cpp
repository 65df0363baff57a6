// The numbers of one step: a box beside it, or a row of the phone.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/widgets.h"
#include "views/matrix_product/view_parts.h"

namespace initlab::matrix_product {
namespace {

struct Line {
  std::string label;
  std::string value;
  bool measured = false;
};

std::string logarithm(double value) {
  return std::isfinite(value) ? with_minus_signs(fixed_number(value, 2))
                              : with_minus_signs(brief_number(value));
}

/// Base-10 logarithms, as the plots have them.
std::vector<Line> lines_of(const Scene& scene, const Step& step) {
  const Language words = scene.language;
  const bool mean = scene.report->mean_mode;
  std::vector<Line> lines;
  lines.push_back(
      {std::string(strings::matrix_product_trial_1.in(words)), logarithm(step.log10_norm), true});
  const Words& label = scene.report->exact ? strings::matrix_product_mean_line
                                           : strings::matrix_product_gaussian_line;
  std::string predicted = logarithm(step.mean);
  const double half = step.hi - step.mean;
  if (std::isfinite(half) && half > 0.0 && !mean) predicted += " ±" + fixed_number(half, 2);
  lines.push_back({std::string(label.in(words)), predicted});
  if (mean) {
    lines.push_back(
        {std::string(strings::matrix_product_rms_dots.in(words)), logarithm(step.rms), true});
    lines.push_back(
        {std::string(strings::matrix_product_rms_line.in(words)), logarithm(step.rms_theory)});
  }
  const SingularRow* row = scene.singular(static_cast<int>(step.step));
  if (row != nullptr && row->log10.size() > 1 && row->step == step.step) {
    lines.push_back({"σ₁/σ₂", logarithm(row->log10[0] - row->log10[1]), true});
  }
  return lines;
}

std::string title_of(const Scene& scene, int step) {
  return fill(strings::matrix_product_step, {Slot("n", std::to_string(step))}).in(scene.language) +
         ", log₁₀";
}

TextStyle style_of(const Scene& scene, const Line& line) {
  const Palette& colors = scene.context.paint.colors();
  return {scene.context.sizes.text, line.measured ? colors.data : colors.ink2,
          line.measured ? Weight::semibold : Weight::regular};
}

void draw_arrow(const Painter& paint, ImVec2 c, bool left, ImU32 color) {
  const float side = left ? -1.0F : 1.0F;
  paint.list()->AddTriangleFilled({c.x + side * 4.0F, c.y}, {c.x - side * 3.0F, c.y - 6.0F},
                                  {c.x - side * 3.0F, c.y + 6.0F}, color);
}

}  // namespace

void draw_step_callout(const Scene& scene, const StepPlot& plot) {
  const Step* step = scene.step(scene.active());
  if (step == nullptr) return;
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const std::vector<Line> lines = lines_of(scene, *step);
  const TextStyle title{scene.context.sizes.text, colors.ink, Weight::semibold};
  const std::string heading = title_of(scene, scene.active());
  float wide = paint.width(heading, title);
  for (const Line& line : lines) {
    const TextStyle style = style_of(scene, line);
    wide = std::max(wide, paint.width(line.label, style) + 20.0F + paint.width(line.value, style));
  }
  const ImVec2 size{wide + 24.0F, 20.0F * static_cast<float>(lines.size() + 1) + 14.0F};
  const float x = plot.x_of(scene.active());
  // On the side with more room, where the curve is not: it leaves the axis at 0.
  const bool left = x > 0.5F * (plot.min.x + plot.max.x);
  const bool low = (scene.report->growth >= 0.0) != left || plot.max.y - plot.min.y < size.y;
  ImVec2 min{left ? x - 24.0F - size.x : x + 24.0F,
             low ? plot.max.y - size.y - 12.0F : plot.min.y + 8.0F};
  min.x = std::max(plot.min.x + 2.0F, min.x);
  const ImVec2 max{min.x + size.x, min.y + size.y};
  paint.box(min, max, colors.field, colors.control, 6.0F);
  float y = min.y + 17.0F;
  paint.text(min.x + 12.0F, y, heading, title);
  for (const Line& line : lines) {
    y += 20.0F;
    const TextStyle style = style_of(scene, line);
    paint.text(min.x + 12.0F, y, line.label, style);
    paint.text(max.x - 12.0F, y, line.value, style, Align::right);
  }
}

std::optional<int> draw_step_readout(const Scene& scene, ImVec2 at, float width) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const ImVec2 max{at.x + width, at.y + step_readout_height};
  paint.box(at, max, colors.field, colors.separator, 8.0F);
  const int last = scene.last_step();
  const int shown = scene.chosen >= 0 ? std::min(scene.chosen, last) : last;
  const Widgets ui{paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const ImVec2 press{44.0F, 44.0F};
  const ImVec2 before{at.x + 8.0F, at.y + 8.0F};
  const ImVec2 after{max.x - 8.0F - press.x, at.y + 8.0F};
  std::optional<int> wanted;
  if (button(ui, "previous step", before, press, "", shown > 0)) wanted = shown - 1;
  if (button(ui, "next step", after, press, "", shown < last)) wanted = shown + 1;
  const auto ink = [&](bool enabled) { return enabled ? colors.ink : faded(colors.ink3, 0.6F); };
  draw_arrow(paint, {before.x + 22.0F, before.y + 22.0F}, true, ink(shown > 0));
  draw_arrow(paint, {after.x + 22.0F, after.y + 22.0F}, false, ink(shown < last));
  paint.text(0.5F * (at.x + max.x), at.y + 30.0F, title_of(scene, shown),
             {context.sizes.text, colors.ink, Weight::semibold}, Align::center);
  const Step* step = scene.step(shown);
  if (step == nullptr) return wanted;
  std::vector<Line> lines = lines_of(scene, *step);
  if (lines.size() > 4) lines.erase(lines.begin() + 1);
  const float cell = (width - 16.0F) / static_cast<float>(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const float x = at.x + 8.0F + cell * static_cast<float>(i);
    paint.text_cut(x, at.y + 69.0F, cell - 6.0F, lines[i].label, {context.sizes.tick, colors.ink3});
    paint.text_cut(x, at.y + 88.0F, cell - 4.0F, lines[i].value, style_of(scene, lines[i]));
  }
  return wanted;
}

}  // namespace initlab::matrix_product
