#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/network/forward.h"
#include "labs/lab.h"
#include "labs/network/params.h"
#include "labs/network/quartiles.h"
#include "labs/network/result_parts.h"
#include "labs/param_visitor.h"

namespace initlab::forward {

/// The forward lab's parameters: the network, and how its histograms are cut.
struct Params : NetworkParams {
  NetworkPreset preset = NetworkPreset::xavier_tanh;  // where the parameters started from
  double hist_lo = -1.0;
  double hist_hi = 1.0;
  int bins = 30;
  int seeds = 0;  // other seeds to run, for the median and quartiles of every layer

  bool operator==(const Params&) const = default;
};

inline constexpr int max_bins = 200;

/// Settings that follow others do so here, whoever visits: a new preset replaces everything, a new
/// act brings its usual histogram range.
void describe(ParamVisitor&, Params&);

Params from_preset(NetworkPreset);
/// Standard deviations by theory, input first: the spark line on the preset's chip.
std::vector<double> sketch_of(NetworkPreset);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

NetworkSpec network_spec(const Params&);

}  // namespace initlab::forward
