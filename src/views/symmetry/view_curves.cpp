#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "core/numbers/sort_few.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/series_plot.h"
#include "views/symmetry/view_parts.h"

namespace initlab::symmetry {
namespace {

constexpr float between = 22.0F;
constexpr float gutter = 104.0F;
constexpr float narrow_gutter = 48.0F;
constexpr float label_margin = 150.0F;
constexpr float steps_axis = 22.0F;

bool labels_outside(const Scene& scene) { return scene.context.width >= 780.0F; }

void draw_title(const Scene& scene, const CurveArea& area, const Words& title) {
  const TextStyle style{scene.context.sizes.text, scene.context.paint.colors().ink,
                        Weight::semibold};
  const float y = scene.context.narrow ? area.y0 - 13.0F : area.y0 + 8.0F;
  const float room = scene.context.narrow ? scene.context.width : gutter - 34.0F;
  const std::string_view words = title.in(scene.language);
  explained(scene.context, label_term(words, scene.language), {scene.context.min.x, y - 10.0F},
            {std::min(room, scene.context.paint.width(words, style)), 20.0F});
  if (scene.context.narrow) {
    scene.context.paint.text_cut(scene.context.min.x, y, room, words, style);
  } else {
    scene.context.paint.paragraph(scene.context.min.x, y, room, 17.0F, title.in(scene.language),
                                  style);
  }
}

/// A curve's name, right of its end, or on the plot where there is no margin.
void draw_name(const Scene& scene, const CurveArea& area, float y, const Words& name,
               const std::string& value, ImU32 color, Weight weight) {
  const Painter& paint = scene.context.paint;
  const std::string text =
      std::string(name.in(scene.language)) + (value.empty() ? "" : " ") + value;
  const TextStyle style{scene.context.sizes.tick, faded(color, scene.context.opacity), weight};
  if (labels_outside(scene)) {
    paint.text(area.right + 10.0F, y, text, style);
  } else {
    paint.text_over(area.right - 4.0F, y, text, style, Align::right,
                    faded(scene.context.background, 0.85F));
  }
}

std::string shown_value(const Scene& scene, double (*of)(const Step&)) {
  if (scene.step() == nullptr) return {};
  return with_minus_signs(brief_number(of(*scene.step()), 3));
}

double loss_of(const Step& step) { return step.loss; }
double twin_of(const Step& step) { return step.twin_loss; }
double distinct_of(const Step& step) { return static_cast<double>(step.distinct_units); }
double cosine_of(const Step& step) { return step.mean_abs_cosine; }

/// The line of the step that is shown, and its dot on a curve.
void draw_shown(const Scene& scene, const CurveArea& area, const Axis& axis,
                double (*of)(const Step&)) {
  if (scene.step() == nullptr) return;
  const auto at = static_cast<double>(scene.step()->step);
  draw_shown_step(scene.context, area, at);
  draw_shown_value(scene.context, area, axis, at, of(*scene.step()));
}

/// Names at the heights of their curves' ends, in order, at least a line apart.
std::vector<float> spread(std::vector<float> wanted, float y0, float y1, float line) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (float& y : wanted) y = std::isfinite(y) ? std::clamp(y, y0, y1) : y0;
  sort_few(std::span(order),
           [&wanted](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  float above = y0 - line;
  for (const std::size_t i : order) {
    wanted[i] = std::max(wanted[i], above + line);
    above = wanted[i];
  }
  const float excess = std::max(0.0F, above - y1);
  for (float& y : wanted) y -= excess;
  return wanted;
}

void draw_loss(const Scene& scene, const CurveArea& area) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const std::vector<double> loss = scene.values(loss_of);
  const std::vector<double> twin = scene.values(twin_of);
  std::vector<double> all = loss;
  all.insert(all.end(), twin.begin(), twin.end());
  const double constant = scene.report == nullptr ? 1.0 : scene.report->constant_loss;
  all.push_back(constant);
  const Axis axis = log_axis(all, scene.context.narrow ? 4 : 5);
  draw_axis(paint, area.y0, area.y1, area.grid(), axis, axis_look(scene.context));
  draw_title(scene, area, strings::symmetry_label_loss);
  if (scene.step() == nullptr) return;
  const float opacity = scene.context.opacity;
  const double share = axis.share(constant);
  if (share > 0.0 && share < 1.0) {
    paint.dashed(area.left, area.right, area.y(axis, constant), faded(colors.theory, opacity));
  }
  draw_curve(paint, area, axis, scene.steps, twin, faded(colors.other_run, opacity), 2.0F);
  draw_curve(paint, area, axis, scene.steps, loss, faded(colors.data, opacity), 2.0F);
  draw_first_not_finite(paint, area, scene.steps, loss, scene.context.sizes.tick, colors.alarm);
  draw_shown(scene, area, axis, loss_of);

  const auto end = [&](double value) {
    const double at = axis.share(value);
    return std::isfinite(at)
               ? area.y1 - static_cast<float>(std::clamp(at, 0.0, 1.0)) * (area.y1 - area.y0)
               : area.y0;
  };
  const std::vector<float> y = spread({end(loss.back()), end(twin.back()), end(constant)},
                                      area.y0 + 6.0F, area.y1 - 6.0F, 17.0F);
  draw_name(scene, area, y[2], strings::symmetry_label_constant, {}, colors.theory,
            Weight::regular);
  draw_name(scene, area, y[1], strings::symmetry_label_twin, shown_value(scene, twin_of),
            colors.other_run, Weight::regular);
  draw_name(scene, area, y[0], strings::symmetry_label_run, shown_value(scene, loss_of),
            colors.data, Weight::semibold);
}

/// The steps at which training broke the symmetry, as a dashed line with its number.
void draw_break(const Scene& scene, const CurveArea& area) {
  if (scene.report == nullptr || !scene.report->broken_step) return;
  const Painter& paint = scene.context.paint;
  const ImU32 color = faded(paint.colors().good, scene.context.opacity);
  const float x = area.x(static_cast<double>(*scene.report->broken_step));
  if (x < area.left || x > area.right) return;
  for (float y = area.y0; y < area.y1; y += 9.0F) {
    paint.vertical(x, y, std::min(y + 6.0F, area.y1), color);
  }
  const bool left = x > area.right - 60.0F;
  paint.text(left ? x - 5.0F : x + 5.0F, area.y0 + 7.0F, std::to_string(*scene.report->broken_step),
             {scene.context.sizes.tick, color, Weight::semibold},
             left ? Align::right : Align::left);
}

void draw_distinct(const Scene& scene, const CurveArea& area) {
  const Painter& paint = scene.context.paint;
  const Axis axis = fixed_axis(0.0, 1.1 * scene.params.hidden, 3);
  draw_axis(paint, area.y0, area.y1, area.grid(), axis, axis_look(scene.context));
  draw_title(scene, area, strings::symmetry_label_distinct);
  if (scene.step() == nullptr) return;
  const ImU32 color = faded(paint.colors().data, scene.context.opacity);
  draw_curve(paint, area, axis, scene.steps, scene.values(distinct_of), color, 2.0F);
  draw_break(scene, area);
  draw_shown(scene, area, axis, distinct_of);
  const std::vector<double> values = scene.values(distinct_of);
  const float y = std::clamp(area.y(axis, values.back()), area.y0 + 6.0F, area.y1 - 6.0F);
  if (labels_outside(scene)) {
    paint.text(area.right + 10.0F, y,
               shown_value(scene, distinct_of) + " / " + std::to_string(scene.params.hidden),
               {scene.context.sizes.tick, color, Weight::semibold});
  }
}

void draw_cosine(const Scene& scene, const CurveArea& area) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const Axis axis = fixed_axis(0.0, 1.05, 3);
  draw_axis(paint, area.y0, area.y1, area.grid(), axis, axis_look(scene.context));
  draw_title(scene, area, strings::symmetry_label_cosine);
  paint.horizontal(area.left, area.right, area.y1, colors.axis);
  if (scene.step() == nullptr) return;
  constexpr double random = 2.0 / std::numbers::pi;
  const float opacity = scene.context.opacity;
  paint.horizontal(area.left, area.right, area.y(axis, random), faded(colors.theory, opacity),
                   2.0F);
  const std::vector<double> values = scene.values(cosine_of);
  draw_curve(paint, area, axis, scene.steps, values, faded(colors.data, opacity), 2.0F);
  draw_shown(scene, area, axis, cosine_of);
  const float end = std::isfinite(values.back()) ? area.y(axis, values.back()) : area.y0;
  const std::vector<float> y =
      spread({end, area.y(axis, random)}, area.y0 + 6.0F, area.y1 - 4.0F, 17.0F);
  // On the plot it is beside its line, away from the run's.
  const float beside = area.y(axis, random) + (end > area.y(axis, random) ? -11.0F : 11.0F);
  draw_name(scene, area, labels_outside(scene) ? y[1] : beside, strings::symmetry_label_random, {},
            colors.theory, Weight::regular);
  if (labels_outside(scene) && std::isfinite(values.back())) {
    paint.text(area.right + 10.0F, y[0], shown_value(scene, cosine_of),
               {scene.context.sizes.tick, faded(colors.data, opacity), Weight::semibold});
  }
}

}  // namespace

float curves_height(const Scene& scene, const CurveHeights& heights) {
  const float titles = scene.context.narrow ? 26.0F : 0.0F;
  return heights.loss + heights.distinct + heights.cosine + 2.0F * between + 3.0F * titles +
         steps_axis;
}

CurveArea draw_curves(const Scene& scene, float y, const CurveHeights& heights) {
  const ViewContext& context = scene.context;
  CurveArea area{};
  area.left = context.min.x + (context.narrow ? narrow_gutter : gutter);
  area.right = context.min.x + context.width - (labels_outside(scene) ? label_margin : 4.0F);
  area.x_hi = std::max(1, scene.params.steps);
  if (!scene.steps.empty()) area.x_hi = std::max(1.0, scene.steps.back());
  const float titles = context.narrow ? 26.0F : 0.0F;
  const float top = y + titles;
  area.y0 = top;
  area.y1 = area.y0 + heights.loss;
  draw_loss(scene, area);
  area.y0 = area.y1 + between + titles;
  area.y1 = area.y0 + heights.distinct;
  draw_distinct(scene, area);
  area.y0 = area.y1 + between + titles;
  area.y1 = area.y0 + heights.cosine;
  draw_cosine(scene, area);
  const float numbers = draw_step_numbers(context, area, context.narrow ? 4 : 6);
  context.paint.text(context.min.x, numbers, strings::label_step.in(scene.language),
                     {context.sizes.tick, context.paint.colors().ink3});
  area.y0 = top;
  return area;
}

}  // namespace initlab::symmetry
