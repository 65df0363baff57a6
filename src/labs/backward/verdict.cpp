#include "labs/backward/verdict.h"

#include <algorithm>
#include <cmath>

#include "labs/vocabulary.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab::backward {
namespace {

constexpr double flushed_outranks = 0.5;
constexpr double flushed_worth_a_word = 0.02;
constexpr double tiny_median = 1e-3;  // of a derivative, beside which growth is worth explaining

std::string short_number(double value, int digits = 2) {
  return sentence_number(brief_number(value, digits));
}

std::string_view format_name(const Params& params) {
  return number_format_choices()[static_cast<std::size_t>(params.format)].label.en;
}

bool has_activations(const Layer& layer) {
  return layer.nan_fraction == 0.0 && layer.infinite_fraction == 0.0;
}

/// The first layer of the way back, from the last one, that has the fault; 0 for none.
template <class Fault>
std::uint64_t first_on_the_way_back(const Report& report, Fault fault) {
  const auto found = std::find_if(report.layers.rbegin(), report.layers.rend(), fault);
  return found == report.layers.rend() ? 0 : found->layer;
}

bool is_zero(const Layer& layer) { return layer.grad_rms == 0.0; }
bool is_unbounded(const Layer& layer) { return !std::isfinite(layer.grad_rms); }

const Layer& most_flushed(const Report& report) {
  // Of equal ones the last layer, which the gradient meets first.
  return *std::max_element(
      report.layers.rbegin(), report.layers.rend(),
      [](const Layer& a, const Layer& b) { return a.flushed_fraction < b.flushed_fraction; });
}

Verdict verdict_of(const Report& report) {
  const auto& layers = report.layers;
  if (std::any_of(layers.begin(), layers.end(), is_unbounded)) return Verdict::not_finite;
  const double flushed = most_flushed(report).flushed_fraction;
  if (is_zero(layers.front())) {
    return flushed > 0.0 ? Verdict::flushed : Verdict::dead;
  }
  if (flushed > flushed_outranks) return Verdict::flushed;
  return verdict_by_ratio<Verdict>(report.gradient_ratio);
}

Sentence not_finite_sentence(const Params& params, const Report& report) {
  for (const Layer& layer : report.layers) {
    if (!has_activations(layer)) {
      return fill(strings::backward_no_activations, {{"l", std::to_string(layer.layer)}});
    }
  }
  const std::uint64_t layer = first_on_the_way_back(report, is_unbounded);
  return fill(strings::backward_not_finite,
              {{"l", std::to_string(layer)}, {"f", format_name(params)}});
}

Sentence flushed_sentence(const Params& params, const Report& report) {
  if (is_zero(report.layers.front())) {
    const std::uint64_t layer = first_on_the_way_back(report, is_zero);
    return fill(strings::backward_flushed_all,
                {{"l", std::to_string(layer)}, {"f", format_name(params)}});
  }
  const Layer& layer = most_flushed(report);
  return fill(strings::backward_flushed, {{"l", std::to_string(layer.layer)},
                                          {"p", percent_number(layer.flushed_fraction)},
                                          {"f", format_name(params)}});
}

Sentence keeps_sentence(const Report& report) {
  const auto [least, most] =
      std::minmax_element(report.layers.begin(), report.layers.end(),
                          [](const Layer& a, const Layer& b) { return a.grad_rms < b.grad_rms; });
  const std::string a = short_number(least->grad_rms);
  const std::string b = short_number(most->grad_rms);
  if (a == b) return fill(strings::backward_keeps_one, {{"a", a}});
  return fill(strings::backward_keeps,
              {{"a", a}, {"b", b}, {"L", std::to_string(report.layers.size())}});
}

Sentence backward_headline(const Params& params, const Report& report) {
  const std::string size = sentence_number(ratio_number(report.gradient_ratio));
  const double median = report.layers.back().derivative_median;
  switch (report.verdict) {
    case Verdict::vanished:
      return fill(strings::backward_vanished, {{"r", size}});
    case Verdict::collapsing:
      return fill(strings::backward_collapsing, {{"r", size}});
    case Verdict::fading:
      return fill(strings::backward_fading, {{"r", size}});
    case Verdict::keeps:
      return keeps_sentence(report);
    case Verdict::growing:
    case Verdict::exploded:
      if (median < tiny_median && median > 0.0) {
        return fill(strings::backward_paradox, {{"r", size}, {"m", short_number(median)}});
      }
      return fill(report.verdict == Verdict::growing ? strings::backward_growing
                                                     : strings::backward_exploded,
                  {{"r", size}});
    case Verdict::flushed:
      return flushed_sentence(params, report);
    case Verdict::dead:
      return fill(strings::backward_dead,
                  {{"l", std::to_string(first_on_the_way_back(report, is_zero))}});
    case Verdict::not_finite:
      return not_finite_sentence(params, report);
  }
  return {};
}

/// Geometric mean of the factors on the rms from the last layer back to layer 1; NaN or infinite
/// where there is none.
double factor_back(double first, double last, std::size_t layers) {
  return std::pow(first / last, 1.0 / static_cast<double>(layers - 1));
}

void append_factor(const Report& report, Sentence& text) {
  const std::size_t count = report.layers.size();
  if (count < 2) return;
  const Layer& first = report.layers.front();
  const Layer& last = report.layers.back();
  const double measured = factor_back(first.grad_rms, last.grad_rms, count);
  if (!std::isfinite(measured) || !(measured > 0.0)) return;
  const double predicted = first.theory && last.theory
                               ? factor_back(first.theory->grad_rms, last.theory->grad_rms, count)
                               : 0.0;
  if (predicted > 0.0 && std::isfinite(predicted)) {
    append(text, fill(strings::backward_factor_theory,
                      {{"f", short_number(measured)}, {"g", short_number(predicted)}}));
  } else {
    append(text, fill(strings::backward_factor, {{"f", short_number(measured)}}));
  }
}

Sentence backward_evidence(const Params& params, const Report& report) {
  const Layer& first = report.layers.front();
  Sentence text;
  append_factor(report, text);
  const std::string rms = short_number(first.grad_rms, 3);
  if (first.theory) {
    append(text, fill(strings::backward_compare,
                      {{"a", rms}, {"b", short_number(first.theory->grad_rms, 3)}}));
  } else {
    append(text, fill(strings::backward_measured, {{"a", rms}}));
  }
  const Layer& worst = most_flushed(report);
  const bool said = report.verdict == Verdict::flushed && !is_zero(first);
  if (worst.flushed_fraction >= flushed_worth_a_word && !said) {
    append(text, fill(strings::backward_lost, {{"f", format_name(params)},
                                               {"p", percent_number(worst.flushed_fraction)},
                                               {"l", std::to_string(worst.layer)}}));
  }
  return text;
}

}  // namespace

void judge(const Params& params, Report& report) {
  if (report.layers.empty()) return;
  const double last = report.layers.back().grad_rms;
  report.gradient_ratio = report.layers.size() == 1 ? 1.0 : report.layers.front().grad_rms / last;
  report.verdict = verdict_of(report);
  report.headline = backward_headline(params, report);
  report.evidence = backward_evidence(params, report);
}

}  // namespace initlab::backward
