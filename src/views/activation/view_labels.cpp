// The learning zone behind the curves, and what is written among them.
#include <algorithm>
#include <cmath>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/label_place.h"
#include "views/activation/view_parts.h"

namespace initlab::activation {
namespace {

constexpr float edge = 4.0F;  // between a label and the plot's border, or a curve
constexpr float key_width = 26.0F;
constexpr float name_gap = 12.0F;

TextStyle name_style(const Scene& scene, std::size_t f) {
  return {scene.context.sizes.tick, function_style(scene, f).color, Weight::semibold};
}

float name_width(const Scene& scene, std::size_t f, int act) {
  return key_width + 4.0F +
         scene.context.paint.width(activation_name(scene, act), name_style(scene, f));
}

/// A sample of the function's line and its name.
void draw_name(const Scene& scene, float x, float y, std::size_t f, int act) {
  const CurveStyle look = function_style(scene, f);
  const Painter& paint = scene.context.paint;
  draw_line_sample(paint, x, x + key_width, y, look.color, look.thickness, look.dashes);
  paint.text(x + key_width + 4.0F, y, activation_name(scene, act), name_style(scene, f));
}

/// Half the height that a label keeps for itself.
float half_label(const Scene& scene) { return 0.6F * scene.context.sizes.tick + 2.0F; }

/// The strip of a plot in which a label stands whose middle is at y; `values` are the curves there.
FreeStrip strip_at(const Scene& scene, const LinePlot& plot, std::vector<double> Curves::* values,
                   float y) {
  FreeStrip strip(plot.min.x, plot.max.x, y - half_label(scene), y + half_label(scene));
  const std::vector<double>& z = scene.report->z;
  for (const Curves& curves : scene.report->curves) {
    const std::vector<double>& curve = curves.*values;
    for (std::size_t i = 1; i < std::min(z.size(), curve.size()); ++i) {
      strip.cross(plot.x_of(z[i - 1]), plot.y_of(curve[i - 1]), plot.x_of(z[i]),
                  plot.y_of(curve[i]));
    }
  }
  return strip;
}

std::vector<float> grid_lines(const LinePlot& plot) {
  std::vector<float> lines;
  for (const Tick& tick : plot.y.ticks) {
    const double share = (tick.position - plot.y.lo) / (plot.y.hi - plot.y.lo);
    lines.push_back(plot.max.y - static_cast<float>(share) * (plot.max.y - plot.min.y));
  }
  return lines;
}

/// A label's place: in the row that holds most of it between two x.
struct RowLabel {
  float x = -1.0F;
  float y = 0.0F;
  float inside = -1.0F;
};

RowLabel place_in_rows(const Scene& scene, const LinePlot& plot,
                       std::vector<double> Curves::* values, const std::vector<float>& rows,
                       float wide, float from, float to) {
  RowLabel best;
  for (const float y : rows) {
    RowLabel label{-1.0F, y, -1.0F};
    const FreeStrip strip = strip_at(scene, plot, values, y);
    label.x = place_in_rooms(strip.rooms(), wide, from, to, label.inside);
    if (label.inside > best.inside) best = label;
  }
  return best;
}

/// Among the curves, or where these are everywhere at the right of the plot's title, unless the
/// pointer's reading is there.
void draw_free_label(const Scene& scene, const LinePlot& plot, const RowLabel& place,
                     std::string_view text, const TextStyle& style) {
  if (place.inside >= 0.0F) {
    scene.context.paint.text(place.x + edge, place.y, text, style);
  } else if (scene.hovered_z < 0) {
    scene.context.paint.text(plot.max.x, plot.min.y - title_above, text, style, Align::right);
  }
}

}  // namespace

void draw_zone(const Scene& scene) {
  const Curves& first = scene.report->curves.front();
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

float draw_legend(const Scene& scene, float y, bool measure_only) {
  const std::vector<int> acts = shown_activations(scene);
  if (acts.size() < 2) return 0.0F;
  const ViewContext& context = scene.context;
  const float line = 1.5F * context.sizes.tick;
  float x = context.min.x;
  float middle = y + 0.5F * line;
  for (std::size_t f = 0; f < acts.size(); ++f) {
    const float wide = name_width(scene, f, acts[f]);
    if (x > context.min.x && x + wide > context.min.x + context.width) {
      x = context.min.x;
      middle += line;
    }
    if (!measure_only) draw_name(scene, x, middle, f, acts[f]);
    x += wide + name_gap;
  }
  return middle + 0.5F * line - y;
}

void draw_zone_label(const Scene& scene) {
  const ViewContext& context = scene.context;
  const LinePlot& plot = scene.phi;
  const Curves& first = scene.report->curves.front();
  if (first.zone_lo.empty() || first.zone_hi.empty()) return;
  const std::string text = fill(strings::activation_zone,
                                {{"t", with_minus_signs(brief_number(scene.params.threshold, 3))}})
                               .in(context.language);
  const TextStyle style{context.sizes.tick, faded(context.paint.colors().good, context.opacity)};
  const float wide = context.paint.width(text, style) + 2.0F * edge;
  const float from = std::clamp(plot.x_of(first.zone_lo[0]), plot.min.x, plot.max.x);
  const float to = std::clamp(plot.x_of(first.zone_hi[0]), plot.min.x, plot.max.x);
  if (!std::isfinite(from) || !std::isfinite(to)) return;
  const RowLabel best = place_in_rows(
      scene, plot, &Curves::phi,
      rows_between(grid_lines(plot), plot.min.y, plot.max.y, half_label(scene)), wide, from, to);
  draw_free_label(scene, plot, best, text, style);
}

void draw_inputs_label(const Scene& scene) {
  const ViewContext& context = scene.context;
  const LinePlot& plot = scene.derivative;
  const std::string text =
      fill(strings::activation_inputs, {{"s", brief_number(scene.params.std, 3)}})
          .in(context.language);
  const TextStyle style{context.sizes.tick, faded(context.paint.colors().ink3, context.opacity)};
  const float wide = context.paint.width(text, style) + 2.0F * edge;
  std::vector<float> lines = grid_lines(plot);
  lines.push_back(plot.y_of(scene.params.threshold));
  // As far to the left as the curves let it.
  const RowLabel best =
      place_in_rows(scene, plot, &Curves::derivative,
                    rows_between(lines, plot.min.y, plot.max.y, half_label(scene)), wide,
                    plot.min.x + edge, plot.max.x);
  draw_free_label(scene, plot, best, text, style);
}

}  // namespace initlab::activation
