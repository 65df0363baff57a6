#include <algorithm>
#include <cmath>
#include <limits>

#include "labs/backward/lab.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "views/backward/view_parts.h"

namespace initlab::backward {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double zeros_worth_a_row = 0.005;
constexpr double limit_decades = 2.5;  // a format limit this far off still widens the axis

/// Layers 1..depth of a report; the input's column, 0, is empty here.
const Layer* layer_of(const Report& report, int column) {
  if (column < 1 || column > static_cast<int>(report.layers.size())) return nullptr;
  return &report.layers[static_cast<std::size_t>(column - 1)];
}

template <class Get>
std::vector<double> by_layer(const Report* report, int columns, Get get) {
  std::vector<double> values;
  if (report == nullptr || report->layers.empty()) return values;
  for (int i = 0; i < columns; ++i) {
    const Layer* layer = layer_of(*report, i);
    values.push_back(layer == nullptr ? unknown : get(*layer));
  }
  return values;
}

template <class Get>
std::vector<double> by_layer(const Scene& scene, Get get) {
  return by_layer(scene.report, scene.columns.grid.columns, get);
}

template <class Get>
std::vector<Series::Pinned> by_pinned_layer(const Scene& scene, Get get) {
  std::vector<Series::Pinned> all;
  for (const PinnedRun& run : scene.columns.context.pinned) {
    all.push_back(
        {run.slot, by_layer(&report_of<Lab>(*run.report), scene.columns.grid.columns, get)});
  }
  return all;
}

/// Empty where no other seeds were run.
template <class Get>
std::vector<double> by_seeds(const Scene& scene, Get get) {
  if (scene.report == nullptr || scene.report->sweep_total == 0) return {};
  return by_layer(scene,
                  [&](const Layer& layer) { return layer.seeds ? get(*layer.seeds) : unknown; });
}

bool any_layer(const Scene& scene, bool (*test)(const Layer&)) {
  return scene.report != nullptr &&
         std::any_of(scene.report->layers.begin(), scene.report->layers.end(), test);
}

using Text = std::string (*)(const Layer&);

LayerTableRow make_row(const Scene& scene, const Words& label, CellLook look, Text text,
                       const Words* short_label = nullptr) {
  LayerTableRow row;
  row.label = label.in(scene.language());
  if (short_label != nullptr) row.short_label = short_label->in(scene.language());
  row.strong = look == CellLook::measured || look == CellLook::alarm;
  row.cell = [&scene, look, text](int column) -> LayerCell {
    const Layer* layer = scene.layer(column);
    const std::string shown = layer == nullptr ? std::string() : text(*layer);
    return {shown, cell_style(scene.columns.context, look, shown)};
  };
  return row;
}

std::string rms_text(const Layer& l) { return magnitude_text(l.grad_rms); }
std::string theory_text(const Layer& l) {
  return l.theory ? magnitude_text(l.theory->grad_rms) : std::string();
}
std::string ratio_text(const Layer& l) { return magnitude_text(l.grad_ratio); }
std::string median_text(const Layer& l) { return table_number(l.derivative_median); }

}  // namespace

const Layer* Scene::layer(int column) const {
  return report == nullptr ? nullptr : layer_of(*report, column);
}

const Layer* pinned_layer(const PinnedRun& run, int column) {
  return layer_of(report_of<Lab>(*run.report), column);
}

bool has_zero_lane(const Scene& scene) {
  return is_short(scene.params.format) ||
         any_layer(scene, [](const Layer& l) { return l.grad_zero_fraction > 0.0; });
}

bool has_infinite_lane(const Scene& scene) {
  return any_layer(scene, [](const Layer& l) {
    return l.grad_infinite_fraction > 0.0 || l.grad_nan_fraction > 0.0;
  });
}

SeriesLook series_look(const Scene& scene) {
  SeriesLook look = axis_look(scene.columns.context);
  look.preview = scene.preview();
  look.first = 1;  // the input has no gradient here
  return look;
}

Series gradient_series(const Scene& scene) {
  Series series;
  series.measured = by_layer(scene, [](const Layer& l) { return l.grad_rms; });
  series.theory =
      by_layer(scene, [](const Layer& l) { return l.theory ? l.theory->grad_rms : unknown; });
  series.pinned = by_pinned_layer(scene, [](const Layer& l) { return l.grad_rms; });
  series.q1 = by_seeds(scene, [](const Seeds& s) { return s.grad_rms_q1; });
  series.median = by_seeds(scene, [](const Seeds& s) { return s.grad_rms_median; });
  series.q3 = by_seeds(scene, [](const Seeds& s) { return s.grad_rms_q3; });
  return series;
}

Series ratio_series(const Scene& scene) {
  Series series;
  series.measured = by_layer(scene, [](const Layer& l) { return l.grad_ratio; });
  series.theory = by_layer(scene, [](const Layer& l) {
    return l.theory ? l.theory->weight_grad_norm / l.weight_norm : unknown;
  });
  series.pinned = by_pinned_layer(scene, [](const Layer& l) { return l.grad_ratio; });
  return series;
}

Axis gradient_axis(const Scene& scene, const Series& series, int most_ticks) {
  std::vector<double> values;
  for (std::size_t i = 0; i < series.measured.size(); ++i) {
    values.push_back(series.measured[i]);
    // Theory may go on to where the format cannot follow.
    if (series.measured[i] > 0.0 && i < series.theory.size()) values.push_back(series.theory[i]);
  }
  for (const auto* more : {&series.q1, &series.q3}) {
    values.insert(values.end(), more->begin(), more->end());
  }
  for (const Series::Pinned& run : series.pinned) {
    values.insert(values.end(), run.values.begin(), run.values.end());
  }
  if (scene.report != nullptr && scene.report->limits) {
    const Axis plain = log_axis(values, most_ticks);
    for (const double limit : {scene.report->limits->smallest, scene.report->limits->largest}) {
      const double at = plain.position(limit);
      if (at > plain.lo - limit_decades && at < plain.hi + limit_decades) values.push_back(limit);
    }
  }
  return log_axis(values, most_ticks);
}

std::vector<float> gradient_shares(const Layer& layer, int most) {
  const GradientHistogram& histogram = layer.grad_histogram;
  double total = static_cast<double>(histogram.below) + static_cast<double>(histogram.above) +
                 static_cast<double>(histogram.zero) + static_cast<double>(histogram.not_finite);
  for (const std::uint64_t count : histogram.counts) total += static_cast<double>(count);
  const std::size_t bins = histogram.counts.size();
  const auto limit = static_cast<std::size_t>(std::max(1, most));
  const std::size_t group = std::max<std::size_t>(1, (bins + limit - 1) / limit);
  std::vector<float> bars;
  for (std::size_t first = 0; first < bins; first += group) {
    double count = 0.0;
    for (std::size_t i = first; i < std::min(bins, first + group); ++i) {
      count += static_cast<double>(histogram.counts[i]);
    }
    bars.push_back(total > 0.0 ? static_cast<float>(count / total) : 0.0F);
  }
  return bars;
}

std::vector<LayerTableRow> table_rows(const Scene& scene) {
  std::vector<LayerTableRow> rows = {
      make_row(scene, strings::label_gradient, CellLook::measured, rms_text),
      make_row(scene, strings::label_theory, CellLook::quiet, theory_text),
      make_row(scene, strings::label_weight_gradient, CellLook::plain,
               [](const Layer& l) { return magnitude_text(l.weight_grad_norm); }),
      make_row(scene, strings::label_gradient_ratio, CellLook::plain, ratio_text),
      make_row(scene, strings::label_derivative_median, CellLook::plain, median_text),
  };
  // Zeros that the format did not make: ReLU's, for instance.
  const bool other_zeros = any_layer(scene, [](const Layer& l) {
    return l.grad_zero_fraction > l.flushed_fraction + zeros_worth_a_row;
  });
  if (other_zeros) {
    rows.push_back(make_row(scene, strings::label_gradient_zero, CellLook::plain,
                            [](const Layer& l) { return percent_text(l.grad_zero_fraction); }));
  }
  const bool flushes = any_layer(scene, [](const Layer& l) { return l.flushed_fraction > 0.0; });
  if (is_short(scene.params.format) || flushes) {
    rows.push_back(make_row(scene, strings::label_flushed, CellLook::alarm,
                            [](const Layer& l) { return percent_text(l.flushed_fraction); }));
  }
  if (has_infinite_lane(scene)) {
    rows.push_back(
        make_row(scene, strings::label_gradient_not_finite, CellLook::alarm, [](const Layer& l) {
          return percent_text(l.grad_infinite_fraction + l.grad_nan_fraction);
        }));
  }
  return rows;
}

std::vector<LayerTableRow> short_rows(const Scene& scene) {
  return {
      make_row(scene, strings::label_gradient, CellLook::measured, rms_text,
               &strings::label_gradient_short),
      make_row(scene, strings::label_theory, CellLook::quiet, theory_text),
      make_row(scene, strings::label_gradient_ratio, CellLook::plain, ratio_text,
               &strings::label_gradient_ratio_short),
      make_row(scene, strings::label_derivative_median, CellLook::plain, median_text),
  };
}

}  // namespace initlab::backward
