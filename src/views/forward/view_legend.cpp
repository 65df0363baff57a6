#include <algorithm>
#include <cmath>
#include <iterator>

#include "text/sentence.h"
#include "text/strings.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
namespace {

std::string band_progress(Language words, std::uint64_t done, std::uint64_t total) {
  return fill(strings::label_band_progress,
              {Slot("done", std::to_string(done)), Slot("total", std::to_string(total))})
      .in(words);
}

}  // namespace

float legend_margin(const Scene& scene) {
  const Language words = scene.language;
  const std::uint64_t seeds = scene.report == nullptr ? 20 : scene.report->sweep_total;
  std::vector<std::string> texts = {band_progress(words, seeds, seeds)};
  for (const Words& label :
       {strings::label_measured, strings::label_theory, strings::label_quartiles,
        strings::label_band_over_seeds, strings::label_band_thin, strings::label_saturated,
        strings::label_dead}) {
    texts.emplace_back(label.in(words));
  }
  return legend_margin(scene.context, texts);
}

void draw_legend(const Scene& scene, float y0, float y1, const Axis& axis, const Series& series) {
  using Sign = LegendLine::Sign;
  const Language words = scene.language;
  const bool has_theory =
      std::any_of(series.theory.begin() + (series.theory.empty() ? 0 : 1), series.theory.end(),
                  [](double v) { return std::isfinite(v); });
  const float thickness = band_height(series, axis, y1 - y0);
  const bool band_pending =
      scene.report != nullptr && scene.report->sweep_done < scene.report->sweep_total;

  std::vector<LegendLine> lines = {
      {Sign::measured, std::string(strings::label_measured.in(words))}};
  std::ranges::move(pinned_legend(scene.context), std::back_inserter(lines));
  if (!series.median.empty()) {
    lines.push_back({Sign::quartiles, std::string(strings::label_quartiles.in(words))});
  }
  if (has_theory) lines.push_back({Sign::theory, std::string(strings::label_theory.in(words))});
  const bool has_band = has_theory && (thickness > 0.0F || band_pending);
  if (has_band && scene.context.narrow) {  // no room for notes on a phone
    lines.back().text.append("  ").append(strings::label_band.in(words));
  } else if (has_band) {
    lines.push_back({Sign::band, std::string(strings::label_band.in(words))});
    if (band_pending) {
      lines.push_back(
          {Sign::note, band_progress(words, scene.report->sweep_done, scene.report->sweep_total)});
    } else {
      const Words& note =
          thickness < 3.0F ? strings::label_band_thin : strings::label_band_over_seeds;
      lines.push_back({Sign::note, std::string(note.in(words))});
    }
  }
  const double last = series.measured.empty() ? 0.5 : axis.share(series.measured.back());
  draw_layer_legend(columns_of(scene), lines, y0, y1, last, scene.preview());
}

}  // namespace initlab::forward
