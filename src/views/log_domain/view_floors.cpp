// The formats' smallest numbers, as lines across the plot.
#include <algorithm>
#include <cmath>
#include <span>

#include "core/numbers/number_formats.h"
#include "core/numbers/sort_few.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/label_place.h"
#include "views/log_domain/view_parts.h"

namespace initlab::log_domain {
namespace {

struct Floor {
  int format;
  float y;
};

/// The smallest numbers of the chosen format and of the usual ones that lie within the plot, from
/// the top.
std::vector<Floor> floors(const Scene& scene) {
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
  sort_few(std::span(found), [](const Floor& a, const Floor& b) { return a.y < b.y; });
  return found;
}

/// Where a label of this height is on no curve.
FreeStrip strip_at(const Scene& scene, float y, float half) {
  const LinePlot& plot = scene.plot;
  const Report& r = *scene.report;
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

}  // namespace

/// Lines, and the names on them, or above and below where two lines are close together (bf16 and
/// fp32), where no curve passes; the format alone where its value has no room. The chosen format's
/// name has its place before the others. A line that cannot be named is left out.
void draw_floors(const Scene& scene) {
  const LinePlot& plot = scene.plot;
  const Painter& paint = scene.context.paint;
  const LineLook look = scene.look();
  const std::vector<Floor> lines = floors(scene);
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
  struct Name {
    float x, y;
    std::string text;
  };
  const TextStyle style{look.tick_em, faded(paint.colors().ink3, look.opacity)};
  std::vector<Name> names;
  for (const PlacedLabel& label :
       place_end_labels(wishes, plot.min.y, plot.max.y, height, 0.8F * height)) {
    const int format = lines[order[label.index]].format;
    const double least = facts(static_cast<NumberFormat>(format)).smallest;
    const std::string whole =
        fill(strings::log_domain_floor,
             {{"f", short_format_name(format)}, {"m", with_minus_signs(brief_number(least, 2))}})
            .in(scene.context.language);
    // With the dots' radius around it.
    const std::vector<FreeStrip::Room> rooms =
        strip_at(scene, label.y, 0.5F * height + 4.0F).rooms();
    for (const std::string& text : {whole, std::string(short_format_name(format))}) {
      const float wide = paint.width(text, style) + 12.0F;
      const float x = place_at_end(rooms, wide, true);
      if (x < 0.0F) continue;
      draw_plot_limit(paint, plot, std::log10(least), look);
      names.push_back({x + 6.0F, label.y, text});
      break;
    }
  }
  for (const Name& name : names) {
    paint.text_over(name.x, name.y, name.text, style, Align::left, look.background);
  }
}

}  // namespace initlab::log_domain
