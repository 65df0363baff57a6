#include "core/mean_field.h"
#include "labs/forward/params.h"

namespace initlab {
namespace {

// In the order of ForwardPreset.
constexpr Preset presets[] = {
    {"small", {"Small 0.01", "작게 0.01"}},
    {"large", {"Large 1.0", "크게 1.0"}},
    {"xavier-tanh", {"Xavier tanh", "Xavier tanh"}},
    {"xavier-relu", {"Xavier ReLU", "Xavier ReLU"}},
    {"he-relu", {"He ReLU", "He ReLU"}},
};

}  // namespace

std::span<const Preset> forward_presets() { return presets; }

ForwardParams forward_preset(ForwardPreset preset) {
  ForwardParams p;
  p.preset = preset;
  switch (preset) {
    case ForwardPreset::small:
      p.init = Initializer::normal;
      p.std = 0.01;
      break;
    case ForwardPreset::large:
      p.init = Initializer::normal;
      p.std = 1.0;
      break;
    case ForwardPreset::xavier_tanh:
      break;
    case ForwardPreset::xavier_relu:
      p.act = Activation::relu;
      break;
    case ForwardPreset::he_relu:
      p.act = Activation::relu;
      p.init = Initializer::he_normal;
      break;
  }
  p.slope = make_activation(p.act).slope;
  const ValueRange range = usual_range(p.act);
  p.hist_lo = range.lo;
  p.hist_hi = range.hi;
  return p;
}

std::vector<double> forward_preset_sketch(ForwardPreset preset) {
  std::vector<double> stds = {1.0};  // the input
  for (const MeanFieldLayer& layer : mean_field(network_spec(forward_preset(preset)))) {
    stds.push_back(layer.std);
  }
  return stds;
}

std::span<const Preset> lab_presets(const ForwardParams&) { return presets; }

bool apply_preset(ForwardParams& params, std::string_view word) {
  for (std::size_t i = 0; i < std::size(presets); ++i) {
    if (presets[i].word == word) {
      params = forward_preset(static_cast<ForwardPreset>(i));
      return true;
    }
  }
  return false;
}

std::string_view preset_word(const ForwardParams& params) {
  return presets[static_cast<std::size_t>(params.preset)].word;
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
