#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/number_formats.h"
#include "labs/log_domain/view_parts.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/label_place.h"

namespace initlab::ui {
namespace {

std::string_view format_name(int format) {
  const std::span<const Choice> all = number_format_choices();
  return all[static_cast<std::size_t>(format) % all.size()].label.en;
}

std::string power(double exponent) { return with_minus_signs(power_number(exponent, 3)); }

void draw_title(const LogDomainScene& scene, float y, std::string_view title) {
  const ViewContext& context = scene.context;
  context.paint.text(context.min.x, y, title,
                     {context.sizes.text, context.paint.colors().ink, Weight::semibold});
}

struct Floor {
  int format;
  float y;
};

/// The smallest numbers of the chosen format and of the usual ones that lie within the plot, from
/// the top.
std::vector<Floor> floors(const LogDomainScene& scene) {
  constexpr NumberFormat usual[] = {NumberFormat::fp16, NumberFormat::bf16, NumberFormat::fp32,
                                    NumberFormat::fp64};
  std::vector<Floor> found;
  for (int f = 0; f < number_format_count; ++f) {
    const auto format = static_cast<NumberFormat>(f);
    const bool shown = format == scene.params.format ||
                       std::find(std::begin(usual), std::end(usual), format) != std::end(usual);
    const double share = scene.plot.y.share(std::log10(facts(format).smallest));
    if (shown && share > 0.0 && share < 1.0) {
      found.push_back({f, scene.plot.y_of(std::log10(facts(format).smallest))});
    }
  }
  std::sort(found.begin(), found.end(), [](const Floor& a, const Floor& b) { return a.y < b.y; });
  return found;
}

/// Where a label of this height is on no curve.
FreeStrip strip_at(const LogDomainScene& scene, float y, float half) {
  const LinePlot& plot = scene.plot;
  const LogDomainReport& r = *scene.report;
  FreeStrip strip(plot.min.x, plot.max.x, y - half, y + half);
  for (const auto* values : {&r.product, &r.log_sums, &r.theory}) {
    for (std::size_t i = 1; i < std::min(values->size(), r.steps.size()); ++i) {
      const double before = (*values)[i - 1];
      const double after = (*values)[i];
      if (!std::isfinite(before) || !std::isfinite(after)) continue;
      strip.cross(plot.x_of(r.steps[i - 1]), plot.y_of(before), plot.x_of(r.steps[i]),
                  plot.y_of(after));
    }
  }
  return strip;
}

/// Lines first, then the names on them, or above and below where two lines are close together
/// (bf16 and fp32). The chosen format's name has its place before the others.
void draw_floors(const LogDomainScene& scene) {
  const LinePlot& plot = scene.plot;
  const Painter& paint = scene.context.paint;
  const LineLook look = scene.look();
  const std::vector<Floor> lines = floors(scene);
  for (const Floor& line : lines) {
    draw_plot_limit(paint, plot, std::log10(facts(static_cast<NumberFormat>(line.format)).smallest),
                    look);
  }
  const float height = 1.3F * look.tick_em;
  std::vector<float> wishes;
  std::vector<std::size_t> order;
  for (const bool chosen : {true, false}) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if ((lines[i].format == static_cast<int>(scene.params.format)) != chosen) continue;
      const bool near_above = i > 0 && lines[i].y - lines[i - 1].y < height;
      const bool near_below = i + 1 < lines.size() && lines[i + 1].y - lines[i].y < height;
      const float move = near_above == near_below ? 0.0F : near_above ? 0.55F : -0.55F;
      wishes.push_back(lines[i].y + move * height);
      order.push_back(i);
    }
  }
  const TextStyle style{look.tick_em, faded(paint.colors().ink3, look.opacity)};
  for (const PlacedLabel& label :
       place_end_labels(wishes, plot.min.y, plot.max.y, height, 0.8F * height)) {
    const int format = lines[order[label.index]].format;
    const double least = facts(static_cast<NumberFormat>(format)).smallest;
    const std::string text =
        fill(strings::log_domain_floor,
             {{"f", format_name(format)}, {"m", with_minus_signs(brief_number(least, 2))}})
            .in(scene.context.language);
    // With the dots' radius around it; the table names those that find no place.
    const FreeStrip strip = strip_at(scene, label.y, 0.5F * height + 4.0F);
    const float wide = paint.width(text, style) + 16.0F;
    const float x = place_at_end(strip.rooms(), wide, true);
    if (x < 0.0F) continue;
    paint.text_over(x + 8.0F, label.y, text, style, Align::left, look.background);
  }
}

std::string readout(const LogDomainScene& scene) {
  const LogDomainReport& r = *scene.report;
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
void label_ends(const LogDomainScene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const LogDomainReport& r = *scene.report;
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
void draw_fall(const LogDomainScene& scene, ImU32 color) {
  const LogDomainReport& r = *scene.report;
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

struct Life {
  Words words;
  ImU32 color;
  bool hatched;
};

/// What a stretch of a format's bar means, in order.
std::vector<Life> lives(const LogDomainScene& scene) {
  const Palette& colors = scene.context.paint.colors();
  const float opacity = scene.context.opacity;
  return {{strings::log_domain_moves, faded(colors.data, opacity), false},
          {strings::log_domain_number, faded(colors.theory, 0.45F * opacity), false},
          {strings::log_domain_digits, faded(colors.theory, 0.9F * opacity), true},
          {strings::log_domain_nothing, faded(colors.alarm, 0.85F * opacity), false}};
}

void draw_stretch(const LogDomainScene& scene, ImVec2 min, ImVec2 max, const Life& life) {
  if (life.hatched) {
    scene.context.paint.hatch(min, max, life.color);
  } else {
    scene.context.paint.fill(min, max, life.color);
  }
}

void draw_lives_legend(const LogDomainScene& scene, float y) {
  const ViewContext& context = scene.context;
  const TextStyle style{context.sizes.tick, context.paint.colors().ink2};
  float x = scene.plot.max.x;
  const std::vector<Life> all = lives(scene);
  const float stop =
      context.min.x + context.paint.width(strings::log_domain_lives.in(context.language),
                                          {context.sizes.text, 0, Weight::semibold});
  for (std::size_t i = all.size(); i-- > 0;) {
    const std::string_view word = all[i].words.in(context.language);
    x -= context.paint.width(word, style);
    if (x - 16.0F < stop) return;
    context.paint.text(x, y, word, style);
    draw_stretch(scene, {x - 16.0F, y - 5.0F}, {x - 5.0F, y + 5.0F}, all[i]);
    x -= 32.0F;
  }
}

/// One entry of a phone's legend, in lines from the left.
struct LegendFlow {
  const LogDomainScene& scene;
  float x;
  float y;  // the middle of the line

  static constexpr float sample = 16.0F;
  float line() const { return 1.4F * scene.context.sizes.tick; }
  /// The left end of the next entry's sample; its word stands `sample + 6` further.
  float next(std::string_view word) {
    const ViewContext& context = scene.context;
    const float wide = sample + 6.0F + context.paint.width(word, {context.sizes.tick, 0});
    if (x > context.min.x && x + wide > context.min.x + context.width) {
      x = context.min.x;
      y += line();
    }
    const float at = x;
    x += wide + 14.0F;
    return at;
  }
  void word(float at, std::string_view text, ImU32 color) const {
    scene.context.paint.text(at + sample + 6.0F, y, text,
                             {scene.context.sizes.tick, faded(color, scene.context.opacity)});
  }
};

}  // namespace

float draw_log_domain_key(const LogDomainScene& scene, float y, bool measure_only) {
  if (!scene.context.narrow) return 0.0F;
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.context.language;
  LegendFlow flow{scene, scene.context.min.x, 0.0F};
  flow.y = y + 0.5F * flow.line();
  const ImU32 data = faded(colors.data, scene.context.opacity);
  const auto entry = [&](const Words& label, ImU32 ink, auto draw) {
    const std::string_view word = label.in(words);
    const float at = flow.next(word);
    if (measure_only) return;
    draw(at);
    flow.word(at, word, ink);
  };
  entry(strings::log_domain_product_in, colors.data,
        [&](float at) { paint.horizontal(at, at + flow.sample, flow.y, data, 2.5F); });
  entry(strings::log_domain_log_in, colors.data,
        [&](float at) { paint.mark(Mark::dot, {at + 0.5F * flow.sample, flow.y}, 3.5F, data); });
  entry(strings::label_theory, colors.theory, [&](float at) {
    paint.horizontal(at, at + flow.sample, flow.y, faded(colors.theory, scene.context.opacity),
                     2.0F);
  });
  return flow.y + 0.5F * flow.line() + 6.0F - y;  // the plot's topmost label is near
}

float draw_lives_key(const LogDomainScene& scene, float y, bool measure_only) {
  if (!scene.context.narrow) return 0.0F;
  LegendFlow flow{scene, scene.context.min.x, 0.0F};
  flow.y = y + 0.5F * flow.line();
  for (const Life& life : lives(scene)) {
    const std::string_view word = life.words.in(scene.context.language);
    const float at = flow.next(word);
    if (measure_only) continue;
    draw_stretch(scene, {at, flow.y - 5.0F}, {at + flow.sample, flow.y + 5.0F}, life);
    flow.word(at, word, scene.context.paint.colors().ink2);
  }
  return flow.y + 0.5F * flow.line() - y;
}

LineLook LogDomainScene::look() const {
  LineLook look;
  look.tick_em = context.sizes.tick;
  look.tick_gap = context.narrow ? 6.0F : 8.0F;
  look.opacity = context.opacity;
  look.background = context.background;
  return look;
}

void set_log_domain_axes(LogDomainScene& scene) {
  scene.plot.x = fixed_axis(0.0, std::max(1, scene.params.count), scene.context.narrow ? 4 : 8);
  std::erase_if(scene.plot.x.ticks,
                [](const Tick& tick) { return tick.position != std::round(tick.position); });
  double lo = 0.0;
  if (!scene.empty()) {
    const LogDomainReport& r = *scene.report;
    for (const auto* values : {&r.product, &r.log_sums, &r.theory, &r.theory_lo}) {
      for (const double value : *values) {
        if (std::isfinite(value)) lo = std::min(lo, value);
      }
    }
  }
  scene.plot.y = exponent_axis(lo, 0.0);
}

void draw_log_product(const LogDomainScene& scene) {
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
                            std::string(format_name(static_cast<int>(scene.params.format)));
  const float room = plot.max.x - context.min.x - paint.width(said, quiet) - 12.0F;
  if (said.empty() || room > paint.width(title, {context.sizes.text, 0, Weight::semibold})) {
    draw_title(scene, scene.title, title);
  }
  paint.text(plot.max.x, scene.title, said, quiet, Align::right);
  draw_log_domain_key(scene, scene.title + 12.0F);
  if (scene.empty()) return;
  const LogDomainReport& r = *scene.report;
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

void draw_format_lives(const LogDomainScene& scene) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const LinePlot& plot = scene.plot;
  draw_title(scene, scene.bars - 14.0F, strings::log_domain_lives.in(context.language));
  if (context.narrow) {
    draw_lives_key(scene, scene.bars + bars_height + 6.0F);
  } else {
    draw_lives_legend(scene, scene.bars - 14.0F);
  }
  if (scene.empty()) return;
  const double count = scene.params.count;
  const std::vector<Life> all = lives(scene);
  for (std::size_t f = 0; f < scene.report->formats.size(); ++f) {
    const LogDomainFormat& row = scene.report->formats[f];
    const float y = scene.bars + log_domain_bar * static_cast<float>(f);
    const bool chosen = row.format == static_cast<int>(scene.params.format);
    paint.text(context.min.x, y + 0.5F * log_domain_bar, format_name(row.format),
               {context.sizes.tick, chosen ? colors.ink : colors.ink2,
                chosen ? Weight::semibold : Weight::regular});
    // A step is the first factor after which something holds; 0 is never.
    const auto end = [count](std::uint64_t step) {
      return step == 0 ? count : std::min(count, static_cast<double>(step));
    };
    const double ends[] = {end(row.run.idle_at), end(row.run.subnormal_at), end(row.run.zero_at),
                           count};
    double from = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const float x0 = plot.x_of(from);
      const float x1 = plot.x_of(std::max(from, ends[i]));
      if (x1 > x0) draw_stretch(scene, {x0, y + 3.0F}, {x1, y + log_domain_bar - 3.0F}, all[i]);
      from = std::max(from, ends[i]);
    }
  }
}

}  // namespace initlab::ui
