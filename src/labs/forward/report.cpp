#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/mean_field.h"
#include "labs/forward/run.h"
#include "labs/forward/verdict.h"
#include "labs/forward/warnings.h"
#include "labs/network/band_place.h"
#include "labs/network/quartiles.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t least_runs = 4;  // of the sweep, before its spread is shown

double fraction(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// Share of the saturated values that are at the upper bound. Only their total is counted, so with
/// two bounds the outer bins of the histogram divide it, unless one end was never reached.
double upper_share(const LayerStatistics& layer, const SaturationBounds& bounds,
                   const ForwardParams& params) {
  if (!(layer.max > bounds.hi)) return 0.0;
  if (!(layer.min < bounds.lo)) return 1.0;
  const double width = (params.hist_hi - params.hist_lo) / params.bins;
  std::uint64_t upper = layer.above;
  std::uint64_t lower = layer.below;
  for (std::size_t i = 0; i < layer.bins.size(); ++i) {
    const double lo = params.hist_lo + width * static_cast<double>(i);
    if (lo + width > bounds.hi) upper += layer.bins[i];
    if (lo < bounds.lo) lower += layer.bins[i];
  }
  return upper + lower == 0 ? 0.5 : fraction(upper, upper + lower);
}

LayerResult measured_layer(const LayerStatistics& layer, const ForwardParams& params) {
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
  return {mean, std, unknown, unknown, unknown, unknown, unknown};
}

void set_band(LayerTheory& theory, const Band& band) {
  theory.mean_lo = band.mean_lo;
  theory.mean_hi = band.mean_hi;
  theory.std_lo = band.std_lo;
  theory.std_hi = band.std_hi;
}

/// The input is N(0, 1) itself, so only the number of values makes its statistics stray.
LayerTheory input_theory(const ForwardParams& params) {
  const double values = static_cast<double>(params.batch) * params.input_width;
  const double mean = 2.0 / std::sqrt(values);
  const double std = 2.0 / std::sqrt(2.0 * values);
  LayerTheory theory = unbounded(0.0, 1.0);
  set_band(theory, {1.0 - std, 1.0 + std, -mean, mean});
  return theory;
}

std::vector<Band> bands(const ForwardParams& params, const ForwardMeasurement& measured) {
  if (!measured.band.empty() || measured.sweep.size() < least_runs) return measured.band;
  std::vector<Band> all = measured_band(measured.sweep, sweep_rows(params), params.batch);
  if (!all.empty()) all.erase(all.begin());  // the input's is known
  return all;
}

void add_theory(const ForwardParams& params, const ForwardMeasurement& measured,
                ForwardReport& report) {
  report.input.theory = input_theory(params);
  const std::vector<Band> band = bands(params, measured);
  for (std::size_t l = 0; l < report.layers.size() && l < measured.theory.size(); ++l) {
    LayerTheory theory = unbounded(measured.theory[l].mean, measured.theory[l].std);
    if (l < band.size()) set_band(theory, band[l]);
    report.layers[l].theory = theory;
  }
  // The band is that of the whole batch; a preview has no place in it.
  if (report.rows != report.rows_total) return;
  LayerTheory& input = *report.input.theory;
  input.z = place_in_band(report.input.std, input.std_lo, input.std_hi);
  for (LayerResult& layer : report.layers) {
    if (layer.theory) {
      layer.theory->z = place_in_band(layer.std, layer.theory->std_lo, layer.theory->std_hi);
    }
  }
}

/// Only where the reader has asked for them: a band's few seeds are not many enough.
void add_seeds(const ForwardParams& params, const ForwardMeasurement& measured,
               ForwardReport& report) {
  if (params.seeds == 0 || measured.sweep.empty()) return;
  for (std::size_t l = 0; l <= report.layers.size(); ++l) {
    std::vector<double> stds;
    stds.reserve(measured.sweep.size());
    for (const SweepRun& run : measured.sweep) stds.push_back(run.layers[l].std);
    LayerResult& layer = l == 0 ? report.input : report.layers[l - 1];
    if (const auto spread = quartiles(std::move(stds))) {
      layer.seeds = SeedSpread{spread->count, spread->q1, spread->median, spread->q3};
    }
  }
}

std::optional<GainMark> gain_mark(const ForwardParams& params) {
  const NetworkSpec spec = network_spec(params);
  const std::optional<double> gain = size_keeping_gain(spec);
  if (!gain || !std::isfinite(*gain)) return std::nullopt;
  // "Keeps" only where it is exact: tanh at its critical gain still fades.
  const bool exact =
      is_positively_homogeneous(spec.activation) || spec.activation.kind == Activation::selu;
  const Words& label = exact ? strings::gain_mark_keeps : strings::gain_mark_critical;
  return GainMark{*gain, fill(label, {{"g", written_gain(*gain)}})};
}

}  // namespace

ForwardReport report(const ForwardParams& params, const ForwardMeasurement& measured) {
  ForwardReport report;
  const Plan work = plan(params);
  report.rows = measured.rows;
  report.rows_total = static_cast<std::uint64_t>(work.rows);
  report.sweep_done = measured.sweep.size();
  report.sweep_total = static_cast<std::uint64_t>(work.sweep);
  report.complete = report.rows == report.rows_total && report.sweep_done == report.sweep_total;
  report.gain_mark = gain_mark(params);
  if (measured.layers.empty()) return report;

  const std::vector<int> widths = layer_widths(params);
  const auto bounds = saturation_bounds({params.act, params.slope});
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
    if (bounds) {
      layer.saturated_above =
          layer.saturated_fraction * upper_share(measured.layers[l], *bounds, params);
    }
    report.layers.push_back(std::move(layer));
  }
  add_theory(params, measured, report);
  add_seeds(params, measured, report);
  judge(params, report);
  report.warnings = warnings(params, work, report);
  return report;
}

}  // namespace initlab
