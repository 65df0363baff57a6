#include "labs/forward/params.h"

namespace initlab::forward {

Params from_preset(NetworkPreset preset) {
  Params p;
  static_cast<NetworkParams&>(p) = network_preset(preset);
  p.preset = preset;
  const ValueRange range = usual_range(p.act);
  p.hist_lo = range.lo;
  p.hist_hi = range.hi;
  return p;
}

NetworkSpec network_spec(const Params& params) {
  NetworkSpec spec = network_spec(static_cast<const NetworkParams&>(params));
  spec.histogram = {params.hist_lo, params.hist_hi, params.bins};
  return spec;
}

std::vector<double> sketch_of(NetworkPreset preset) {
  std::vector<double> stds = {1.0};  // the input
  for (const MeanFieldLayer& layer : network_preset_theory(preset)) {
    stds.push_back(layer.std);
  }
  return stds;
}

std::span<const LabPreset> lab_presets(const Params&) { return network_presets(); }

}  // namespace initlab::forward
