#include "labs/network/params.h"

namespace initlab {
namespace {

// In the order of NetworkPreset.
constexpr LabPreset presets[] = {
    {"small", {"Small 0.01", "작게 0.01"}},
    {"large", {"Large 1.0", "크게 1.0"}},
    {"xavier-tanh", {"Xavier tanh", "Xavier tanh"}},
    {"xavier-relu", {"Xavier ReLU", "Xavier ReLU"}},
    {"he-relu", {"He ReLU", "He ReLU"}},
};

}  // namespace

std::span<const LabPreset> network_presets() { return presets; }

std::span<const Choice> network_preset_choices() {
  static const std::vector<Choice> choices = choices_of(presets);
  return choices;
}

NetworkParams network_preset(NetworkPreset preset) {
  NetworkParams p;
  switch (preset) {
    case NetworkPreset::small:
      p.init = Initializer::normal;
      p.std = 0.01;
      break;
    case NetworkPreset::large:
      p.init = Initializer::normal;
      p.std = 1.0;
      break;
    case NetworkPreset::xavier_tanh:
      break;
    case NetworkPreset::xavier_relu:
      p.act = Activation::relu;
      break;
    case NetworkPreset::he_relu:
      p.act = Activation::relu;
      p.init = Initializer::he_normal;
      break;
  }
  p.slope = make_activation(p.act).slope;
  return p;
}

std::vector<MeanFieldLayer> network_preset_theory(NetworkPreset preset) {
  const NetworkSpec spec = network_spec(network_preset(preset));
  std::vector<double> kept;
  for (int l = 1; l <= spec.depth(); ++l) {
    const WeightShape shape = weight_shape(spec, l);
    const double sd = weight_std(spec.initializer, shape);
    kept.push_back(shape.fan_in * sd * sd);
  }
  return mean_field(spec.activation, kept);
}

}  // namespace initlab
