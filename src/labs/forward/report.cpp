#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/theory/mean_field.h"
#include "labs/forward/run.h"
#include "labs/forward/verdict.h"
#include "labs/forward/warnings.h"
#include "labs/network/band_place.h"
#include "labs/network/quartiles.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::forward {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t least_runs = 4;  // of the sweep, before its spread is shown

double fraction(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

LayerResult measured_layer(const LayerStatistics& layer, const Params& params) {
  LayerResult result;
  result.mean = layer.mean;
  result.std = layer.std();
  result.min = layer.min;
  result.max = layer.max;
  result.zero_fraction = layer.zero_fraction();
  result.dead_fraction = layer.dead_fraction();
  result.nan_fraction = fraction(layer.nan, layer.count);
  result.infinite_fraction = fraction(layer.infinite, layer.count);
  result.histogram.lo = params.hist_lo;
  result.histogram.hi = params.hist_hi;
  result.histogram.counts = layer.bins;
  result.histogram.below = layer.below;
  result.histogram.above = layer.above;
  return result;
}

LayerTheory unbounded(double mean, double std) {
  LayerTheory theory;
  theory.mean = mean;
  theory.std = std;
  theory.mean_lo = theory.mean_hi = theory.std_lo = theory.std_hi = unknown;
  theory.z = theory.place = unknown;
  return theory;
}

/// Where the measured std lies, beside the prediction and in the band.
void set_places(LayerTheory& theory, double std) {
  theory.z = distance_in_sd(std, theory.std, theory.std_lo, theory.std_hi);
  theory.place = place_in_band(std, theory.std_lo, theory.std_hi);
}

void set_band(LayerTheory& theory, const Band& band) {
  theory.mean_lo = band.mean_lo;
  theory.mean_hi = band.mean_hi;
  theory.std_lo = band.std_lo;
  theory.std_hi = band.std_hi;
  theory.spread = spread_about(theory.std, band.std_lo, band.std_hi);
}

/// The input is N(0, 1) itself, so only the number of values makes its statistics stray.
LayerTheory input_theory(const Params& params) {
  const double values = static_cast<double>(params.batch) * params.input_width;
  const double mean = 2.0 / std::sqrt(values);
  const double std = 2.0 / std::sqrt(2.0 * values);
  LayerTheory theory = unbounded(0.0, 1.0);
  set_band(theory, {1.0 - std, 1.0 + std, -mean, mean});
  return theory;
}

std::vector<Band> bands(const Params& params, const Measurement& measured) {
  if (!measured.band.empty() || measured.sweep.size() < least_runs) return measured.band;
  std::vector<Band> all = measured_band(measured.sweep, sweep_rows(params), params.batch);
  if (!all.empty()) all.erase(all.begin());  // the input's is known
  return all;
}

void add_theory(const Params& params, const Measurement& measured, Report& report) {
  report.input.theory = input_theory(params);
  const std::vector<Band> band = bands(params, measured);
  for (std::size_t l = 0; l < report.layers.size() && l < measured.theory.size(); ++l) {
    LayerTheory theory = unbounded(measured.theory[l].mean, measured.theory[l].std);
    if (l < band.size()) set_band(theory, band[l]);
    theory.provisional = measured.band.empty() && report.sweep_done < report.sweep_total;
    report.layers[l].theory = theory;
  }
  // The band is that of the whole batch; a preview has no place in it.
  if (report.rows != report.rows_total) return;
  if (!has_one_value(report, report.input)) set_places(*report.input.theory, report.input.std);
  for (LayerResult& layer : report.layers) {
    if (layer.theory && !has_one_value(report, layer)) set_places(*layer.theory, layer.std);
  }
}

/// Only where the reader has asked for them: a band's few seeds are not many enough.
void add_seeds(const Params& params, const Measurement& measured, Report& report) {
  if (params.seeds == 0 || measured.sweep.empty()) return;
  for (std::size_t l = 0; l <= report.layers.size(); ++l) {
    std::vector<double> stds;
    stds.reserve(measured.sweep.size());
    // A band may need more seeds than were asked for.
    const auto asked = std::min(measured.sweep.size(), static_cast<std::size_t>(params.seeds));
    for (std::size_t k = 0; k < asked; ++k) stds.push_back(measured.sweep[k].layers[l].std);
    LayerResult& layer = l == 0 ? report.input : report.layers[l - 1];
    if (const auto spread = quartiles(std::move(stds))) {
      layer.seeds = SeedSpread{spread->count, spread->q1, spread->median, spread->q3};
    }
  }
}

std::optional<GainMark> gain_mark(const Params& params) {
  return mark_of(size_keeping_gain(network_spec(params)), strings::gain_mark_keeps);
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report report;
  const Plan work = plan(params);
  report.rows = measured.rows;
  report.rows_total = static_cast<std::uint64_t>(work.rows);
  report.sweep_done = measured.sweep.size();
  report.sweep_total = static_cast<std::uint64_t>(work.sweep);
  report.complete = report.rows == report.rows_total && report.sweep_done == report.sweep_total;
  report.gain_mark = gain_mark(params);
  if (measured.layers.empty()) return report;

  const std::vector<int> widths = layer_widths(params);
  for (std::size_t l = 0; l < measured.layers.size(); ++l) {
    LayerResult layer = measured_layer(measured.layers[l], params);
    layer.layer = l;
    layer.fan_out = static_cast<std::uint64_t>(widths[l]);
    if (l == 0) {
      report.input = std::move(layer);
      continue;
    }
    layer.fan_in = static_cast<std::uint64_t>(widths[l - 1]);
    layer.saturated_fraction = measured.layers[l].saturated_fraction();
    layer.saturated_above = measured.layers[l].saturated_above_fraction();
    report.layers.push_back(std::move(layer));
  }
  add_theory(params, measured, report);
  add_seeds(params, measured, report);
  judge(params, report);
  report.warnings = warnings(params, work, report);
  return report;
}

}  // namespace initlab::forward
