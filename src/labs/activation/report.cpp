// What people see: the exact numbers and curves beside the measured chains, and the verdict.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/theory/derivative_chain.h"
#include "labs/activation/run.h"
#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::activation {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double per_decade = std::numbers::log10e;  // natural log to log10
constexpr double reach = 10.0;                       // standard deviations that hold all of N(0, q)

constexpr double vanished_bound = -3.0;  // log10: less than a thousandth of the gradient is left
constexpr double mostly = 0.5;
constexpr double a_tenth = 0.1;
constexpr double worth_a_word = 5e-4;  // of chains that die: less reads as 0.0 %

std::string brief(double value, int digits = 2) {
  return sentence_number(brief_number(value, digits));
}
std::string power(double exponent) { return sentence_number(power_number(exponent)); }

/// (share - p) in standard deviations of a share of n draws.
double share_z(double share, double p, double n) {
  const double sd = std::sqrt(p * (1.0 - p) / n);
  return sd > 0.0 ? (share - p) / sd : unknown;
}

/// Share of chains of `factors` that meet an exact 0.
double dead_share(double zero_share, int factors) {
  return -std::expm1(factors * std::log1p(-zero_share));
}

/// ln of a typical product: of its living factors, unless half of the chains are dead.
double typical_log(const FactorMoments& m, int factors) {
  if (dead_share(m.zero_share, factors) >= 0.5) return -std::numeric_limits<double>::infinity();
  return factors * m.living_mean_log;
}

Facts facts_of(const Params& params, ActivationFunction function, const FactorMoments& m,
               const ChainSample& sample) {
  const double q = params.std * params.std;
  Facts facts;
  facts.act = static_cast<int>(function.kind);
  const DerivativePeak peak = derivative_peak(function);
  facts.peak = peak.value;
  facts.peak_at = peak.at;
  const double far = std::max({reach * params.std, std::fabs(params.lo), std::fabs(params.hi)});
  const std::vector<Interval> zone = derivative_zone(function, params.threshold, far);
  facts.zone_lo = zone.empty() ? unknown : zone.front().lo;
  facts.zone_hi = zone.empty() ? unknown : zone.back().hi;
  facts.share_outside = share_outside(zone, q);
  const double draws = static_cast<double>(params.chains) * params.depth;
  facts.share_measured = static_cast<double>(sample.outside) / draws;
  facts.share_z = share_z(facts.share_measured, facts.share_outside, draws);
  facts.zero_share = m.zero_share;
  facts.typical_factor = std::exp(typical_log(m, 1));
  facts.rms_factor = std::sqrt(m.mean_square);
  facts.bound = params.depth * std::log10(facts.peak);
  facts.typical = typical_log(m, params.depth) * per_decade;
  facts.rms = 0.5 * params.depth * std::log10(m.mean_square);
  facts.median = sample.median_log.back() * per_decade;
  facts.rms_measured = sample.rms_log.back() * per_decade;
  return facts;
}

void add_chain(const Params& params, const Facts& facts, const FactorMoments& m,
               const ChainSample& sample, Curves& curves) {
  for (int l = 1; l <= params.depth; ++l) {
    const auto i = static_cast<std::size_t>(l - 1);
    const double middle = typical_log(m, l) * per_decade;
    curves.bound.push_back(l * std::log10(facts.peak));
    curves.typical.push_back(middle);
    curves.rms.push_back(0.5 * l * std::log10(m.mean_square));
    curves.median.push_back(sample.median_log[i] * per_decade);
    curves.rms_measured.push_back(sample.rms_log[i] * per_decade);
    curves.zero.push_back(static_cast<double>(sample.zero[i]) / params.chains);
    if (m.zero_share > 0.0) continue;
    const double half = 2.0 * std::sqrt(l * m.log_variance) * per_decade;
    curves.typical_lo.push_back(middle - half);
    curves.typical_hi.push_back(std::min(middle + half, curves.bound.back()));
  }
}

Curves curves_of(const Params& params, ActivationFunction function,
                 const std::vector<double>& grid) {
  Curves curves;
  curves.act = static_cast<int>(function.kind);
  for (const double z : grid) {
    curves.phi.push_back(value(function, z));
    curves.derivative.push_back(derivative(function, z));
  }
  for (const Interval& part : derivative_zone(function, params.threshold, params.lo, params.hi)) {
    curves.zone_lo.push_back(part.lo);
    curves.zone_hi.push_back(part.hi);
  }
  return curves;
}

Verdict verdict_of(const Facts& facts) {
  if (facts.bound < vanished_bound) return Verdict::vanishes;
  if (facts.share_outside > mostly) return Verdict::saturated;
  return facts.share_outside > a_tenth ? Verdict::partly : Verdict::live;
}

Slot name_of(const Facts& facts) {
  const Words& name = activation_choices()[static_cast<std::size_t>(facts.act)].label;
  return {"f", name.en, name.ko};
}

Sentence evidence_of(const Params& params, const Facts& facts) {
  const std::string depth = std::to_string(params.depth);
  Sentence text;
  if (dead_share(facts.zero_share, params.depth) > worth_a_word) {
    const double survives = params.depth * std::log10(1.0 - facts.zero_share);
    text = fill(strings::activation_evidence_zero, {{"p", percent_number(facts.zero_share)},
                                                    {"L", depth},
                                                    {"s", power(survives)},
                                                    {"r", power(facts.rms)}});
  } else {
    text = fill(strings::activation_evidence_chain, {{"L", depth},
                                                     {"m", brief(facts.peak, 3)},
                                                     {"b", power(facts.bound)},
                                                     {"t", power(facts.typical)},
                                                     {"u", power(facts.median)},
                                                     {"r", power(facts.rms)}});
  }
  const std::string percent = percent_number(facts.share_measured);
  if (std::isfinite(facts.share_z)) {
    append(text, fill(strings::activation_evidence_share_z,
                      {{"p", percent}, {"z", sentence_number(signed_number(facts.share_z))}}));
  }
  return text;
}

/// The first depth at which the sampling error of the measured mean square passes a half of it; 0
/// when none does. Its relative variance is ((E f^4 / (E f^2)^2)^l - 1) / chains.
int rms_unreliable_from(const Params& params, const FactorMoments& m) {
  const double growth = m.mean_fourth / (m.mean_square * m.mean_square);
  for (int l = 1; l <= params.depth; ++l) {
    if (std::pow(growth, l) - 1.0 > 0.25 * params.chains) return l;
  }
  return 0;
}

void add_warnings(const Params& params, const FactorMoments& m, Report& report) {
  const Facts& facts = report.activations.front();
  if (facts.rms_factor > 0.0) {
    report.warnings.push_back(
        fill(strings::activation_note_weights,
             {{"f", brief(facts.rms_factor, 3)}, {"g", brief(1.0 / facts.rms_factor, 3)}}));
  }
  if (const int from = rms_unreliable_from(params, m); from > 0) {
    report.warnings.push_back(
        fill(strings::activation_note_rare,
             {{"l", std::to_string(from)},
              {"n", grouped_count(static_cast<std::uint64_t>(params.chains))}}));
  }
}

}  // namespace

Report report(const Params& params, const Measurement& measured) {
  Report report;
  report.chains = measured.chains;
  if (measured.samples.empty()) return report;
  report.complete = true;
  report.z = activation_grid(params);
  for (const double z : report.z) {
    report.density.push_back(std::exp(-0.5 * (z / params.std) * (z / params.std)));
  }
  const std::vector<ActivationFunction> functions = compared_activations(params);
  FactorMoments first;
  for (std::size_t f = 0; f < functions.size(); ++f) {
    const FactorMoments m = factor_moments(functions[f], params.std * params.std);
    if (f == 0) first = m;
    report.activations.push_back(facts_of(params, functions[f], m, measured.samples[f]));
    report.curves.push_back(curves_of(params, functions[f], report.z));
    add_chain(params, report.activations.back(), m, measured.samples[f], report.curves.back());
  }
  const Facts& facts = report.activations.front();
  report.verdict = verdict_of(facts);
  report.headline = fill(strings::activation_verdict, {{"p", percent_number(facts.share_outside)},
                                                       name_of(facts),
                                                       {"t", brief(params.threshold, 3)}});
  report.evidence = evidence_of(params, facts);
  add_warnings(params, first, report);
  return report;
}

}  // namespace initlab::activation
