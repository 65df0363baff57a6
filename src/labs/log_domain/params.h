#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/numbers/number_formats.h"
#include "core/product/probability_product.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab {

enum class LogDomainPreset : std::uint8_t { half, uniform, tokens, sigmoid, confident, bfloat };

/// The log-domain lab's parameters. The defaults: a thousand probabilities of one half.
struct LogDomainParams {
  LogDomainPreset preset = LogDomainPreset::half;
  ProbabilityLaw law = ProbabilityLaw::constant;
  double p = 0.5;
  int count = 1000;                          // factors
  NumberFormat format = NumberFormat::fp32;  // the one the verdict speaks of
  std::uint64_t seed = 1;

  double offset = -1000.0;  // terms of the logsumexp: offset, offset - 1, ...
  int terms = 5;
  double rate = 0.01;  // what the product is multiplied by when it is taken for a gradient

  bool operator==(const LogDomainParams&) const = default;
};

inline constexpr int max_probabilities = 100000;

/// A new preset replaces everything.
void describe(ParamVisitor&, LogDomainParams&);

LogDomainParams log_domain_preset(LogDomainPreset);

// What ExperimentOf asks for.
std::span<const Preset> lab_presets(const LogDomainParams&);
bool apply_preset(LogDomainParams&, std::string_view word);
std::string_view preset_word(const LogDomainParams&);

}  // namespace initlab
