#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/network/backward.h"
#include "labs/lab.h"
#include "labs/network/architecture.h"
#include "labs/network/params.h"
#include "labs/param_visitor.h"

namespace initlab::backward {

using initlab::ResidualConnections;

/// The backward lab's parameters: the network, what is added to it, what is differentiated, and
/// how the gradient's numbers are stored.
struct Params : NetworkParams {
  NetworkPreset preset = NetworkPreset::xavier_tanh;  // where the parameters started from
  Normalization norm = Normalization::none;
  ResidualConnections residual = ResidualConnections::off;
  double branch_scale = 1.0;
  Loss loss = Loss::random;
  NumberFormat format = NumberFormat::fp32;
  int loss_scale = 0;      // log2 of the factor
  double hist_lo = -12.0;  // log10 of a gradient's magnitude
  double hist_hi = 6.0;
  int bins = 36;
  int seeds = 0;  // other seeds to run, for the median and quartiles of every layer

  bool operator==(const Params&) const = default;
};

inline constexpr int max_loss_scale = 24;
inline constexpr int max_gradient_bins = 200;

/// Settings that follow others do so here, whoever visits: a new preset replaces everything.
void describe(ParamVisitor&, Params&);

Params from_preset(NetworkPreset);
/// rms gradients by theory, layer 1 first: the spark line on the preset's chip.
std::vector<double> sketch_of(NetworkPreset);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

BackwardSpec backward_spec(const Params&);

/// The numbers the gradient is stored in: whether it is shorter than the float32 of the rest.
bool is_short(NumberFormat);

}  // namespace initlab::backward
