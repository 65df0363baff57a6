// Hot: built for speed.
#include "labs/forward/run.h"

#include <algorithm>

namespace initlab::forward {
namespace {

bool fits(const LayerStatistics& layer, const Params& params, int width) {
  const auto units = static_cast<std::size_t>(width);
  return layer.units == width && layer.alive.size() == (units + 63) / 64 &&
         layer.bins.size() == static_cast<std::size_t>(params.bins);
}

}  // namespace

void Measurement::merge(const Measurement& next) {
  rows += next.rows;
  if (layers.empty()) {
    layers = next.layers;
  } else {
    const std::size_t count = std::min(layers.size(), next.layers.size());
    for (std::size_t i = 0; i < count; ++i) layers[i].merge(next.layers[i]);
  }
  if (theory.empty()) theory = next.theory;
  if (band.empty()) band = next.band;
  sweep.insert(sweep.end(), next.sweep.begin(), next.sweep.end());
}

bool accepts(const Params& params, const Measurement& measured) {
  const std::vector<int> widths = layer_widths(params);
  const std::size_t depth = widths.size() - 1;
  if (!measured.layers.empty()) {
    if (measured.layers.size() != widths.size()) return false;
    for (std::size_t l = 0; l < widths.size(); ++l) {
      if (!fits(measured.layers[l], params, widths[l])) return false;
    }
  }
  const auto right = [&widths](const SweepRun& run) { return run.layers.size() == widths.size(); };
  return measured.rows <= static_cast<std::uint64_t>(params.batch) &&
         (measured.theory.size() <= depth) &&
         (measured.band.empty() || measured.band.size() == depth) &&
         std::all_of(measured.sweep.begin(), measured.sweep.end(), right);
}

Steps run(const Params& params, int job, Workspace& workspace, Measurement& measured) {
  const Plan work = plan(params);
  if (work.refusal || job < 0 || job >= work.jobs()) co_return;
  const NetworkSpec spec = network_spec(params);
  workspace.prepare(spec, work.sweep);
  if (job >= work.shards) {
    SweepRun& seed = measured.sweep.emplace_back();
    const int rows = sweep_rows(params);
    co_await sweep_run_steps(spec, rows, job - work.shards, workspace, seed);
    co_return;
  }
  const int first = job * work.rows_per_shard;
  const int rows = std::min(work.rows_per_shard, params.batch - first);
  measured.rows = static_cast<std::uint64_t>(rows);
  co_await forward_steps(spec, first, rows, workspace, measured.layers);
  if (job == 0) {
    measured.theory = mean_field(spec);
    if (finite_width_known(spec)) {
      measured.band = finite_width_band(spec, params.batch, measured.theory);
    }
  }
}

}  // namespace initlab::forward
