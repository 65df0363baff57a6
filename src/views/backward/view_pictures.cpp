#include <algorithm>
#include <cmath>
#include <iterator>

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/backward/view_parts.h"

namespace initlab::backward {
namespace {

constexpr float lane_room = 16.0F;

/// The format's smallest or largest number: a dashed line, or an arrow at the edge it is beyond.
void draw_limit(const Scene& scene, float y0, float y1, const Axis& axis, double limit,
                const Words& label) {
  const ViewContext& context = scene.columns.context;
  const Painter& paint = context.paint;
  const LayerGrid& grid = scene.columns.grid;
  const double share = axis.share(limit);
  if (!std::isfinite(share)) return;
  const std::string_view format =
      number_format_choices()[static_cast<std::size_t>(scene.params.format)].label.en;
  std::string text = fill(label, {{"f", format}, {"x", with_minus_signs(brief_number(limit, 3))}})
                         .in(scene.language());
  const ImU32 ink = faded(paint.colors().ink2, context.opacity);
  float y = y1 - static_cast<float>(std::clamp(share, 0.0, 1.0)) * (y1 - y0);
  const bool inside = share >= 0.0 && share <= 1.0;
  if (inside) {
    paint.dashed(grid.left, grid.right(), y, ink);
    y += share > 0.9 ? 11.0F : -11.0F;
  } else {
    text = (share > 1.0 ? "\u2191 " : "\u2193 ") + text;
    y += share > 1.0 ? 9.0F : -9.0F;
  }
  // At the end whose dots are further off; on a phone the right one is the legend's.
  const auto distance = [&](int column) {
    const Layer* layer = scene.layer(column);
    const double at = layer == nullptr ? 0.5 : axis.share(layer->grad_rms);
    return std::fabs(at - std::clamp(share, 0.0, 1.0));
  };
  const bool right = !context.narrow && distance(grid.columns - 1) > distance(1);
  paint.text_over(right ? grid.right() - 8.0F : grid.left + 8.0F, y, text,
                  {context.sizes.tick, ink}, right ? Align::right : Align::left,
                  faded(context.background, 0.8F));
}

/// Ticks at whole powers of ten, at most four of them.
Axis exponent_axis(double lo, double hi) {
  Axis axis = fixed_axis(lo, hi, 3);
  if (!(hi > lo) || !std::isfinite(lo) || !std::isfinite(hi)) return axis;
  axis.ticks.clear();
  const double step = std::max(1.0, std::ceil((hi - lo) / 3.0));
  for (double at = std::ceil(lo); at <= hi + 1e-9; at += step) {
    axis.ticks.push_back({at, power_label(static_cast<int>(at))});
  }
  return axis;
}

void draw_lane_labels(const Scene& scene, float y0, float y1) {
  const ViewContext& context = scene.columns.context;
  const LayerGrid& grid = scene.columns.grid;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const float em = context.sizes.tick;
  if (has_zero_lane(scene)) {
    paint.text(grid.left - series_look(scene).tick_gap, y1 + 14.0F, "0", {em, colors.ink3},
               Align::right);
  }
  if (grid.right() + 70.0F > context.min.x + context.width) return;
  const float x = grid.right() + 4.0F;
  if (has_infinite_lane(scene)) {
    paint.text(x, y0 - 8.0F, "Inf, NaN", {em, colors.alarm, Weight::semibold});
  }
  if (!has_zero_lane(scene)) return;
  const ImVec2 at{x + 1.0F, y1 + 9.0F};
  paint.hatch(at, {at.x + 10.0F, at.y + 10.0F}, colors.ink);
  paint.text(x + 17.0F, at.y + 5.0F, strings::label_zero.in(scene.language()), {em, colors.ink2});
  paint.fill({at.x, at.y + 17.0F}, {at.x + 10.0F, at.y + 27.0F}, colors.ink);
  paint.text(x + 17.0F, at.y + 22.0F, strings::label_flushed_short.in(scene.language()),
             {em, colors.ink, Weight::semibold});
}

double share_of(std::uint64_t part, const Layer& layer, double total) {
  return total > 0.0 && layer.layer > 0 ? static_cast<double>(part) / total : 0.0;
}

double histogram_total(const GradientHistogram& h) {
  double total = static_cast<double>(h.below) + static_cast<double>(h.above) +
                 static_cast<double>(h.zero) + static_cast<double>(h.not_finite);
  for (const std::uint64_t count : h.counts) total += static_cast<double>(count);
  return total;
}

}  // namespace

float lanes_below(const Scene& scene) { return has_zero_lane(scene) ? 20.0F : 0.0F; }
float lanes_above(const Scene& scene) { return has_infinite_lane(scene) ? lane_room : 0.0F; }

void draw_gradient(const Scene& scene, float y0, float y1, const Axis& axis, const Series& series) {
  const ViewContext& context = scene.columns.context;
  SeriesLook look = series_look(scene);
  look.label_every = context.narrow && axis.hi - axis.lo > 4.0 ? 2 : 1;
  draw_series(context.paint, y0, y1, scene.columns.grid, axis, series, look);
  context.paint.horizontal(scene.columns.grid.left, scene.columns.grid.right(), y1,
                           context.paint.colors().axis);
  if (scene.report == nullptr || !scene.report->limits) return;
  draw_limit(scene, y0, y1, axis, scene.report->limits->smallest, strings::label_format_smallest);
  draw_limit(scene, y0, y1, axis, scene.report->limits->largest, strings::label_format_largest);
}

void draw_gradient_legend(const Scene& scene, float y0, float y1, const Axis& axis,
                          const Series& series) {
  using Sign = LegendLine::Sign;
  std::vector<LegendLine> lines = {
      {Sign::measured, std::string(strings::label_measured.in(scene.language()))}};
  std::ranges::move(pinned_legend(scene.columns.context), std::back_inserter(lines));
  if (!series.median.empty()) {
    lines.push_back({Sign::quartiles, std::string(strings::label_quartiles.in(scene.language()))});
  }
  const bool has_theory = std::any_of(series.theory.begin(), series.theory.end(),
                                      [](double v) { return std::isfinite(v); });
  if (has_theory)
    lines.push_back({Sign::theory, std::string(strings::label_theory.in(scene.language()))});
  const double last = series.measured.empty() ? 0.5 : axis.share(series.measured.back());
  draw_layer_legend(scene.columns, lines, y0, y1, last, scene.preview());
}

void draw_gradient_callout(const Scene& scene, float y0, float y1, const Axis& axis,
                           const Series& series) {
  const int column = scene.columns.active();
  const Layer* layer = scene.layer(column);
  if (layer == nullptr) return;
  const Palette& colors = scene.columns.context.paint.colors();
  const Language words = scene.language();
  const float em = scene.columns.context.sizes.text;
  const auto precise = [](double value) { return with_minus_signs(precise_number(value)); };
  const TextStyle quiet{em, colors.ink2};
  Callout callout{column,
                  fill(strings::label_layer_number, {{"layer", std::to_string(column)}}).in(words),
                  grouped_count(layer->fan_in) + " \u2192 " + grouped_count(layer->fan_out),
                  {}};
  callout.lines.push_back({strings::label_gradient.in(words),
                           precise(layer->grad_rms),
                           {em, colors.data, Weight::semibold}});
  if (layer->theory) {
    callout.lines.push_back(
        {strings::label_theory.in(words), precise(layer->theory->grad_rms), quiet});
  }
  for (const PinnedRun& run : scene.columns.context.pinned) {
    const Layer* other = pinned_layer(run, column);
    if (other == nullptr) continue;
    callout.lines.push_back(
        {run.name, precise(other->grad_rms), {em, pin_look(colors, run.slot).color}});
  }
  callout.lines.push_back(
      {strings::label_weight_gradient.in(words), precise(layer->weight_grad_norm), quiet});
  callout.lines.push_back(
      {strings::label_derivative_median.in(words), precise(layer->derivative_median), quiet});
  std::vector<double> places;
  places.reserve(series.measured.size());
  for (const double value : series.measured) places.push_back(axis.share(value));
  draw_layer_callout(scene.columns, callout, places, y0, y1);
}

void draw_gradient_histograms(const Scene& scene, float y0, float y1) {
  const LayerColumns& columns = scene.columns;
  const Painter& paint = columns.context.paint;
  double lo = scene.params.hist_lo;
  double hi = scene.params.hist_hi;
  if (const Layer* first = scene.layer(1)) {
    lo = first->grad_histogram.lo;
    hi = first->grad_histogram.hi;
  }
  draw_axis(paint, y0, y1, columns.grid, exponent_axis(lo, hi), series_look(scene));
  const bool zeros = has_zero_lane(scene);
  const bool infinite = has_infinite_lane(scene);
  for (int column = 1; column < columns.grid.columns; ++column) {
    const Layer* layer = scene.layer(column);
    if (layer == nullptr) continue;
    const double total = histogram_total(layer->grad_histogram);
    draw_column_shares(columns, column, gradient_shares(*layer, most_bars(columns, y1 - y0)), y0,
                       y1);
    draw_column_outside(columns, column, y0, y1,
                        share_of(layer->grad_histogram.above, *layer, total), true);
    draw_column_outside(columns, column, y0, y1,
                        share_of(layer->grad_histogram.below, *layer, total), false);
    if (zeros) {
      draw_hatched_lane(columns, column, y1 + 10.0F, layer->grad_zero_fraction,
                        layer->flushed_fraction);
    }
    if (infinite) {
      draw_column_lane(columns, column, y0 - 12.0F,
                       layer->grad_infinite_fraction + layer->grad_nan_fraction,
                       paint.colors().alarm);
    }
  }
  draw_lane_labels(scene, y0, y1);
}

}  // namespace initlab::backward
