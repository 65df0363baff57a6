#include <algorithm>
#include <cmath>
#include <utility>

#include "core/theory/backward_theory.h"
#include "labs/backward/run.h"
#include "labs/backward/verdict.h"
#include "labs/network/quartiles.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::backward {
namespace {

constexpr int narrow_layer = 30;  // units; below, theory of wide layers means little

std::optional<GainMark> gradient_gain_mark(const Params& params) {
  return mark_of(gradient_keeping_gain(backward_spec(params)), strings::backward_gain_keeps);
}

std::optional<GradientLimits> gradient_limits(const Params& params) {
  if (!is_short(params.format)) return std::nullopt;
  const FormatFacts& format = facts(params.format);
  const double scale = backward_spec(params).loss_scale;
  return GradientLimits{format.smallest / scale, format.largest / scale};
}

bool is_the_notes_large(const Params& params) {
  Params original = from_preset(NetworkPreset::large);
  original.seed = params.seed;
  original.depth = params.depth;
  original.batch = params.batch;
  original.seeds = params.seeds;
  return params == original;
}

const Words& words_of(TheoryGap gap) {
  switch (gap) {
    case TheoryGap::batch_norm:
      return strings::backward_no_batch_theory;
    case TheoryGap::biased_pairs:
      return strings::warning_biased_pairs;
    case TheoryGap::drawn_weights:
      return strings::warning_drawn_weights;
    case TheoryGap::special_weights:
      return strings::backward_special_weights;
    case TheoryGap::error_with_skips:
      return strings::backward_error_with_skips;
    case TheoryGap::concentrated:
      return strings::backward_concentrated;
    case TheoryGap::none:
    case TheoryGap::fixed_weights:
      break;
  }
  return strings::warning_no_theory;
}

void add_limits_of_theory(const Params& params, TheoryGap gap, const Report& report,
                          std::vector<Sentence>& list) {
  if (!report.layers.front().theory) {
    list.push_back(fill(words_of(gap), {}));
    return;
  }
  if (!is_random(network_spec(params).initializer)) return;
  if (const Words* words = words_of_weights(params.init)) list.push_back(fill(*words, {}));
  const std::vector<int> widths = layer_widths(params);
  const int narrowest = *std::min_element(widths.begin(), widths.end());
  if (narrowest < narrow_layer) {
    list.push_back(fill(strings::warning_narrow, {{"n", std::to_string(narrowest)}}));
  }
}

void add_seeds(const Measurement& measured, Report& report) {
  for (std::size_t l = 0; l < report.layers.size(); ++l) {
    std::vector<double> rms;
    std::vector<double> norm;
    for (const SeedRun& run : measured.sweep) {
      const SeedLayer& layer = run.layers[l];
      if (!std::isfinite(layer.grad_rms) || !std::isfinite(layer.weight_grad_norm)) continue;
      rms.push_back(layer.grad_rms);
      norm.push_back(layer.weight_grad_norm);
    }
    const auto rms_spread = quartiles(std::move(rms));
    const auto norm_spread = quartiles(std::move(norm));
    if (!rms_spread || !norm_spread) continue;
    report.layers[l].seeds =
        Seeds{rms_spread->count, rms_spread->q1,      rms_spread->median, rms_spread->q3,
              norm_spread->q1,   norm_spread->median, norm_spread->q3};
  }
}

}  // namespace

std::vector<Sentence> warnings(const Params& params, TheoryGap gap, const Report& report) {
  std::vector<Sentence> list;
  if (report.layers.empty()) return list;
  if (is_the_notes_large(params)) list.push_back(fill(strings::warning_notes_large, {}));
  const BackwardSpec spec = backward_spec(params);
  bool skips = false;
  for (int l = 1; l <= spec.network.depth(); ++l) skips = skips || spec.skips(l);
  if (spec.residual && !skips) list.push_back(fill(strings::backward_no_skip, {}));
  if (params.norm == Normalization::batch && params.batch == 1) {
    list.push_back(fill(strings::backward_one_row, {}));
  }
  add_limits_of_theory(params, gap, report, list);
  return list;
}

Report report(const Params& params, const Measurement& measured) {
  Report report;
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
  report.warnings = warnings(params, measured.gap, report);
  return report;
}

}  // namespace initlab::backward
