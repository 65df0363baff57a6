// What people see: predicted steps beside the measured ones, errors, and the verdict.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/numbers/precise_math.h"
#include "labs/log_domain/run.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::log_domain {
namespace {

constexpr double per_decade = std::numbers::log10e;  // natural log to log10

std::string brief(double value, int digits = 2) {
  return sentence_number(brief_number(value, digits));
}

/// Natural-log units from 1 down to x; 0 when x is not below 1.
double depth_of(double x) { return std::fmax(0.0, -std::log(x)); }

/// ln(e^a + e^(a-1) + ...), by the geometric series.
double exact_log_sum_exp(const Params& params) {
  return params.offset + std::log(std::expm1(-params.terms) / std::expm1(-1.0));
}

Format row_of(const Params& params, const Report& report, NumberFormat format, const Run& run) {
  const FormatFacts& f = facts(format);
  const ProbabilitySource source{params.law, params.p};
  Format row;
  row.format = static_cast<int>(format);
  row.smallest = f.smallest;
  row.run = run;
  row.least_change = 0.5 * f.epsilon();
  row.idle_predicted = first_passage(source, depth_of(row.least_change / params.rate)).mean;
  // The smallest normal number itself is still one: a little further than to it.
  constexpr double beyond = 1.0 + 1e-12;
  row.subnormal_predicted = first_passage(source, beyond * depth_of(f.smallest_normal)).mean;
  // Half the smallest number, exactly: a tie goes to 0.
  const FirstPassage zero = first_passage(source, depth_of(f.smallest) + std::numbers::ln2);
  row.zero_predicted = zero.mean;
  row.zero_sd = zero.sd;
  row.log_error = run.log_sum - report.log_sum;
  row.shifted_error = run.shifted - report.lse_exact;
  return row;
}

void add_curves(const Params& params, const Measurement& measured, Report& report) {
  const ProbabilitySource source{params.law, params.p};
  const std::vector<int> steps = shown_steps(params);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double n = steps[i];
    const double middle = n * source.log_mean() * per_decade;
    const double half = 2.0 * std::sqrt(n) * source.log_std() * per_decade;
    report.steps.push_back(n);
    report.product.push_back(std::log10(measured.product[i]));
    report.log_sums.push_back(measured.log_sums[i] * per_decade);
    report.theory.push_back(middle);
    report.theory_lo.push_back(middle - half);
    report.theory_hi.push_back(std::fmin(0.0, middle + half));
  }
}

Verdict verdict_of(const Report& report, const Format& row) {
  if (row.run.zero_at > 0) return Verdict::zero;
  if (report.log_sum < std::log(row.smallest) - std::numbers::ln2) return Verdict::stuck;
  return row.run.subnormal_at > 0 ? Verdict::subnormal : Verdict::normal;
}

std::string_view format_name(int format) {
  return number_format_choices()[static_cast<std::size_t>(format)].label.en;
}

Sentence headline_of(const Report& report, const Format& row) {
  const std::string log = brief(report.log_sum, 5);
  const std::string n = std::to_string(row.run.zero_at);
  const std::string product = brief(row.run.product, 3);
  const std::string_view name = format_name(row.format);
  switch (report.verdict) {
    case Verdict::zero:
      return fill(strings::log_domain_zero, {{"n", n}, {"f", name}, {"x", log}});
    case Verdict::stuck:
      return fill(strings::log_domain_stuck, {{"v", product}, {"f", name}, {"x", log}});
    case Verdict::subnormal:
      return fill(strings::log_domain_subnormal, {{"v", product}, {"f", name}, {"x", log}});
    case Verdict::normal:
      return fill(strings::log_domain_normal, {{"v", product}, {"f", name}, {"x", log}});
  }
  return {};
}

Sentence evidence_of(const Format& row) {
  Sentence text;
  const std::string mean = fixed_number(row.zero_predicted, 0);
  if (row.zero_sd > 0.0) {
    text = fill(strings::log_domain_predicted_sd, {{"m", mean}, {"s", brief(2.0 * row.zero_sd)}});
  } else {
    text = fill(strings::log_domain_predicted, {{"m", mean}});
  }
  append(text, fill(strings::log_domain_log_error, {{"f", format_name(row.format)},
                                                    {"x", brief(row.run.log_sum, 5)},
                                                    {"e", brief(std::fabs(row.log_error))}}));
  return text;
}

void add_warnings(const Params& params, const Format& row, Report& report) {
  const std::string_view name = format_name(row.format);
  if (row.run.idle_at > 0) {
    report.warnings.push_back(
        fill(strings::log_domain_note_gradient, {{"r", brief(params.rate)},
                                                 {"f", name},
                                                 {"n", std::to_string(row.run.idle_at)},
                                                 {"e", brief(row.least_change)}}));
  }
  if (report.verdict == Verdict::stuck) {
    report.warnings.push_back(fill(strings::log_domain_note_stuck, {{"f", name}}));
  }
  if (row.run.log_stalled_at > 0) {
    report.warnings.push_back(
        fill(strings::log_domain_note_stall, {{"f", name},
                                              {"n", std::to_string(row.run.log_stalled_at)},
                                              {"x", brief(row.run.log_sum, 5)}}));
  }
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report report;
  if (measured.runs.empty()) return report;
  const ProbabilitySource source{params.law, params.p};
  report.complete = true;
  report.log_sum = measured.log_sum;
  report.log10_product = measured.log_sum * per_decade;
  report.log_predicted = params.count * source.log_mean();
  report.log_predicted_sd = std::sqrt(static_cast<double>(params.count)) * source.log_std();
  report.lse_exact = exact_log_sum_exp(params);
  for (std::size_t f = 0; f < measured.runs.size(); ++f) {
    report.formats.push_back(
        row_of(params, report, static_cast<NumberFormat>(f), measured.runs[f]));
  }
  add_curves(params, measured, report);
  const Format& row = report.formats[static_cast<std::size_t>(params.format)];
  report.verdict = verdict_of(report, row);
  report.headline = headline_of(report, row);
  report.evidence = evidence_of(row);
  add_warnings(params, row, report);
  return report;
}

}  // namespace initlab::log_domain
