#include "labs/forward/verdict.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::forward {
namespace {

constexpr double saturation_outranks = 0.5;
constexpr double dead_units_worth_a_word = 0.005;

bool is_finite(const LayerResult& layer) {
  return layer.nan_fraction == 0.0 && layer.infinite_fraction == 0.0 && std::isfinite(layer.std);
}

std::string number_of(const LayerResult& layer) { return std::to_string(layer.layer); }

std::string brief(double value, int digits = 2) {
  return sentence_number(brief_number(value, digits));
}

/// The layers before a single value tell what is dead.
bool is_dead(const Report& report) {
  if (report.layers.back().zero_fraction != 1.0) return false;
  return std::any_of(report.layers.begin(), report.layers.end(), [&report](const LayerResult& l) {
    return l.zero_fraction == 1.0 && !has_one_value(report, l);
  });
}

Verdict verdict_of(const Report& report, double ratio) {
  const LayerResult& last = report.layers.back();
  if (last.saturated_fraction > saturation_outranks) return Verdict::saturated;
  if (!is_finite(last)) return Verdict::not_finite;
  if (is_dead(report)) return Verdict::dead;
  if (has_one_value(report, last)) return Verdict::single;
  return verdict_by_ratio<Verdict>(ratio);
}

Sentence keeps_sentence(const Report& report) {
  double least = report.layers.front().std;
  double most = least;
  for (const LayerResult& layer : report.layers) {
    least = std::min(least, layer.std);
    most = std::max(most, layer.std);
  }
  const std::string a = brief(least);
  const std::string b = brief(most);
  const std::string count = number_of(report.layers.back());
  if (a == b) return fill(strings::verdict_keeps_one, {{"a", a}, {"L", count}});
  return fill(strings::verdict_keeps, {{"a", a}, {"b", b}, {"L", count}});
}

/// The first layer from which on the last layer's fault is there already.
template <class Fault>
std::string first_with(const std::vector<LayerResult>& layers, Fault fault) {
  return number_of(*std::find_if(layers.begin(), layers.end(), fault));
}

Sentence headline(const Report& report, double ratio) {
  const LayerResult& last = report.layers.back();
  const std::string layer = number_of(last);
  const std::string size = sentence_number(ratio_number(ratio));
  switch (report.verdict) {
    case Verdict::vanished:
      if (last.min == last.max) {
        return fill(strings::verdict_constant, {{"L", layer}, {"m", brief(last.mean, 3)}});
      }
      return fill(strings::verdict_vanished, {{"L", layer}, {"r", size}});
    case Verdict::collapsing:
      return fill(strings::verdict_collapsing, {{"L", layer}, {"r", size}});
    case Verdict::fading:
      return fill(strings::verdict_fading, {{"L", layer}, {"r", size}});
    case Verdict::keeps:
      return keeps_sentence(report);
    case Verdict::growing:
      return fill(strings::verdict_growing, {{"L", layer}, {"r", size}});
    case Verdict::exploded:
      return fill(strings::verdict_exploded, {{"L", layer}, {"r", size}});
    case Verdict::saturated: {
      const std::string percent = percent_number(last.saturated_fraction);
      if (verdict_by_ratio<Verdict>(ratio) != Verdict::keeps) {
        return fill(strings::verdict_saturated, {{"L", layer}, {"p", percent}});
      }
      return fill(strings::verdict_saturated_healthy, {{"p", percent}, {"a", brief(last.std)}});
    }
    case Verdict::dead:
      return fill(strings::verdict_dead, {{"l", first_with(report.layers, [](const LayerResult& l) {
                                             return l.zero_fraction == 1.0;
                                           })}});
    case Verdict::not_finite:
      return fill(
          strings::verdict_not_finite,
          {{"l", first_with(report.layers, [](const LayerResult& l) { return !is_finite(l); })}});
    case Verdict::single:
      return fill(strings::verdict_single, {{"L", layer}, {"m", brief(last.mean, 3)}});
  }
  return {};
}

/// "1/√2 = 0.71" for a number people know by its formula.
std::string with_formula(double factor) {
  std::string digits = brief(factor);
  if (std::abs(factor - std::numbers::sqrt2 / 2.0) < 1e-6) return "1/√2 = " + digits;
  if (std::abs(factor - std::numbers::sqrt2) < 1e-6) return "√2 = " + digits;
  return digits;
}

/// Geometric mean of the factors on the std from layer 1 to the last.
double factor_per_layer(double first, double last, std::size_t layers) {
  return std::pow(last / first, 1.0 / static_cast<double>(layers - 1));
}

void append_factor(const Report& report, Sentence& text) {
  const LayerResult& first = report.layers.front();
  const LayerResult& last = report.layers.back();
  const std::size_t layers = report.layers.size();
  if (layers < 2 || !(first.std > 0.0) || !(last.std > 0.0)) return;
  const double measured = factor_per_layer(first.std, last.std, layers);
  const double predicted = first.theory && last.theory && first.theory->std > 0.0
                               ? factor_per_layer(first.theory->std, last.theory->std, layers)
                               : 0.0;
  if (predicted > 0.0 && std::isfinite(predicted)) {
    append(text, fill(strings::evidence_factor_theory,
                      {{"f", brief(measured)}, {"g", with_formula(predicted)}}));
  } else {
    append(text, fill(strings::evidence_factor, {{"f", brief(measured)}}));
  }
}

void append_comparison(const Report& report, Sentence& text) {
  const LayerResult& last = report.layers.back();
  const std::string layer = number_of(last);
  const std::string std = brief(last.std, 3);
  if (!last.theory) {
    append(text, fill(strings::evidence_measured, {{"L", layer}, {"a", std}}));
    return;
  }
  const std::string predicted = brief(last.theory->std, 3);
  if (!std::isfinite(last.theory->z)) {
    append(text, fill(strings::evidence_compare, {{"L", layer}, {"a", std}, {"b", predicted}}));
    return;
  }
  append(text, fill(last.theory->provisional ? strings::evidence_compare_z_so_far
                                             : strings::evidence_compare_z,
                    {{"L", layer},
                     {"a", std},
                     {"b", predicted},
                     {"z", sentence_number(signed_number(last.theory->z))},
                     {"k", std::to_string(report.sweep_done)},
                     {"n", std::to_string(report.sweep_total)}}));
}

Sentence evidence(const Params& params, const Report& report) {
  const LayerResult& last = report.layers.back();
  Sentence text;
  if (report.verdict != Verdict::saturated && is_finite(last)) append_factor(report, text);
  if (report.verdict == Verdict::single) {
    append(text, fill(strings::evidence_single, {}));
    return text;
  }
  append_comparison(report, text);
  if (report.verdict == Verdict::saturated) {
    const Words& act = activation_choices()[static_cast<std::size_t>(params.act)].label;
    append(text, fill(strings::evidence_saturated, {{"f", act.en, act.ko}}));
  }
  if (last.dead_fraction >= dead_units_worth_a_word && report.verdict != Verdict::dead) {
    append(text, fill(strings::evidence_dead, {{"p", percent_number(last.dead_fraction)}}));
  }
  return text;
}

}  // namespace

bool has_one_value(const Report& report, const LayerResult& layer) {
  return report.rows * layer.fan_out == 1;
}

void judge(const Params& params, Report& report) {
  if (report.layers.empty()) return;
  // A single value has no spread; what it was drawn from has std 1.
  const double input = report.input.std > 0.0 ? report.input.std : 1.0;
  const double ratio = report.layers.back().std / input;
  report.verdict = verdict_of(report, ratio);
  report.headline = headline(report, ratio);
  report.evidence = evidence(params, report);
}

}  // namespace initlab::forward
