#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/numbers/number_formats.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/log_domain/view_parts.h"

namespace initlab::log_domain {
namespace {

std::string power(double exponent) { return with_minus_signs(power_number(exponent, 3)); }

std::string readout(const Scene& scene) {
  const Report& r = *scene.report;
  const auto i = static_cast<std::size_t>(scene.point);
  if (scene.point < 0 || i >= std::min({r.steps.size(), r.product.size(), r.log_sums.size()}))
    return {};
  const Language words = scene.context.language;
  const std::string product = std::isinf(r.product[i]) ? "0" : power(r.product[i]);
  return std::to_string(std::lround(std::clamp(r.steps[i], 0.0, 1e9))) + ": " +
         std::string(strings::log_domain_product_in.in(words)) + ' ' + product + ", " +
         std::string(strings::log_domain_log_in.in(words)) + ' ' +
         with_minus_signs(brief_number(r.log_sums[i] * std::numbers::ln10, 5));
}

/// The product's own label, where it ended.
void label_ends(const Scene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Report& r = *scene.report;
  const LinePlot& plot = scene.plot;
  const float em = context.sizes.tick;
  if (r.log_sums.empty() || r.product.empty() || r.theory.empty() || context.narrow) return;
  const auto place = [&plot](double value) {
    const float y = plot.y_of(value);
    return std::isnan(y) ? plot.max.y : std::clamp(y, plot.min.y + 6.0F, plot.max.y - 6.0F);
  };
  const float apart = 1.25F * em;
  const float log_y = place(r.log_sums.back());
  float theory_y = place(r.theory.back());
  if (std::abs(theory_y - log_y) < apart) theory_y = log_y - apart;
  const float x = plot.max.x + 10.0F;
  const TextStyle data{em, faded(colors.data, context.opacity)};
  paint.text(x, log_y, strings::log_domain_log_in.in(context.language), data);
  paint.text(x, theory_y, strings::label_theory.in(context.language),
             {em, faded(colors.theory, context.opacity)});
  if (std::isinf(r.product.back())) return;  // its triangle says so
  float product_y = place(r.product.back());
  if (std::abs(product_y - theory_y) < apart || std::abs(product_y - log_y) < apart) {
    product_y = std::min(theory_y, log_y) - apart;
  }
  paint.text(x, product_y, strings::log_domain_product_in.in(context.language), data);
}

/// The fall to zero: the last product, a line down, and the word.
void draw_fall(const Scene& scene, ImU32 color) {
  const Report& r = *scene.report;
  const LinePlot& plot = scene.plot;
  const auto index = static_cast<std::size_t>(scene.params.format);
  if (index >= r.formats.size() || r.formats[index].run.zero_at == 0) return;
  const double step = static_cast<double>(r.formats[index].run.zero_at);
  const float x = plot.x_of(step);
  const float y = plot.y_of(std::log10(r.formats[index].smallest));
  if (std::isnan(x) || std::isnan(y) || x > plot.max.x + 1.0F) return;
  const Painter& paint = scene.context.paint;
  const float top = std::clamp(y, plot.min.y, plot.max.y);
  paint.vertical(x, top, plot.max.y, color, 2.0F);
  const ImU32 alarm = faded(paint.colors().alarm, scene.context.opacity);
  paint.mark(Mark::triangle_down, {x, plot.max.y - 6.0F}, 6.0F, alarm);
  const bool at_right = x + 120.0F > plot.max.x;
  const std::string text = "0: " + std::to_string(r.formats[index].run.zero_at);
  paint.text(at_right ? x - 12.0F : x + 12.0F, plot.max.y - 10.0F, text,
             {scene.context.sizes.tick, alarm, Weight::semibold},
             at_right ? Align::right : Align::left);
}

}  // namespace

std::string_view short_format_name(int format) {
  const std::span<const Choice> all = number_format_choices();
  return all[static_cast<std::size_t>(format) % all.size()].label.en;
}

void draw_title(const Scene& scene, float y, std::string_view title) {
  const ViewContext& context = scene.context;
  context.paint.text(context.min.x, y, title,
                     {context.sizes.text, context.paint.colors().ink, Weight::semibold});
}

LineLook Scene::look() const {
  LineLook look;
  look.tick_em = context.sizes.tick;
  look.tick_gap = context.narrow ? 6.0F : 8.0F;
  look.opacity = context.opacity;
  look.background = context.background;
  return look;
}

void set_axes(Scene& scene) {
  scene.plot.x = fixed_axis(0.0, std::max(1, scene.params.count), scene.context.narrow ? 4 : 8);
  std::erase_if(scene.plot.x.ticks,
                [](const Tick& tick) { return tick.position != std::round(tick.position); });
  double lo = 0.0;
  if (!scene.empty()) {
    const Report& r = *scene.report;
    for (const auto* values : {&r.product, &r.log_sums, &r.theory, &r.theory_lo}) {
      for (const double value : *values) {
        if (std::isfinite(value)) lo = std::min(lo, value);
      }
    }
  }
  scene.plot.y = exponent_axis(lo, 0.0);
}

void draw_log_product(const Scene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const LinePlot& plot = scene.plot;
  const LineLook look = scene.look();
  const bool has_point = !scene.empty() && scene.point >= 0 &&
                         static_cast<std::size_t>(scene.point) < scene.report->steps.size();
  if (has_point) {
    const float x = plot.x_of(scene.report->steps[static_cast<std::size_t>(scene.point)]);
    const float bottom = scene.bars + bars_height;
    paint.fill({x - 3.0F, plot.min.y}, {x + 3.0F, bottom}, colors.hover);
  }
  draw_plot_axes(paint, plot, look);
  const TextStyle style{context.sizes.tick, colors.ink3};
  if (!context.narrow) {
    paint.text(plot.max.x + 24.0F, plot.max.y + 14.0F,
               strings::log_domain_factors.in(context.language), style);
  }
  const std::string said = scene.empty() ? std::string() : readout(scene);
  const TextStyle quiet{context.sizes.text, colors.ink2};
  const std::string title = std::string(strings::log_domain_plot.in(context.language)) + ", " +
                            std::string(short_format_name(static_cast<int>(scene.params.format)));
  const float room = plot.max.x - context.min.x - paint.width(said, quiet) - 12.0F;
  if (said.empty() || room > paint.width(title, {context.sizes.text, 0, Weight::semibold})) {
    draw_title(scene, scene.title, title);
  }
  paint.text(plot.max.x, scene.title, said, quiet, Align::right);
  draw_key(scene, scene.title + 12.0F);
  if (scene.empty()) return;
  const Report& r = *scene.report;
  draw_plot_band(paint, plot, r.steps, r.theory_lo, r.theory_hi, look);
  draw_floors(scene);
  draw_plot_line(paint, plot, r.steps, r.theory, faded(colors.theory, context.opacity), 2.0F);
  const ImU32 data = mixed(colors.data, context.background, context.opacity);
  draw_plot_dots(paint, plot, r.steps, r.log_sums, 3.0F, 16.0F, data, context.background);
  std::vector<double> product = r.product;
  for (double& value : product) {
    if (std::isinf(value)) value = std::numeric_limits<double>::quiet_NaN();
  }
  draw_plot_line(paint, plot, r.steps, product, data, 2.5F);
  draw_fall(scene, data);
  label_ends(scene);
}

}  // namespace initlab::log_domain
