#include <cmath>

#include "labs/backward/params.h"
#include "labs/network/result_parts.h"

namespace initlab::backward {
namespace {

constexpr int activation_bins = 30;  // the notes'

}  // namespace

Params from_preset(NetworkPreset preset) {
  Params p;
  static_cast<NetworkParams&>(p) = network_preset(preset);
  p.preset = preset;
  return p;
}

BackwardSpec backward_spec(const Params& params) {
  BackwardSpec spec;
  spec.network = network_spec(params);
  const ValueRange range = usual_range(params.act);
  spec.network.histogram = {range.lo, range.hi, activation_bins};
  spec.norm = params.norm;
  spec.residual = params.residual == ResidualConnections::on;
  spec.branch_scale = params.branch_scale;
  spec.loss = params.loss;
  spec.format = params.format;
  // fp64 has nothing to be lifted over.
  spec.loss_scale = params.format == NumberFormat::fp64 ? 1.0 : std::ldexp(1.0, params.loss_scale);
  spec.batch = params.batch;
  spec.histogram = {params.hist_lo, params.hist_hi, params.bins};
  return spec;
}

std::vector<double> sketch_of(NetworkPreset preset) {
  const std::vector<MeanFieldLayer> theory = network_preset_theory(preset);
  std::vector<double> sketch(theory.size(), 1.0);
  for (std::size_t i = theory.size() - 1; i-- > 0;) {
    sketch[i] = sketch[i + 1] * std::sqrt(theory[i].chi);
  }
  return sketch;
}

std::span<const LabPreset> lab_presets(const Params&) { return network_presets(); }

bool is_short(NumberFormat format) {
  return format != NumberFormat::fp64 && format != NumberFormat::fp32;
}

}  // namespace initlab::backward
