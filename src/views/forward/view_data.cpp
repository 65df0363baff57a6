#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "labs/forward/lab.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "views/forward/view_parts.h"

namespace initlab::forward {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double zero_worth_a_row = 0.005;

std::string percent(double fraction) {
  return std::isfinite(fraction) ? fixed_number(100.0 * fraction, 1) : "NaN";
}

bool any_layer(const Scene& scene, bool (*test)(const LayerResult&)) {
  return scene.report != nullptr &&
         std::any_of(scene.report->layers.begin(), scene.report->layers.end(), test);
}

double histogram_total(const HistogramResult& histogram) {
  double total = static_cast<double>(histogram.below) + static_cast<double>(histogram.above);
  for (std::uint64_t count : histogram.counts) total += static_cast<double>(count);
  return total;
}

/// Input and layers of a report; null when there is none of that index.
const LayerResult* layer_of(const Report& report, int index) {
  if (index < 0 || index > static_cast<int>(report.layers.size())) return nullptr;
  return index == 0 ? &report.input : &report.layers[static_cast<std::size_t>(index - 1)];
}

/// Empty before the first result: what has not been measured is not NaN.
template <class Get>
std::vector<double> by_layer(const Report* report, int columns, Get get) {
  std::vector<double> values;
  if (report == nullptr || report->layers.empty()) return values;
  for (int i = 0; i < columns; ++i) {
    const LayerResult* layer = layer_of(*report, i);
    values.push_back(layer == nullptr ? unknown : get(*layer));
  }
  return values;
}

template <class Get>
std::vector<double> by_layer(const Scene& scene, Get get) {
  return by_layer(scene.report, scene.grid.columns, get);
}

template <class Get>
std::vector<Series::Pinned> pinned_by_layer(const Scene& scene, Get get) {
  std::vector<Series::Pinned> all;
  for (const PinnedRun& run : scene.context.pinned) {
    all.push_back({run.slot, by_layer(&report_of<Lab>(*run.report), scene.grid.columns, get)});
  }
  return all;
}

template <class Get>
std::vector<double> seeds_by_layer(const Scene& scene, Get get) {
  if (scene.report == nullptr || scene.report->layers.empty() ||
      !scene.report->layers.front().seeds) {
    return {};
  }
  return by_layer(
      scene, [&](const LayerResult& layer) { return layer.seeds ? get(*layer.seeds) : unknown; });
}

template <class Get>
std::vector<double> theory_by_layer(const Scene& scene, Get get) {
  return by_layer(
      scene, [&](const LayerResult& layer) { return layer.theory ? get(*layer.theory) : unknown; });
}

/// What an axis has to hold: the measured values, and the theory of the layers that have one; it
/// may go on to where no float can follow.
std::vector<double> axis_values(const Series& series, bool lower_edge) {
  std::vector<double> values = series.measured;
  for (std::size_t i = 0; i < series.measured.size(); ++i) {
    if (!std::isfinite(series.measured[i])) continue;
    values.push_back(series.theory[i]);
    values.push_back(series.hi[i]);
    if (lower_edge) values.push_back(series.lo[i]);
  }
  for (const auto* more : {&series.q1, &series.q3}) {
    values.insert(values.end(), more->begin(), more->end());
  }
  for (const Series::Pinned& run : series.pinned) {
    values.insert(values.end(), run.values.begin(), run.values.end());
  }
  return values;
}

}  // namespace

const LayerResult* Scene::layer(int index) const {
  return report == nullptr ? nullptr : layer_of(*report, index);
}

const LayerResult* pinned_layer(const PinnedRun& run, int index) {
  return layer_of(report_of<Lab>(*run.report), index);
}

void choose_lanes(Scene& scene) {
  scene.saturation = saturation_bounds({scene.params.act, scene.params.slope});
  scene.zero_lane =
      scene.params.act == Activation::relu ||
      any_layer(scene, [](const LayerResult& l) { return l.zero_fraction >= zero_worth_a_row; });
}

SeriesLook series_look(const Scene& scene) {
  SeriesLook look = axis_look(scene.context);
  look.preview = scene.preview();
  return look;
}

Series std_series(const Scene& scene) {
  return {by_layer(scene, [](const LayerResult& l) { return l.std; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std_lo; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.std_hi; }),
          pinned_by_layer(scene, [](const LayerResult& l) { return l.std; }),
          seeds_by_layer(scene, [](const SeedSpread& s) { return s.std_q1; }),
          seeds_by_layer(scene, [](const SeedSpread& s) { return s.std_median; }),
          seeds_by_layer(scene, [](const SeedSpread& s) { return s.std_q3; })};
}

Series mean_series(const Scene& scene) {
  return {by_layer(scene, [](const LayerResult& l) { return l.mean; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean_lo; }),
          theory_by_layer(scene, [](const LayerTheory& t) { return t.mean_hi; }),
          pinned_by_layer(scene, [](const LayerResult& l) { return l.mean; }),
          {},
          {},
          {}};
}

Axis std_axis(const Scene& scene, const Series& series, int most_ticks) {
  // The band's lower edge may be zero: it is cut off instead of flattening the rest.
  const std::vector<double> values = axis_values(series, false);
  return scene.log_std ? log_axis(values, most_ticks) : linear_axis(values, most_ticks);
}

Axis mean_axis(const Series& series, int most_ticks) {
  return linear_axis(axis_values(series, true), most_ticks);
}

std::vector<TableRow> table_rows(const Scene& scene) {
  using Look = TableRow::Look;
  std::vector<TableRow> rows = {
      {strings::label_std, Look::measured,
       [](const LayerResult& l) { return table_number(l.std); }},
      {strings::label_theory, Look::quiet,
       [](const LayerResult& l) { return l.theory ? table_number(l.theory->std) : std::string(); }},
      {strings::label_z, Look::quiet,
       [](const LayerResult& l) {
         if (!l.theory || !std::isfinite(l.theory->z)) return std::string();
         return l.theory->provisional ? provisional_number(l.theory->z)
                                      : signed_number(l.theory->z);
       },
       [](const LayerResult& l) {
         return l.theory && !l.theory->provisional && std::abs(l.theory->z) > 2.0;
       }},
      {strings::label_mean, Look::plain, [](const LayerResult& l) { return table_number(l.mean); }},
  };
  if (scene.saturation) {
    rows.push_back({strings::label_saturated_percent, Look::alarm, [](const LayerResult& l) {
                      return l.layer == 0 ? "" : percent(l.saturated_fraction);
                    }});
  }
  if (scene.zero_lane) {
    rows.push_back({strings::label_zero_percent, Look::plain, [](const LayerResult& l) {
                      return l.layer == 0 ? "" : percent(l.zero_fraction);
                    }});
    rows.push_back({strings::label_dead_percent, Look::bold, [](const LayerResult& l) {
                      return l.layer == 0 ? "" : percent(l.dead_fraction);
                    }});
  }
  const auto broken = [](const LayerResult& l) {
    return l.nan_fraction > 0.0 || l.infinite_fraction > 0.0;
  };
  if (any_layer(scene, broken)) {
    rows.push_back({strings::label_not_finite, Look::alarm, [](const LayerResult& l) {
                      return percent(l.nan_fraction + l.infinite_fraction);
                    }});
  }
  return rows;
}

TextStyle cell_style(const Scene& scene, const TableRow& row, const LayerResult& layer,
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
  if (row.emphasis != nullptr && row.emphasis(layer))
    style = {style.em, colors.ink, Weight::semibold};
  if (text == "NaN" || text == "Inf" || text == "-Inf")
    style = {style.em, colors.alarm, Weight::semibold};
  style.color = faded(style.color, scene.context.opacity < 1.0F ? 0.5F : 1.0F);
  return style;
}

LayerColumns columns_of(const Scene& scene) {
  return {scene.context, scene.grid, scene.hovered, scene.chosen};
}

std::vector<float> bar_shares(const Scene& scene, const LayerResult& layer, int most) {
  const HistogramResult& histogram = layer.histogram;
  const auto bins = static_cast<int>(histogram.counts.size());
  const double total = histogram_total(histogram);
  std::vector<double> shares(static_cast<std::size_t>(bins), 0.0);
  if (!(total > 0.0))
    return std::vector<float>(static_cast<std::size_t>(std::min(bins, most)), 0.0F);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i] = static_cast<double>(histogram.counts[i]) / total;
  }
  if (layer.layer > 0 && bins > 0) {
    const double width = (histogram.hi - histogram.lo) / bins;
    const auto bin_of = [&](double value) {
      return std::clamp(static_cast<int>(std::floor((value - histogram.lo) / width + 1e-9)), 0,
                        bins - 1);
    };
    const auto take = [&](int first, int last, double mass) {
      for (int i = first; i != last && mass > 0.0; i += first < last ? 1 : -1) {
        double& share = shares[static_cast<std::size_t>(i)];
        const double part = std::min(share, mass);
        share -= part;
        mass -= part;
      }
    };
    if (scene.zero_lane && histogram.lo <= 0.0 && histogram.hi > 0.0) {
      take(bin_of(0.0), bin_of(0.0) + 1, layer.zero_fraction);
    }
    if (scene.saturation) {
      const double above = static_cast<double>(histogram.above) / total;
      const double below = static_cast<double>(histogram.below) / total;
      take(bins - 1, bin_of(std::min(scene.saturation->hi, histogram.hi)) - 1,
           layer.saturated_above - above);
      take(0, bin_of(std::max(scene.saturation->lo, histogram.lo)) + 1,
           layer.saturated_fraction - layer.saturated_above - below);
    }
  }
  const int group = std::max(1, (bins + std::max(1, most) - 1) / std::max(1, most));
  std::vector<float> bars;
  for (int first = 0; first < bins; first += group) {
    double share = 0.0;
    for (int i = first; i < std::min(bins, first + group); ++i)
      share += shares[static_cast<std::size_t>(i)];
    bars.push_back(share > 1e-9 ? static_cast<float>(share) : 0.0F);
  }
  return bars;
}

}  // namespace initlab::forward
