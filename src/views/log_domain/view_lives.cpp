// The bars of the formats, and what lines and fills are.
#include <algorithm>

#include "text/strings.h"
#include "views/log_domain/view_parts.h"

namespace initlab::log_domain {
namespace {

struct Life {
  Words words;
  ImU32 color;
  bool hatched;
};

/// What a stretch of a format's bar means, in order.
std::vector<Life> lives(const Scene& scene) {
  const Palette& colors = scene.context.paint.colors();
  const float opacity = scene.context.opacity;
  return {{strings::log_domain_moves, faded(colors.data, opacity), false},
          {strings::log_domain_number, faded(colors.theory, 0.45F * opacity), false},
          {strings::log_domain_digits, faded(colors.theory, 0.9F * opacity), true},
          {strings::log_domain_nothing, faded(colors.alarm, 0.85F * opacity), false}};
}

void draw_stretch(const Scene& scene, ImVec2 min, ImVec2 max, const Life& life) {
  if (life.hatched) {
    scene.context.paint.hatch(min, max, life.color);
  } else {
    scene.context.paint.fill(min, max, life.color);
  }
}

void draw_lives_legend(const Scene& scene, float y) {
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
  const Scene& scene;
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

float draw_key(const Scene& scene, float y, bool measure_only) {
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

float draw_lives_key(const Scene& scene, float y, bool measure_only) {
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

void draw_format_lives(const Scene& scene) {
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
    const Format& row = scene.report->formats[f];
    const float y = scene.bars + bar_row * static_cast<float>(f);
    const bool chosen = row.format == static_cast<int>(scene.params.format);
    paint.text(context.min.x, y + 0.5F * bar_row, short_format_name(row.format),
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
      if (x1 > x0) draw_stretch(scene, {x0, y + 3.0F}, {x1, y + bar_row - 3.0F}, all[i]);
      from = std::max(from, ends[i]);
    }
  }
}

}  // namespace initlab::log_domain
