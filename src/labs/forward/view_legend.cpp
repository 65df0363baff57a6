#include <algorithm>
#include <cmath>

#include "labs/forward/view_parts.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::ui {

void draw_legend(const ForwardScene& scene, float y0, float y1, const Axis& axis,
                 const Series& series) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const bool outside = scene.grid.right() + 70.0F < context.min.x + context.width;
  const float em = context.sizes.tick;
  const bool has_theory =
      std::any_of(series.theory.begin() + (series.theory.empty() ? 0 : 1), series.theory.end(),
                  [](double v) { return std::isfinite(v); });
  const float thickness = band_height(series, axis, y1 - y0);
  const bool band_pending =
      scene.report != nullptr && scene.report->sweep_done < scene.report->sweep_total;

  enum class Key { none, dot, line, band, diamond, bar };
  struct Line {
    Key key;
    std::string text;
    TextStyle style;
  };
  std::vector<Line> lines;
  const auto add = [&](Key key, const Words& text, ImU32 color) {
    lines.push_back({key, std::string(text.in(words)), {em, color}});
  };
  add(Key::dot, strings::label_measured, colors.data);
  lines.back().style.weight = Weight::semibold;
  if (!series.pinned.empty()) add(Key::diamond, strings::label_pinned, colors.other_run);
  if (!series.median.empty()) add(Key::bar, strings::label_quartiles, colors.ink2);
  if (has_theory) add(Key::line, strings::label_theory, colors.ink2);
  const bool has_band = has_theory && (thickness > 0.0F || band_pending);
  if (has_band && context.narrow) {  // no room for notes on a phone
    lines.back().text.append("  ").append(strings::label_band.in(words));
  } else if (has_band) {
    add(Key::band, strings::label_band, colors.ink2);
    if (band_pending) {
      lines.push_back({Key::none,
                       fill(strings::label_band_progress,
                            {Slot("done", std::to_string(scene.report->sweep_done)),
                             Slot("total", std::to_string(scene.report->sweep_total))})
                           .in(words),
                       {em, colors.ink3}});
    } else {
      const Words& note =
          thickness < 3.0F ? strings::label_band_thin : strings::label_band_over_seeds;
      add(Key::none, note, colors.ink3);
    }
  }

  const float line = outside ? 20.0F : 19.0F;
  float wide = 0.0F;
  for (const Line& entry : lines) wide = std::max(wide, paint.width(entry.text, entry.style));
  float x = scene.grid.right() + 9.0F;
  float y = y0 + 10.0F;
  const double last = series.measured.empty() ? 0.5 : axis.share(series.measured.back());
  const float block = line * static_cast<float>(lines.size() - 1);
  if (outside) {
    const float end =
        y1 - static_cast<float>(std::isfinite(last) ? std::clamp(last, 0.0, 1.0) : 0.5) * (y1 - y0);
    y = std::max(y0 + 6.0F, std::min(end, y1 - block - 4.0F));
  } else {
    // The corner that the curve leaves empty.
    x = scene.grid.right() - wide - 22.0F;
    if (last > 0.6) y = y1 - block - 14.0F;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const float at = y + line * static_cast<float>(i);
    switch (lines[i].key) {
      case Key::none:
        break;
      case Key::dot:
        paint.data_point({x, at}, 4.5F, scene.preview(), colors.data, context.background);
        break;
      case Key::line:
        paint.horizontal(x - 6.0F, x + 6.0F, at - 1.0F, colors.theory, 2.0F);
        break;
      case Key::band:
        paint.fill({x - 6.0F, at - 6.0F}, {x + 6.0F, at + 6.0F}, colors.band);
        break;
      case Key::diamond:
        paint.mark(Mark::diamond, {x, at}, 5.0F, colors.other_run);
        break;
      case Key::bar:
        paint.fill({x - 1.5F, at - 7.0F}, {x + 1.5F, at + 7.0F}, faded(colors.data, 0.6F));
        paint.horizontal(x - 5.0F, x + 5.0F, at, faded(colors.data, 0.6F), 2.0F);
        break;
    }
    if (outside) {
      paint.text(x + 12.0F, at, lines[i].text, lines[i].style);
    } else {
      paint.text_over(x + 12.0F, at, lines[i].text, lines[i].style, Align::left,
                      faded(context.background, 0.8F));
    }
  }
}

float draw_warnings(const ForwardScene& scene, float y, bool measure_only) {
  if (scene.report == nullptr) return 0.0F;
  const ViewContext& context = scene.context;
  const Palette& colors = context.paint.colors();
  const TextStyle style{context.sizes.text, faded(colors.ink2, context.opacity)};
  constexpr float indent = 20.0F;
  const float line = 1.4F * context.sizes.text;
  float height = 0.0F;
  for (const Sentence& warning : scene.report->warnings) {
    const float first = y + height + 12.0F + 0.5F * line;
    if (!measure_only) {
      context.paint.mark(Mark::diamond, {context.min.x + 6.0F, first}, 5.0F, colors.warn);
    }
    const int lines =
        context.paint.paragraph(context.min.x + indent, first, context.width - indent, line,
                                warning.in(scene.language), style, measure_only);
    height += 12.0F + line * static_cast<float>(std::max(1, lines));
  }
  return height;
}

}  // namespace initlab::ui
