#include <algorithm>
#include <cmath>
#include <utility>

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/activation/view_parts.h"

namespace initlab::activation {
namespace {

std::string precise(double value) { return with_minus_signs(precise_number(value)); }

/// The inputs' density on the floor of the derivative's plot; what lies outside the zone in orange.
void draw_density(const Scene& scene) {
  const Report& report = *scene.report;
  const Curves& first = report.curves.front();
  const LinePlot& plot = scene.derivative;
  const Palette& colors = scene.context.paint.colors();
  const float floor = std::clamp(plot.y_of(0.0), plot.min.y, plot.max.y);
  const float height = 0.42F * (floor - plot.min.y);
  const std::size_t count =
      std::min({report.z.size(), report.density.size(), first.derivative.size()});
  const std::size_t step = std::max<std::size_t>(1, count / 400);
  ImDrawList* list = scene.context.paint.list();
  const ImDrawListFlags flags = list->Flags;
  list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // seams between the bars would show
  list->PushClipRect(plot.min, plot.max, true);
  for (std::size_t i = 0; i + step < count; i += step) {
    const auto top = [&](std::size_t at) {
      const double density = std::isfinite(report.density[at]) ? report.density[at] : 0.0;
      return floor - height * static_cast<float>(std::clamp(density, 0.0, 1.0));
    };
    const float x0 = plot.x_of(report.z[i]);
    const float x1 = plot.x_of(report.z[i + step]);
    if (std::isnan(x0) || std::isnan(x1)) continue;
    const double slope =
        0.5 * (std::abs(first.derivative[i]) + std::abs(first.derivative[i + step]));
    const bool outside = slope < scene.params.threshold;
    const ImU32 color = outside ? faded(colors.alarm, 0.55F * scene.context.opacity)
                                : faded(colors.band, scene.context.opacity);
    list->AddQuadFilled({x0, floor}, {x0, top(i)}, {x1, top(i + step)}, {x1, floor}, color);
  }
  list->PopClipRect();
  list->Flags = flags;
}

void draw_hovered_z(const Scene& scene) {
  if (scene.hovered_z < 0) return;
  const auto i = static_cast<std::size_t>(scene.hovered_z);
  const Painter& paint = scene.context.paint;
  if (i >= scene.report->z.size()) return;
  const float x = scene.phi.x_of(scene.report->z[i]);
  for (const LinePlot* plot : {&scene.phi, &scene.derivative}) {
    paint.vertical(x, plot->min.y, plot->max.y, paint.colors().axis);
  }
  for (std::size_t f = 0; f < scene.report->curves.size(); ++f) {
    const Curves& curves = scene.report->curves[f];
    if (i >= curves.phi.size() || i >= curves.derivative.size()) continue;
    const ImU32 color = function_style(scene, f).color;
    for (const ImVec2 at : {ImVec2{x, scene.phi.y_of(curves.phi[i])},
                            ImVec2{x, scene.derivative.y_of(curves.derivative[i])}}) {
      if (!std::isnan(at.y)) paint.mark(Mark::dot, at, 4.0F, color);
    }
  }
}

}  // namespace

std::vector<int> shown_activations(const Scene& scene) {
  std::vector<int> acts;
  if (scene.empty()) {
    for (const ActivationFunction& function : compared_activations(scene.params)) {
      acts.push_back(static_cast<int>(function.kind));
    }
  } else {
    for (const Curves& curves : scene.report->curves) acts.push_back(curves.act);
  }
  return acts;
}

std::string_view activation_name(const Scene& scene, int act) {
  const std::span<const Choice> all = activation_choices();
  return all[static_cast<std::size_t>(act) % all.size()].label.in(scene.context.language);
}

void draw_title(const Scene& scene, const LinePlot& plot, std::string_view title,
                const std::string& readout) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const TextStyle style{context.sizes.text, paint.colors().ink, Weight::semibold};
  const float left = context.narrow ? context.min.x : plot.min.x - 36.0F;
  const float y = plot.min.y - title_above;
  const TextStyle quiet{context.sizes.text, paint.colors().ink2};
  const float room = plot.max.x - left - paint.width(readout, quiet) - 12.0F;
  if (readout.empty() || room > paint.width(title, style)) paint.text(left, y, title, style);
  paint.text(plot.max.x, y, readout, quiet, Align::right);
}

LineLook Scene::look() const {
  LineLook look;
  look.tick_em = context.sizes.tick;
  look.tick_gap = context.narrow ? 6.0F : 8.0F;
  look.opacity = context.opacity;
  look.background = context.background;
  return look;
}

CurveStyle function_style(const Scene& scene, std::size_t index) {
  static constexpr float dashed[] = {7.0F, 4.0F};
  static constexpr float dotted[] = {2.0F, 4.0F};
  static constexpr float dash_dot[] = {10.0F, 4.0F, 2.0F, 4.0F};
  static constexpr float long_dashed[] = {15.0F, 4.0F};
  // Four colours and five kinds of strokes have no common divisor: twenty pairs.
  static constexpr Dashes strokes[] = {{}, dashed, dotted, dash_dot, long_dashed};
  const Palette& colors = scene.context.paint.colors();
  const ImU32 inks[] = {colors.ink, colors.other_run, colors.good, colors.warn};
  return {faded(inks[index % std::size(inks)], scene.context.opacity), index == 0 ? 2.0F : 1.5F,
          strokes[index % std::size(strokes)]};
}

void set_axes(Scene& scene) {
  const Params& p = scene.params;
  scene.phi.x = scene.derivative.x = fixed_axis(p.lo, p.hi);
  scene.chain.x = fixed_axis(0.0, p.depth, 6);
  // A chain has a whole number of factors.
  std::erase_if(scene.chain.x.ticks,
                [](const Tick& tick) { return tick.position != std::round(tick.position); });
  std::vector<double> values;
  std::vector<double> slopes = {p.threshold};
  double lo = 0.0;
  double hi = 0.0;
  const auto widen = [&](const std::vector<double>& logs) {
    for (const double log : logs) {
      if (!std::isfinite(log)) continue;
      lo = std::min(lo, log);
      hi = std::max(hi, log);
    }
  };
  if (!scene.empty()) {
    for (const Curves& c : scene.report->curves) {
      values.insert(values.end(), c.phi.begin(), c.phi.end());
      slopes.insert(slopes.end(), c.derivative.begin(), c.derivative.end());
      widen(c.typical);
      widen(c.rms);
    }
    const Curves& first = scene.report->curves.front();
    for (const auto* logs : {&first.bound, &first.median, &first.rms_measured}) widen(*logs);
  }
  scene.phi.y = linear_axis(values, 5);
  scene.derivative.y = linear_axis(slopes, 5);
  scene.chain.y = exponent_axis(lo, hi);
}

void draw_curves(const Scene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Language words = context.language;
  LineLook look = scene.look();
  if (!scene.empty()) {
    draw_zone(scene);
    draw_density(scene);
  }
  look.x_labels = false;
  draw_plot_axes(paint, scene.phi, look);
  look.x_labels = true;
  draw_plot_axes(paint, scene.derivative, look);
  std::string phi_text;
  std::string slope_text;
  if (!scene.empty()) {
    draw_plot_limit(paint, scene.derivative, scene.params.threshold, look);
    const std::vector<Curves>& all = scene.report->curves;
    for (std::size_t f = all.size(); f-- > 0;) {
      const CurveStyle style = function_style(scene, f);
      for (const auto& [plot, values] :
           {std::pair{&scene.phi, &all[f].phi}, std::pair{&scene.derivative, &all[f].derivative}}) {
        draw_plot_line(paint, *plot, scene.report->z, *values, style.color, style.thickness,
                       style.dashes);
      }
    }
    draw_zone_label(scene);
    draw_hovered_z(scene);
    const auto i = static_cast<std::size_t>(std::max(0, scene.hovered_z));
    if (scene.hovered_z >= 0 && i < all[0].phi.size() && i < all[0].derivative.size()) {
      phi_text = "z = " + precise(scene.report->z[i]) + ": " + precise(all[0].phi[i]);
      slope_text = precise(all[0].derivative[i]);
    }
    draw_inputs_label(scene);
  }
  draw_title(scene, scene.phi, strings::activation_phi.in(words), phi_text);
  draw_title(scene, scene.derivative, strings::activation_derivative.in(words), slope_text);
}

}  // namespace initlab::activation
