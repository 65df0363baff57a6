#include "labs/network/result_parts.h"

#include <cmath>
#include <numbers>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {

void describe_progress(ResultVisitor& visitor, NetworkProgress& progress) {
  visitor.count({.key = "rows"}, progress.rows);
  visitor.count({.key = "rows_total"}, progress.rows_total);
  visitor.count({.key = "sweep_done"}, progress.sweep_done);
  visitor.count({.key = "sweep_total"}, progress.sweep_total);
}

void describe(ResultVisitor& visitor, HistogramResult& histogram) {
  visitor.number({.key = "lo"}, histogram.lo);
  visitor.number({.key = "hi"}, histogram.hi);
  visitor.counts({.key = "counts"}, histogram.counts);
  visitor.count({.key = "below"}, histogram.below);
  visitor.count({.key = "above"}, histogram.above);
}

void describe(ResultVisitor& visitor, GainMark& mark) {
  visitor.number({.key = "gain"}, mark.gain);
  visitor.sentence({.key = "label"}, mark.label);
}

std::optional<GainMark> mark_of(const std::optional<KeepingGain>& keeping, const Words& keeps) {
  if (!keeping || !std::isfinite(keeping->gain)) return std::nullopt;
  const Words* words = &keeps;
  if (keeping->kind == KeepingGain::Kind::critical) words = &strings::gain_mark_critical;
  if (keeping->kind == KeepingGain::Kind::on_whole) words = &strings::gain_mark_on_whole;
  return GainMark{keeping->gain, fill(*words, {{"g", written_gain(keeping->gain)}})};
}

const Words* words_of_weights(Initializer kind) {
  switch (kind) {
    case Initializer::orthogonal:
    case Initializer::lsuv:
      return &strings::warning_orthogonal_weights;
    case Initializer::code:
      return &strings::warning_code_weights;
    case Initializer::sparse:
      return &strings::warning_sparse_weights;
    case Initializer::looks_linear:
      return &strings::warning_paired_weights;
    default:
      return nullptr;
  }
}

std::string written_gain(double gain) {
  if (std::abs(gain - std::numbers::sqrt2) < 1e-6) return "√2";
  if (std::abs(gain - 1.0 / std::numbers::sqrt2) < 1e-6) return "1/√2";
  return brief_number(gain, 3);
}

ValueRange usual_range(Activation act) {
  switch (act) {
    case Activation::relu:
    case Activation::softplus:
      return {0.0, 2.0};
    case Activation::leaky_relu:
    case Activation::prelu:
    case Activation::elu:
    case Activation::selu:
    case Activation::gelu:
    case Activation::gelu_tanh:
    case Activation::silu:
    case Activation::mish:
      return {-1.0, 2.0};
    case Activation::identity:
      return {-2.0, 2.0};
    default:
      return {-1.0, 1.0};
  }
}

}  // namespace initlab
