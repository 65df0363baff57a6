#include "labs/forward/params.h"

namespace initlab {

ForwardParams forward_preset(NetworkPreset preset) {
  ForwardParams p;
  static_cast<NetworkParams&>(p) = network_preset(preset);
  p.preset = preset;
  const ValueRange range = usual_range(p.act);
  p.hist_lo = range.lo;
  p.hist_hi = range.hi;
  return p;
}

NetworkSpec network_spec(const ForwardParams& params) {
  NetworkSpec spec = network_spec(static_cast<const NetworkParams&>(params));
  spec.histogram = {params.hist_lo, params.hist_hi, params.bins};
  return spec;
}

std::vector<double> forward_preset_sketch(NetworkPreset preset) {
  std::vector<double> stds = {1.0};  // the input
  for (const MeanFieldLayer& layer : network_preset_theory(preset)) {
    stds.push_back(layer.std);
  }
  return stds;
}

std::span<const Preset> lab_presets(const ForwardParams&) { return network_presets(); }

bool apply_preset(ForwardParams& params, std::string_view word) {
  NetworkPreset preset{};
  if (!find_network_preset(word, preset)) return false;
  params = forward_preset(preset);
  return true;
}

std::string_view preset_word(const ForwardParams& params) {
  return network_presets()[static_cast<std::size_t>(params.preset)].word;
}

}  // namespace initlab
