#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "labs/forward/view_parts.h"
#include "text/number_format.h"
#include "text/strings.h"

namespace initlab::ui {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double zero_worth_a_row = 0.005;

std::string percent(double fraction) {
  return std::isfinite(fraction) ? fixed_number(100.0 * fraction, 1) : "NaN";
}

bool any_layer(const ForwardScene& scene, bool (*test)(const LayerResult&)) {
  return scene.report != nullptr &&
         std::any_of(scene.report->layers.begin(), scene.report->layers.end(), test);
}

template <class Get>
std::vector<double> by_layer(const ForwardScene& scene, Get get) {
  std::vector<double> values;
  for (int i = 0; i < scene.grid.columns; ++i) {
    const LayerResult* layer = scene.layer(i);
    values.push_back(layer == nullptr ? unknown : get(*layer));
  }
  return values;
}

template <class Get>
std::vector<double> theory_by_layer(const ForwardScene& scene, Get get) {
  return by_layer(scene, [&](const LayerResult& layer) {
    return layer.theory ? get(*layer.theory) : unknown;
  });
}

}  // namespace

const LayerResult* ForwardScene::layer(int index) const {
  if (report == nullptr || index < 0 || index > static_cast<int>(report->layers.size())) return nullptr;
  return index == 0 ? &report->input : &report->layers[static_cast<std::size_t>(index - 1)];
}

void choose_lanes(ForwardScene& scene) {
  scene.saturation = saturation_bounds({scene.params.act, scene.params.slope});
  scene.zero_lane = scene.params.act == Activation::relu ||
                    any_layer(scene, [](const LayerResult& l) { return l.zero_fraction >= zero_worth_a_row; });
}

Series std_series(const ForwardScene& scene) {
  return {by_layer(scene, [](const LayerResult& l) { return l.std; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std_lo; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std_hi; })};
}

Series mean_series(const ForwardScene& scene) {
  return {by_layer(scene, [](const LayerResult& l) { return l.mean; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean_lo; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean_hi; })};
}

Axis std_axis(const ForwardScene& scene, const Series& series, int most_ticks) {
  std::vector<double> values = series.measured;
  values.insert(values.end(), series.theory.begin(), series.theory.end());
  values.insert(values.end(), series.hi.begin(), series.hi.end());
  return scene.log_std ? log_axis(values, most_ticks) : linear_axis(values, most_ticks);
}

Axis mean_axis(const Series& series, int most_ticks) { return linear_axis(series.all(), most_ticks); }

std::vector<TableRow> table_rows(const ForwardScene& scene) {
  using Look = TableRow::Look;
  std::vector<TableRow> rows = {
      {strings::label_std, Look::measured, [](const LayerResult& l) { return table_number(l.std); }},
      {strings::label_theory, Look::quiet,
       [](const LayerResult& l) { return l.theory ? table_number(l.theory->std) : std::string(); }},
      {strings::label_z, Look::quiet,
       [](const LayerResult& l) {
         return l.theory && std::isfinite(l.theory->z) ? signed_number(l.theory->z) : std::string();
       },
       [](const LayerResult& l) { return l.theory && std::abs(l.theory->z) > 2.0; }},
      {strings::label_mean, Look::plain, [](const LayerResult& l) { return table_number(l.mean); }},
  };
  if (scene.saturation) {
    rows.push_back({strings::label_saturated_percent, Look::alarm,
                    [](const LayerResult& l) { return l.layer == 0 ? "" : percent(l.saturated_fraction); }});
  }
  if (scene.zero_lane) {
    rows.push_back({strings::label_zero_percent, Look::plain,
                    [](const LayerResult& l) { return l.layer == 0 ? "" : percent(l.zero_fraction); }});
    rows.push_back({strings::label_dead_percent, Look::bold,
                    [](const LayerResult& l) { return l.layer == 0 ? "" : percent(l.dead_fraction); }});
  }
  const auto broken = [](const LayerResult& l) { return l.nan_fraction > 0.0 || l.infinite_fraction > 0.0; };
  if (any_layer(scene, broken)) {
    rows.push_back({strings::label_not_finite, Look::alarm, [](const LayerResult& l) {
                      return percent(l.nan_fraction + l.infinite_fraction);
                    }});
  }
  return rows;
}

TextStyle cell_style(const ForwardScene& scene, const TableRow& row, const LayerResult& layer,
                     std::string_view text) {
  const Palette& colors = scene.context.paint.colors();
  TextStyle style{scene.context.sizes.text, colors.ink};
  if (layer.layer == 0) {
    style.color = colors.ink3;
  } else {
    switch (row.look) {
      case TableRow::Look::measured:
        style = {style.em, colors.data, Weight::semibold};
        break;
      case TableRow::Look::quiet:
        style.color = colors.ink2;
        break;
      case TableRow::Look::alarm:
        // A saturated or broken share is worth its colour from one percent on.
        if (text != "0.0") style = {style.em, colors.alarm, Weight::semibold};
        break;
      case TableRow::Look::bold:
        style.weight = Weight::semibold;
        break;
      case TableRow::Look::plain:
        break;
    }
  }
  if (row.emphasis != nullptr && row.emphasis(layer)) style = {style.em, colors.ink, Weight::semibold};
  if (text == "NaN" || text == "Inf" || text == "-Inf") style = {style.em, colors.alarm, Weight::semibold};
  style.color = faded(style.color, scene.context.opacity < 1.0F ? 0.5F : 1.0F);
  return style;
}

std::vector<int> shown_layers(const ForwardScene& scene, int step) {
  std::vector<int> shown;
  const int active = scene.active();
  for (int layer = 0; layer < scene.grid.columns; ++layer) {
    const bool near_active = active >= 0 && layer != active && std::abs(layer - active) < step;
    if (layer == active || (scene.grid.labelled(layer, step) && !near_active)) shown.push_back(layer);
  }
  return shown;
}

std::vector<float> bar_shares(const HistogramResult& histogram, int most) {
  double total = static_cast<double>(histogram.below) + static_cast<double>(histogram.above);
  for (std::uint64_t count : histogram.counts) total += static_cast<double>(count);
  const auto bins = static_cast<int>(histogram.counts.size());
  const int group = std::max(1, (bins + std::max(1, most) - 1) / std::max(1, most));
  std::vector<float> shares;
  for (int first = 0; first < bins; first += group) {
    double count = 0.0;
    for (int i = first; i < std::min(bins, first + group); ++i) {
      count += static_cast<double>(histogram.counts[static_cast<std::size_t>(i)]);
    }
    shares.push_back(total > 0.0 ? static_cast<float>(count / total) : 0.0F);
  }
  return shares;
}

}  // namespace initlab::ui
