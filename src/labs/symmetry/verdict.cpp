#include <algorithm>
#include <cmath>

#include "labs/symmetry/run.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::symmetry {
namespace {

std::string brief(double value) { return sentence_number(brief_number(value)); }

Verdict verdict_of(const Report& report) {
  const Step& first = report.steps.front();
  const Step& last = report.steps.back();
  if (report.diverged_step) return Verdict::diverged;
  const Groups& moved = last.moved;
  if (moved.hidden_weights == 0.0 && moved.hidden_biases == 0.0 && moved.output_weights == 0.0) {
    return Verdict::only_bias;
  }
  if (report.hidden == 1) return Verdict::single;
  if (last.distinct_units > first.distinct_units) return Verdict::broken;
  if (last.distinct_units < first.distinct_units) return Verdict::merged;
  return last.distinct_units < report.hidden ? Verdict::tied : Verdict::distinct;
}

const Words& broken_sentence(const Params& params) {
  if (params.init == TinyInit::constant_noise) return strings::symmetry_broken_noise;
  const bool fixed = params.init == TinyInit::zero || params.init == TinyInit::constant;
  if (fixed && params.dropout > 0.0) return strings::symmetry_broken_dropout;
  return strings::symmetry_broken_training;
}

Sentence headline(const Params& params, const Report& report) {
  const Step& last = report.steps.back();
  const std::string units = std::to_string(report.hidden);
  const std::string distinct = std::to_string(last.distinct_units);
  switch (report.verdict) {
    case Verdict::only_bias:
      return fill(strings::symmetry_only_bias, {{"N", units}});
    case Verdict::tied:
      return fill(strings::symmetry_tied, {{"N", units}, {"k", distinct}});
    case Verdict::broken:
      return fill(broken_sentence(params),
                  {{"t", std::to_string(report.broken_step.value_or(0))}, {"k", distinct}});
    case Verdict::merged:
      return fill(strings::symmetry_merged, {{"N", units}, {"k", distinct}});
    case Verdict::distinct:
      return fill(strings::symmetry_distinct, {{"N", units}});
    case Verdict::single:
      return fill(strings::symmetry_single, {});
    case Verdict::diverged:
      return fill(strings::symmetry_diverged,
                  {{"t", std::to_string(report.diverged_step.value_or(0))}});
  }
  return {};
}

Sentence evidence(const TinyTraining& training, const Report& report) {
  // Of a run that diverged the last step with numbers.
  const auto finite = std::find_if(report.steps.rbegin(), report.steps.rend(),
                                   [](const Step& s) { return std::isfinite(s.loss); });
  if (finite == report.steps.rend()) return {};
  const Step& last = *finite;
  Sentence text = fill(strings::symmetry_evidence_loss, {{"t", std::to_string(last.step)},
                                                         {"a", brief(last.loss)},
                                                         {"b", brief(last.twin_loss)},
                                                         {"c", brief(report.constant_loss)}});
  if (report.hidden == 1 || report.steps.front().bitwise_distinct > 1) return text;
  if (training.bits_step == TinyTraining::never) {
    append(text, fill(strings::symmetry_evidence_equal_bits, {}));
  } else {
    append(text, fill(strings::symmetry_evidence_bits_until,
                      {{"t", std::to_string(training.bits_step)}}));
  }
  return text;
}

void add_warnings(const Params& params, const TinyTraining& training, Report& report) {
  if (params.init == TinyInit::zero && params.act == TinyActivation::sigmoid) {
    report.warnings.push_back(fill(strings::symmetry_warning_sigmoid, {}));
  }
  if (report.verdict == Verdict::only_bias && params.dropout > 0.0) {
    report.warnings.push_back(fill(strings::symmetry_warning_zero_dropout, {}));
  }
  if (params.init == TinyInit::constant_noise && report.verdict == Verdict::tied) {
    report.warnings.push_back(fill(strings::symmetry_warning_noise_grows, {}));
  }
  if (training.twin_diverged_step != TinyTraining::never) {
    report.warnings.push_back(fill(strings::symmetry_warning_twin_diverged,
                                   {{"t", std::to_string(training.twin_diverged_step)}}));
  }
}

}  // namespace

void judge(const Params& params, const TinyTraining& training, Report& report) {
  if (report.steps.empty()) return;
  report.verdict = verdict_of(report);
  report.headline = headline(params, report);
  report.evidence = evidence(training, report);
  add_warnings(params, training, report);
}

}  // namespace initlab::symmetry
