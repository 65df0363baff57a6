// Hot: built for speed.
#include "labs/backward/run.h"

#include <algorithm>
#include <cmath>

#include "core/network/seed_sweep.h"
#include "core/theory/backward_theory.h"
#include "labs/network/budget.h"

namespace initlab::backward {
namespace {

constexpr int preview_rows = 64;
// A preview that costs more than a third of the batch is not worth its time.
constexpr int least_batch_with_preview = 3 * preview_rows;

// A double's product takes about three times as long as a float's, and has half the lanes.
constexpr double double_product = 6.0;

constexpr double most_work = 9e18;  // fits 64 bits

/// Multiply-adds of `rows` rows: one product on the way there, two on the way back.
double pass_work(const BackwardSpec& spec, int rows) {
  const double product = spec.format == NumberFormat::fp64 ? double_product : 1.0;
  return (1.0 + 2.0 * product) * static_cast<double>(multiply_adds(spec.network, rows));
}

/// Drawings of a pass: on the way back the weights are drawn again where they did not stay.
int draws(bool kept) { return kept ? 1 : 2; }

NetworkCost cost_of(const Params& params) {
  const BackwardSpec spec = backward_spec(params);
  const std::uint64_t own = kept_base_bytes(spec.network, 0);
  const bool keeps_others = kept_base_bytes(spec.network, params.seeds) > own;
  const int all_draws = draws(own > 0) + params.seeds * draws(keeps_others);
  return {backward_memory_bytes(spec, params.batch, params.seeds),
          (1.0 + params.seeds) * pass_work(spec, params.batch) +
              all_draws * drawing_work(spec.network)};
}

double share(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

HistogramResult activation_histogram(const LayerStatistics& a, const HistogramSpec& spec) {
  return {spec.lo, spec.hi, a.bins, a.below, a.above};
}

void set_activations(Layer& layer, const LayerStatistics& a) {
  layer.mean = a.mean;
  layer.std = a.std();
  layer.min = static_cast<double>(a.min);
  layer.max = static_cast<double>(a.max);
  layer.saturated_fraction = a.saturated_fraction();
  layer.zero_fraction = a.zero_fraction();
  layer.dead_fraction = a.dead_fraction();
  layer.nan_fraction = share(a.nan, a.count);
  layer.infinite_fraction = share(a.infinite, a.count);
}

void set_gradients(Layer& layer, const BackwardLayerStatistics& s, const LogHistogramSpec& spec) {
  const LogHistogram& h = s.histogram;
  layer.grad_rms = s.grad_rms;
  layer.weight_grad_norm = s.weight_grad_norm;
  layer.weight_norm = s.weight_norm;
  layer.grad_ratio = s.weight_grad_norm / s.weight_norm;
  layer.derivative_median = s.derivative_median;
  layer.flushed_fraction = share(s.flushed, s.count);
  layer.grad_zero_fraction = share(h.zero, s.count);
  layer.grad_infinite_fraction = share(h.infinite, s.count);
  layer.grad_nan_fraction = share(h.nan, s.count);
  layer.grad_histogram = {
      {spec.lo, spec.hi, h.counts, h.below, h.above}, h.zero, h.infinite + h.nan};
}

Steps seed_run(BackwardSpec spec, int k, Workspace& workspace, SeedRun& run) {
  spec.network.seed = sweep_seed(k);
  BackwardStatistics statistics;
  co_await backward_steps(spec, spec.batch, workspace, statistics);
  for (const BackwardLayerStatistics& layer : statistics.layers) {
    run.layers.push_back({layer.grad_rms, layer.weight_grad_norm});
  }
}

}  // namespace

Plan plan(const Params& params) {
  const BackwardSpec spec = backward_spec(params);
  Plan plan;
  plan.rows = params.batch;
  plan.shards = params.batch >= least_batch_with_preview ? 2 : 1;
  plan.rows_per_shard = plan.shards == 2 ? preview_rows : params.batch;
  plan.memory_bytes = backward_memory_bytes(spec, params.batch, params.seeds);
  plan.multiply_adds =
      static_cast<std::uint64_t>(std::min(pass_work(spec, params.batch), most_work));
  plan.weights = weight_count(params);
  plan.refusal = network_refusal(params, [&params](const NetworkParams& smaller) {
    Params trial = params;
    static_cast<NetworkParams&>(trial) = smaller;
    return cost_of(trial);
  });
  if (!plan.refusal) plan.sweep = params.seeds;
  return plan;
}

bool accepts(const Params& params, const Measurement& measured) {
  if (measured.rows > static_cast<std::uint64_t>(params.batch)) return false;
  const std::vector<int> widths = layer_widths(params);
  for (const SeedRun& run : measured.sweep) {
    if (run.layers.size() + 1 != widths.size()) return false;
  }
  if (measured.layers.empty()) return true;
  if (measured.layers.size() + 1 != widths.size()) return false;
  for (std::size_t i = 0; i < measured.layers.size(); ++i) {
    const Layer& layer = measured.layers[i];
    if (layer.layer != i + 1 || layer.fan_in != static_cast<std::uint64_t>(widths[i]) ||
        layer.fan_out != static_cast<std::uint64_t>(widths[i + 1]) ||
        layer.grad_histogram.counts.size() != static_cast<std::size_t>(params.bins)) {
      return false;
    }
  }
  return true;
}

Steps run(const Params& params, int job, Workspace& workspace, Measurement& measured) {
  const Plan work = plan(params);
  if (work.refusal || job < 0 || job >= work.jobs()) co_return;
  const BackwardSpec spec = backward_spec(params);
  workspace.prepare(spec.network, work.sweep);
  if (job >= work.shards) {
    SeedRun& seed = measured.sweep.emplace_back();
    co_await seed_run(spec, job - work.shards, workspace, seed);
    co_return;
  }
  const int rows = job + 1 == work.shards ? params.batch : preview_rows;
  BackwardStatistics statistics;
  co_await backward_steps(spec, rows, workspace, statistics);
  const auto theory = backward_theory(spec, rows, statistics.cotangent_rms);
  measured.gap = theory.empty() ? backward_theory_gap(spec) : TheoryGap::none;
  measured.rows = static_cast<std::uint64_t>(rows);
  measured.input = {statistics.input.mean, statistics.input.std()};
  measured.cotangent_rms = statistics.cotangent_rms;
  for (std::size_t i = 0; i < statistics.layers.size(); ++i) {
    const BackwardLayerStatistics& s = statistics.layers[i];
    Layer layer;
    layer.layer = i + 1;
    layer.fan_in = static_cast<std::uint64_t>(spec.network.widths[i]);
    layer.fan_out = static_cast<std::uint64_t>(spec.network.widths[i + 1]);
    set_gradients(layer, s, spec.histogram);
    set_activations(layer, s.activations);
    layer.histogram = activation_histogram(s.activations, spec.network.histogram);
    if (i < theory.size()) {
      const BackwardTheoryLayer& t = theory[i];
      layer.theory = {t.mean, t.std, t.grad_rms, t.weight_grad_norm, t.derivative_median};
    }
    measured.layers.push_back(std::move(layer));
  }
}

}  // namespace initlab::backward
