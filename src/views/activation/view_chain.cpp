// The chain: products of derivatives over the number of factors.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numbers/number_formats.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/label_place.h"
#include "views/activation/view_parts.h"

namespace initlab::activation {
namespace {

/// 1, 2, ..., as the x of the chain.
std::vector<double> depths(std::size_t count) {
  std::vector<double> list;
  list.reserve(count);
  for (std::size_t l = 1; l <= count; ++l) list.push_back(static_cast<double>(l));
  return list;
}

std::string short_power(double exponent) { return with_minus_signs(power_number(exponent, 3)); }

/// The name at the right end of a curve.
struct EndLabel {
  float y;
  std::string text;
  ImU32 color;
};

/// Those that matter most first; what has no place near its curve is named in the table alone.
void draw_end_labels(const Scene& scene, const LinePlot& plot,
                     const std::vector<EndLabel>& labels) {
  const float apart = 1.25F * scene.context.sizes.tick;
  std::vector<float> wishes;
  wishes.reserve(labels.size());
  for (const EndLabel& label : labels) wishes.push_back(label.y);
  for (const PlacedLabel& place :
       place_end_labels(wishes, plot.min.y + 4.0F, plot.max.y - 4.0F, apart, 1.5F * apart)) {
    const EndLabel& label = labels[place.index];
    scene.context.paint.text(plot.max.x + 8.0F, place.y, label.text,
                             {scene.context.sizes.tick, label.color});
  }
}

/// Where a curve of log10 values ends, as a label's place.
EndLabel end_of(const Scene& scene, const std::vector<double>& values, std::string_view text,
                ImU32 color) {
  const float y = values.empty() ? scene.chain.max.y : scene.chain.y_of(values.back());
  return {std::isnan(y) ? scene.chain.max.y : std::clamp(y, scene.chain.min.y, scene.chain.max.y),
          std::string(text), faded(color, scene.context.opacity)};
}

/// Where a label of the chain whose middle is at y is on no curve.
FreeStrip chain_strip(const Scene& scene, float y) {
  const LinePlot& plot = scene.chain;
  const float half = 0.65F * scene.context.sizes.tick + 5.0F;  // with the dots' radius
  FreeStrip strip(plot.min.x, plot.max.x, y - half, y + half);
  for (const Curves& c : scene.report->curves) {
    for (const auto* values : {&c.bound, &c.rms, &c.typical, &c.median, &c.rms_measured}) {
      for (std::size_t i = 1; i < values->size(); ++i) {
        const float x = plot.x_of(static_cast<double>(i));
        const float y0 = plot.y_of((*values)[i - 1]);
        const float y1 = plot.y_of((*values)[i]);
        strip.cross(x, y0, plot.x_of(static_cast<double>(i) + 1.0), y1);
      }
    }
  }
  return strip;
}

/// Lines, and the names on them where no curve passes: at the left, but fp32's, which is close to
/// bf16, at the right; the format alone where its value has no room. A line that cannot be named is
/// left out.
void draw_floors(const Scene& scene) {
  constexpr std::pair<std::string_view, NumberFormat> floors[] = {{"fp16", NumberFormat::fp16},
                                                                  {"bf16", NumberFormat::bf16},
                                                                  {"fp32", NumberFormat::fp32},
                                                                  {"fp64", NumberFormat::fp64}};
  struct Name {
    float x, y;
    std::string text;
  };
  const LinePlot& plot = scene.chain;
  const LineLook look = scene.look();
  const Painter& paint = scene.context.paint;
  const TextStyle style{look.tick_em, faded(paint.colors().ink3, look.opacity)};
  std::vector<Name> names;
  for (const auto& [name, format] : floors) {
    const double least = facts(format).smallest;
    const double share = plot.y.share(std::log10(least));
    if (!(share > 0.0) || !(share < 1.0)) continue;
    const float y = plot.y_of(std::log10(least));
    const std::vector<FreeStrip::Room> rooms = chain_strip(scene, y).rooms();
    const std::string whole = fill(strings::activation_floor,
                                   {{"f", name}, {"m", with_minus_signs(brief_number(least, 2))}})
                                  .in(scene.context.language);
    for (const std::string& text : {whole, std::string(name)}) {
      const float wide = paint.width(text, style) + 12.0F;
      const float x = place_at_end(rooms, wide, format == NumberFormat::fp32);
      if (x < 0.0F) continue;
      draw_plot_limit(paint, plot, std::log10(least), look);
      names.push_back({x + 6.0F, y, text});
      break;
    }
  }
  for (const Name& name : names) {
    paint.text_over(name.x, name.y, name.text, style, Align::left, look.background);
  }
}

std::string chain_readout(const Scene& scene) {
  const Curves& c = scene.report->curves.front();
  const auto i = static_cast<std::size_t>(scene.factors - 1);
  if (scene.factors < 1 || i >= std::min(c.median.size(), c.rms_measured.size())) return {};
  const Language words = scene.context.language;
  std::string text = "L = " + std::to_string(scene.factors) + ": ";
  text += std::string(strings::activation_median.in(words)) + ' ' + short_power(c.median[i]);
  text += ", rms " + short_power(c.rms_measured[i]);
  return text;
}

}  // namespace

float end_labels_width(const Scene& scene) {
  const ViewContext& context = scene.context;
  const TextStyle style{context.sizes.tick, 0};
  float wide = 0.0F;
  for (const Words& words :
       {strings::activation_rms, strings::activation_typical, strings::activation_median}) {
    wide = std::max(wide, context.paint.width(words.in(context.language), style));
  }
  const std::vector<int> acts = shown_activations(scene);
  for (std::size_t f = 1; f < acts.size(); ++f) {
    wide = std::max(wide, context.paint.width(activation_name(scene, acts[f]), style));
  }
  return wide + 10.0F;
}

void draw_chain(const Scene& scene) {
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
    const Curves& first = scene.report->curves.front();
    const std::vector<double> xs = depths(first.bound.size());
    const ImU32 theory = faded(colors.theory, context.opacity);
    draw_plot_band(paint, plot, xs, first.typical_lo, first.typical_hi, look);
    draw_floors(scene);
    std::vector<EndLabel> labels;
    std::vector<EndLabel> others;
    for (std::size_t f = 1; f < scene.report->curves.size(); ++f) {
      const Curves& other = scene.report->curves[f];
      const std::vector<double>& line = other.typical_lo.empty() ? other.rms : other.typical;
      const CurveStyle style = function_style(scene, f);
      draw_plot_line(paint, plot, xs, line, style.color, style.thickness, style.dashes);
      others.push_back(end_of(scene, line, activation_name(scene, other.act), style.color));
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
    labels.insert(labels.end(), others.begin(), others.end());
    draw_end_labels(scene, plot, labels);
  }
  draw_title(scene, plot, strings::activation_chain.in(words), readout);
}

}  // namespace initlab::activation
