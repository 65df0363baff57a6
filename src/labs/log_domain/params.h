#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/numbers/number_formats.h"
#include "core/product/probability_product.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab::log_domain {

enum class Preset : std::uint8_t { half, uniform, tokens, sigmoid, confident, bfloat };

/// The log-domain lab's parameters. The defaults: a thousand probabilities of one half.
struct Params {
  Preset preset = Preset::half;
  ProbabilityLaw law = ProbabilityLaw::constant;
  double p = 0.5;
  int count = 1000;                          // factors
  NumberFormat format = NumberFormat::fp32;  // the one the verdict speaks of
  std::uint64_t seed = 1;

  double offset = -1000.0;  // terms of the logsumexp: offset, offset - 1, ...
  int terms = 5;
  double rate = 0.01;  // what the product is multiplied by when it is taken for a gradient

  bool operator==(const Params&) const = default;
};

inline constexpr int max_probabilities = 100000;

/// A new preset replaces everything.
void describe(ParamVisitor&, Params&);

Params from_preset(Preset);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

}  // namespace initlab::log_domain
