#include "core/network/seed_sweep.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace initlab {
namespace {

// Any constant but a seed somebody would type.
constexpr std::uint64_t sweep_key = 0x696E69746C616221;

SweepLayer summarise(const LayerStatistics& layer) {
  SweepLayer summary;
  summary.mean = layer.mean;
  summary.std = layer.std();
  if (layer.rows.rows < 2) return summary;
  const double degrees = static_cast<double>(layer.rows.rows - 1);
  const RowMoments& rows = layer.rows;
  summary.row_variance_mean = rows.c11 / degrees;
  // A row moves the variance by y2 - 2 m1 y1 (linearised about the mean m1), log std by that over
  // twice the variance.
  const double variance = summary.std * summary.std;
  const double m1 = layer.mean;
  const double influence = (rows.c22 - 4 * m1 * rows.c12 + 4 * m1 * m1 * rows.c11) / degrees;
  if (variance > 0) {
    summary.row_variance_log_std = std::max(0.0, influence) / (4 * variance * variance);
  }
  return summary;
}

struct Spread {
  double centre = 0;
  double sd = 0;
};

// Over runs: the mean of f, and its sd for batches of `batch` rows. The variance between runs of
// `rows` rows is that of the weights plus S^2 / rows, S^2 the scatter of rows within a run; a
// larger batch keeps the first and has S^2 / batch of the second. The first, a difference, is
// estimated no better than S^2 / rows sqrt(2 / runs), so it is held at 0 or above: the result is
// never less than what rows alone give.
template <class Value, class RowVariance>
Spread spread(std::span<const SweepRun> runs, int rows, int batch, Value value,
              RowVariance row_variance) {
  const auto n = static_cast<double>(runs.size());
  double sum = 0;
  double row_sum = 0;
  for (const SweepRun& run : runs) {
    sum += value(run);
    row_sum += row_variance(run);
  }
  const double centre = sum / n;
  if (runs.size() < 2) return {centre, 0};
  double squares = 0;
  for (const SweepRun& run : runs) {
    const double deviation = value(run) - centre;
    squares += deviation * deviation;
  }
  const double between = squares / (n - 1);
  const double row_variance_mean = row_sum / n;
  const double weights = std::max(0.0, between - row_variance_mean / std::max(1, rows));
  return {centre, std::sqrt(weights + row_variance_mean / std::max(1, batch))};
}

// Whether the layer's mean is a multiple of its std rather than a number that chance leaves near 0:
// of the same sign in every run, and nowhere small beside the std.
bool scatters_by_factors(std::span<const SweepRun> runs, std::size_t l) {
  constexpr double least_share = 0.1;
  const double sign = runs[0].layers[l].mean > 0 ? 1 : -1;
  for (const SweepRun& run : runs) {
    const SweepLayer& layer = run.layers[l];
    if (!(sign * layer.mean > least_share * layer.std) || !std::isfinite(layer.mean)) return false;
    if (!(layer.std > 0)) return false;
  }
  return true;
}

}  // namespace

std::uint64_t sweep_seed(int k) {
  const auto words = Stream{sweep_key, Purpose::sweep, 0}.block(static_cast<std::uint64_t>(k));
  return (std::uint64_t{words[1]} << 32) | words[0];
}

SweepRun sweep_run(const NetworkSpec& spec, int rows, int k, Workspace& workspace) {
  SweepRun run;
  sweep_run_steps(spec, rows, k, workspace, run).finish();
  return run;
}

Steps sweep_run_steps(const NetworkSpec& spec, int rows, int k, Workspace& workspace,
                      SweepRun& run) {
  NetworkSpec other = spec;
  other.seed = sweep_seed(k);
  other.histogram.bins = 0;
  std::vector<LayerStatistics> statistics;
  co_await forward_steps(other, 0, rows, workspace, statistics);
  for (const LayerStatistics& layer : statistics) run.layers.push_back(summarise(layer));
}

std::vector<Band> measured_band(std::span<const SweepRun> runs, int rows, int batch) {
  std::vector<Band> bands;
  if (runs.empty()) return bands;
  for (std::size_t l = 0; l < runs[0].layers.size(); ++l) {
    bool positive = true;
    for (const SweepRun& run : runs) {
      const double std = run.layers[l].std;
      positive = positive && std > 0 && std::isfinite(std);
    }
    Band band;
    if (positive) {
      // In logarithms: the spread is a factor when it is large, and the band stays positive.
      const Spread s = spread(
          runs, rows, batch, [l](const SweepRun& run) { return std::log(run.layers[l].std); },
          [l](const SweepRun& run) { return run.layers[l].row_variance_log_std; });
      band.std_lo = std::exp(s.centre - 2 * s.sd);
      band.std_hi = std::exp(s.centre + 2 * s.sd);
    } else {
      const Spread s = spread(
          runs, rows, batch, [l](const SweepRun& run) { return run.layers[l].std; },
          [](const SweepRun&) { return 0.0; });
      band.std_lo = std::isnan(s.centre) ? s.centre : std::max(0.0, s.centre - 2 * s.sd);
      band.std_hi = s.centre + 2 * s.sd;
    }
    if (scatters_by_factors(runs, l)) {
      const double sign = runs[0].layers[l].mean > 0 ? 1 : -1;
      const Spread m = spread(
          runs, rows, batch,
          [l](const SweepRun& run) { return std::log(std::fabs(run.layers[l].mean)); },
          [l](const SweepRun& run) {
            const double mean = run.layers[l].mean;
            return run.layers[l].row_variance_mean / (mean * mean);
          });
      band.mean_lo = sign * std::exp(m.centre - sign * 2 * m.sd);
      band.mean_hi = sign * std::exp(m.centre + sign * 2 * m.sd);
    } else {
      const Spread m = spread(
          runs, rows, batch, [l](const SweepRun& run) { return run.layers[l].mean; },
          [l](const SweepRun& run) { return run.layers[l].row_variance_mean; });
      band.mean_lo = m.centre - 2 * m.sd;
      band.mean_hi = m.centre + 2 * m.sd;
    }
    bands.push_back(band);
  }
  return bands;
}

}  // namespace initlab
