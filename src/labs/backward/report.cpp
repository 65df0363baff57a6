#include <algorithm>
#include <cmath>
#include <utility>

#include "core/backward_theory.h"
#include "labs/backward/run.h"
#include "labs/backward/verdict.h"
#include "labs/network/quartiles.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr int narrow_layer = 30;  // units; below, theory of wide layers means little

std::optional<GainMark> gradient_gain_mark(const BackwardParams& params) {
  const BackwardSpec spec = backward_spec(params);
  const std::optional<double> gain = gradient_keeping_gain(spec);
  if (!gain || !std::isfinite(*gain)) return std::nullopt;
  // "Keeps" only where it is exact: tanh at its critical gain still fades.
  const Words& label = is_positively_homogeneous(spec.network.activation)
                           ? strings::backward_gain_keeps
                           : strings::backward_gain_critical;
  return GainMark{*gain, fill(label, {{"g", written_gain(*gain)}})};
}

std::optional<GradientLimits> gradient_limits(const BackwardParams& params) {
  if (!is_short(params.format)) return std::nullopt;
  const FormatFacts& format = facts(params.format);
  const double scale = backward_spec(params).loss_scale;
  return GradientLimits{format.smallest / scale, format.largest / scale};
}

bool is_the_notes_large(const BackwardParams& params) {
  BackwardParams original = backward_preset(NetworkPreset::large);
  original.seed = params.seed;
  original.depth = params.depth;
  original.batch = params.batch;
  original.seeds = params.seeds;
  return params == original;
}

void add_limits_of_theory(const BackwardParams& params, const BackwardReport& report,
                          std::vector<Sentence>& list) {
  if (params.norm == Normalization::batch) {
    list.push_back(fill(strings::backward_no_batch_theory, {}));
    return;
  }
  if (!report.layers.front().theory) {
    list.push_back(fill(strings::warning_no_theory, {}));
    return;
  }
  if (!is_random(network_spec(params).initializer)) return;
  if (!is_iid(params.init)) list.push_back(fill(strings::warning_dependent_weights, {}));
  const std::vector<int> widths = layer_widths(params);
  const int narrowest = *std::min_element(widths.begin(), widths.end());
  if (narrowest < narrow_layer) {
    list.push_back(fill(strings::warning_narrow, {{"n", std::to_string(narrowest)}}));
  }
}

void add_seeds(const BackwardMeasurement& measured, BackwardReport& report) {
  for (std::size_t l = 0; l < report.layers.size(); ++l) {
    std::vector<double> rms;
    std::vector<double> norm;
    for (const BackwardSeedRun& run : measured.sweep) {
      const BackwardSeedLayer& layer = run.layers[l];
      if (!std::isfinite(layer.grad_rms) || !std::isfinite(layer.weight_grad_norm)) continue;
      rms.push_back(layer.grad_rms);
      norm.push_back(layer.weight_grad_norm);
    }
    const auto rms_spread = quartiles(std::move(rms));
    const auto norm_spread = quartiles(std::move(norm));
    if (!rms_spread || !norm_spread) continue;
    report.layers[l].seeds =
        BackwardSeeds{rms_spread->count, rms_spread->q1,      rms_spread->median, rms_spread->q3,
                      norm_spread->q1,   norm_spread->median, norm_spread->q3};
  }
}

}  // namespace

std::vector<Sentence> warnings(const BackwardParams& params, const BackwardReport& report) {
  std::vector<Sentence> list;
  if (report.layers.empty()) return list;
  if (is_the_notes_large(params)) list.push_back(fill(strings::warning_notes_large, {}));
  const BackwardSpec spec = backward_spec(params);
  bool skips = false;
  for (int l = 1; l <= spec.network.depth(); ++l) skips = skips || spec.skips(l);
  if (spec.residual && !skips) list.push_back(fill(strings::backward_no_skip, {}));
  add_limits_of_theory(params, report, list);
  return list;
}

BackwardReport report(const BackwardParams& params, const BackwardMeasurement& measured) {
  BackwardReport report;
  report.rows = measured.rows;
  report.rows_total = static_cast<std::uint64_t>(params.batch);
  report.sweep_done = measured.sweep.size();
  report.sweep_total = static_cast<std::uint64_t>(plan(params).sweep);
  report.complete = report.rows == report.rows_total && report.sweep_done == report.sweep_total;
  report.gain_mark = gradient_gain_mark(params);
  report.limits = gradient_limits(params);
  report.cotangent_rms = measured.cotangent_rms;
  report.input = measured.input;
  report.layers = measured.layers;
  add_seeds(measured, report);
  judge(params, report);
  report.warnings = warnings(params, report);
  return report;
}

}  // namespace initlab
