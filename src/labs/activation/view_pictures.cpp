#include <algorithm>
#include <cmath>
#include <limits>

#include "core/number_formats.h"
#include "labs/activation/view_parts.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::ui {
namespace {

/// 1, 2, ..., as the x of the chain.
std::vector<double> depths(std::size_t count) {
  std::vector<double> list;
  for (std::size_t l = 1; l <= count; ++l) list.push_back(static_cast<double>(l));
  return list;
}

std::string_view name_of(const ActivationScene& scene, int act) {
  const std::span<const Choice> all = activation_choices();
  return all[static_cast<std::size_t>(act) % all.size()].label.in(scene.context.language);
}

std::string precise(double value) { return with_minus_signs(precise_number(value)); }
std::string power(double exponent) { return with_minus_signs(power_number(exponent, 3)); }

void draw_title(const ActivationScene& scene, const LinePlot& plot, std::string_view title,
                const std::string& readout) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const TextStyle style{context.sizes.text, paint.colors().ink, Weight::semibold};
  const float left = context.narrow ? context.min.x : plot.min.x - 36.0F;
  const float y = plot.min.y - 16.0F;
  const TextStyle quiet{context.sizes.text, paint.colors().ink2};
  const float room = plot.max.x - left - paint.width(readout, quiet) - 12.0F;
  if (readout.empty() || room > paint.width(title, style)) paint.text(left, y, title, style);
  paint.text(plot.max.x, y, readout, quiet, Align::right);
}

/// The part of the line in which a unit learns, behind the curves of both plots.
void draw_zone(const ActivationScene& scene) {
  const ActivationCurves& first = scene.report->curves.front();
  const Painter& paint = scene.context.paint;
  const ImU32 tint = faded(paint.colors().good, 0.10F * scene.context.opacity);
  for (std::size_t i = 0; i < std::min(first.zone_lo.size(), first.zone_hi.size()); ++i) {
    const float x0 = std::max(scene.phi.x_of(first.zone_lo[i]), scene.phi.min.x);
    const float x1 = std::min(scene.phi.x_of(first.zone_hi[i]), scene.phi.max.x);
    for (const LinePlot* plot : {&scene.phi, &scene.derivative}) {
      paint.fill({x0, plot->min.y}, {x1, plot->max.y}, tint);
    }
  }
}

void draw_zone_label(const ActivationScene& scene) {
  const ActivationCurves& first = scene.report->curves.front();
  if (first.zone_lo.empty()) return;
  const ViewContext& context = scene.context;
  const std::string text = fill(strings::activation_zone,
                                {{"t", with_minus_signs(brief_number(scene.params.threshold, 3))}})
                               .in(context.language);
  const TextStyle style{context.sizes.tick, faded(context.paint.colors().good, context.opacity)};
  const float wide = context.paint.width(text, style);
  const float most = std::max(scene.phi.min.x, scene.phi.max.x - wide - 4.0F);
  const float x = std::clamp(scene.phi.x_of(first.zone_lo[0]) + 6.0F, scene.phi.min.x + 6.0F,
                             std::max(scene.phi.min.x + 6.0F, most));
  context.paint.text(x, scene.phi.min.y + 8.0F, text, style);
}

/// The inputs' density on the floor of the derivative's plot; what lies outside the zone in orange.
void draw_density(const ActivationScene& scene) {
  const ActivationReport& report = *scene.report;
  const ActivationCurves& first = report.curves.front();
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

/// The name at the right end of a curve.
struct EndLabel {
  float y;
  std::string text;
  ImU32 color;
};

void draw_end_labels(const ActivationScene& scene, const LinePlot& plot,
                     std::vector<EndLabel> labels) {
  std::sort(labels.begin(), labels.end(),
            [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  const float apart = 1.25F * scene.context.sizes.tick;
  float lowest = plot.max.y - 4.0F;
  // Upwards from the bottom, so that none leaves the plot there; then downwards from the top.
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    label->y = std::min(label->y, lowest);
    lowest = label->y - apart;
  }
  float highest = plot.min.y + 4.0F;
  for (EndLabel& label : labels) {
    label.y = std::max(label.y, highest);
    highest = label.y + apart;
    scene.context.paint.text(plot.max.x + 8.0F, label.y, label.text,
                             {scene.context.sizes.tick, label.color});
  }
}

/// Where a curve of log10 values ends, as a label's place.
EndLabel end_of(const ActivationScene& scene, const std::vector<double>& values,
                std::string_view text, ImU32 color) {
  const float y = values.empty() ? scene.chain.max.y : scene.chain.y_of(values.back());
  return {std::isnan(y) ? scene.chain.max.y : std::clamp(y, scene.chain.min.y, scene.chain.max.y),
          std::string(text), faded(color, scene.context.opacity)};
}

void draw_floors(const ActivationScene& scene) {
  const Language words = scene.context.language;
  struct Floor {
    std::string_view name;
    NumberFormat format;
  };
  for (const Floor& floor :
       {Floor{"fp16", NumberFormat::fp16}, Floor{"bf16", NumberFormat::bf16},
        Floor{"fp32", NumberFormat::fp32}, Floor{"fp64", NumberFormat::fp64}}) {
    const double least = facts(floor.format).smallest;
    const std::string label =
        fill(strings::activation_floor,
             {{"f", floor.name}, {"m", with_minus_signs(brief_number(least, 2))}})
            .in(words);
    // bf16 and fp32 lie close together: their names at different ends.
    draw_plot_limit(scene.context.paint, scene.chain, std::log10(least), label, scene.look(),
                    floor.format == NumberFormat::fp32 ? Align::right : Align::left);
  }
}

std::string chain_readout(const ActivationScene& scene) {
  const ActivationCurves& c = scene.report->curves.front();
  const auto i = static_cast<std::size_t>(scene.factors - 1);
  if (scene.factors < 1 || i >= std::min(c.median.size(), c.rms_measured.size())) return {};
  const Language words = scene.context.language;
  std::string text = "L = " + std::to_string(scene.factors) + ": ";
  text += std::string(strings::activation_median.in(words)) + ' ' + power(c.median[i]);
  text += ", rms " + power(c.rms_measured[i]);
  return text;
}

void draw_hovered_z(const ActivationScene& scene) {
  if (scene.hovered_z < 0) return;
  const auto i = static_cast<std::size_t>(scene.hovered_z);
  const Painter& paint = scene.context.paint;
  if (i >= scene.report->z.size()) return;
  const float x = scene.phi.x_of(scene.report->z[i]);
  for (const LinePlot* plot : {&scene.phi, &scene.derivative}) {
    paint.vertical(x, plot->min.y, plot->max.y, paint.colors().axis);
  }
  for (std::size_t f = 0; f < scene.report->curves.size(); ++f) {
    const ActivationCurves& curves = scene.report->curves[f];
    if (i >= curves.phi.size() || i >= curves.derivative.size()) continue;
    const ImU32 color = function_color(scene, f);
    for (const ImVec2 at : {ImVec2{x, scene.phi.y_of(curves.phi[i])},
                            ImVec2{x, scene.derivative.y_of(curves.derivative[i])}}) {
      if (!std::isnan(at.y)) paint.mark(Mark::dot, at, 4.0F, color);
    }
  }
}

}  // namespace

LineLook ActivationScene::look() const {
  LineLook look;
  look.tick_em = context.sizes.tick;
  look.tick_gap = context.narrow ? 6.0F : 8.0F;
  look.opacity = context.opacity;
  look.background = context.background;
  return look;
}

ImU32 function_color(const ActivationScene& scene, std::size_t index) {
  const Palette& colors = scene.context.paint.colors();
  const ImU32 all[] = {colors.ink, colors.other_run, colors.good, colors.warn};
  return faded(all[index % std::size(all)], scene.context.opacity);
}

void set_activation_axes(ActivationScene& scene) {
  const ActivationParams& p = scene.params;
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
    for (const ActivationCurves& c : scene.report->curves) {
      values.insert(values.end(), c.phi.begin(), c.phi.end());
      slopes.insert(slopes.end(), c.derivative.begin(), c.derivative.end());
      widen(c.typical);
      widen(c.rms);
    }
    const ActivationCurves& first = scene.report->curves.front();
    for (const auto* logs : {&first.bound, &first.median, &first.rms_measured}) widen(*logs);
  }
  scene.phi.y = linear_axis(values, 5);
  scene.derivative.y = linear_axis(slopes, 5);
  scene.chain.y = exponent_axis(lo, hi);
}

void draw_curves(const ActivationScene& scene) {
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
    draw_plot_limit(paint, scene.derivative, scene.params.threshold, "", look);
    const std::vector<ActivationCurves>& all = scene.report->curves;
    for (std::size_t f = all.size(); f-- > 0;) {
      const float wide = f == 0 ? 2.0F : 1.5F;
      const ImU32 color = function_color(scene, f);
      draw_plot_line(paint, scene.phi, scene.report->z, all[f].phi, color, wide);
      draw_plot_line(paint, scene.derivative, scene.report->z, all[f].derivative, color, wide);
    }
    draw_zone_label(scene);
    draw_hovered_z(scene);
    const auto i = static_cast<std::size_t>(std::max(0, scene.hovered_z));
    if (scene.hovered_z >= 0 && i < all[0].phi.size() && i < all[0].derivative.size()) {
      phi_text = "z = " + precise(scene.report->z[i]) + ": " + precise(all[0].phi[i]);
      slope_text = precise(all[0].derivative[i]);
    }
    // Names of the functions, in their colours, when there is more than one.
    float x = scene.phi.max.x - 4.0F;
    for (std::size_t f = all.size(); all.size() > 1 && f-- > 0;) {
      const TextStyle style{context.sizes.tick, function_color(scene, f), Weight::semibold};
      const std::string_view name = name_of(scene, all[f].act);
      paint.text(x, scene.phi.max.y - 10.0F, name, style, Align::right);
      x -= paint.width(name, style) + 12.0F;
    }
    const std::string inputs =
        fill(strings::activation_inputs, {{"s", brief_number(scene.params.std, 3)}}).in(words);
    paint.text(scene.derivative.min.x + 8.0F, scene.derivative.min.y + 8.0F, inputs,
               {context.sizes.tick, faded(paint.colors().ink3, context.opacity)});
  }
  draw_title(scene, scene.phi, strings::activation_phi.in(words), phi_text);
  draw_title(scene, scene.derivative, strings::activation_derivative.in(words), slope_text);
}

void draw_chain(const ActivationScene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = context.language;
  const LineLook look = scene.look();
  const LinePlot& plot = scene.chain;
  if (scene.factors >= 0) {
    const float x = plot.x_of(scene.factors);
    paint.fill({x - 4.0F, plot.min.y}, {x + 4.0F, plot.max.y}, colors.hover);
  }
  draw_plot_axes(paint, plot, look);
  if (!context.narrow) {
    paint.text(plot.max.x + 16.0F, plot.max.y + 14.0F, strings::activation_factors.in(words),
               {context.sizes.tick, colors.ink3});
  }
  std::string readout;
  if (!scene.empty()) {
    readout = chain_readout(scene);
    const ActivationCurves& first = scene.report->curves.front();
    const std::vector<double> xs = depths(first.bound.size());
    const ImU32 theory = faded(colors.theory, context.opacity);
    draw_plot_band(paint, plot, xs, first.typical_lo, first.typical_hi, look);
    draw_floors(scene);
    std::vector<EndLabel> labels;
    for (std::size_t f = 1; f < scene.report->curves.size(); ++f) {
      const ActivationCurves& other = scene.report->curves[f];
      const std::vector<double>& line = other.typical_lo.empty() ? other.rms : other.typical;
      draw_plot_line(paint, plot, xs, line, function_color(scene, f), 1.5F);
      labels.push_back(end_of(scene, line, name_of(scene, other.act), function_color(scene, f)));
    }
    draw_plot_line(paint, plot, xs, first.bound, faded(colors.ink3, context.opacity), 1.0F);
    draw_plot_line(paint, plot, xs, first.rms, theory, 2.0F);
    const bool zeros = first.typical_lo.empty();
    if (!zeros) draw_plot_line(paint, plot, xs, first.typical, theory, 2.0F);
    const float radius = xs.size() <= 40 ? 4.5F : xs.size() <= 100 ? 2.5F : 1.5F;
    const ImU32 dots = mixed(colors.data, context.background, context.opacity);
    draw_plot_dots(paint, plot, xs, first.rms_measured, 0.75F * radius, 2.0F * radius + 4.0F, dots,
                   context.background);
    draw_plot_dots(paint, plot, xs, first.median, radius, 2.0F * radius + 4.0F, dots,
                   context.background);
    const std::string bound =
        brief_number(
            scene.report->activations.empty() ? 1.0 : scene.report->activations.front().peak, 3) +
        "^L";
    labels.push_back(end_of(scene, first.bound, bound, colors.ink3));
    labels.push_back(end_of(scene, first.rms, strings::activation_rms.in(words), colors.theory));
    labels.push_back(
        end_of(scene, zeros ? first.median : first.typical,
               (zeros ? strings::activation_median : strings::activation_typical).in(words),
               zeros ? colors.alarm : colors.theory));
    draw_end_labels(scene, plot, std::move(labels));
  }
  draw_title(scene, plot, strings::activation_chain.in(words), readout);
}

}  // namespace initlab::ui
