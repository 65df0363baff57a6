#include "labs/training/params.h"

namespace initlab::training {
namespace {

// In the order of Preset; the first five are the notes'.
constexpr LabPreset presets[] = {
    {"small", {"Small 0.01", "작게 0.01"}},
    {"large", {"Large 1.0", "크게 1.0"}},
    {"xavier-tanh", {"Xavier tanh", "Xavier tanh"}},
    {"xavier-relu", {"Xavier ReLU", "Xavier ReLU"}},
    {"he-relu", {"He ReLU", "He ReLU"}},
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"deep", {"He, 50 layers", "He, 50층"}},
    {"dying", {"Dying ReLU", "죽는 ReLU"}},
    {"explodes", {"Rate 1", "학습률 1"}},
    {"clipped", {"Rate 1, clipped", "학습률 1, 클리핑"}},
    {"constant", {"Constant", "상수"}},
    {"adam", {"Small, Adam", "작게, Adam"}},
};

Params from_network(NetworkPreset preset) {
  const NetworkParams network = network_preset(preset);
  Params p;
  p.act = network.act;
  p.slope = network.slope;
  p.init = network.init;
  p.std = network.std;
  return p;
}

Params he_relu_at(double rate) {
  Params p = from_network(NetworkPreset::he_relu);
  p.rate = rate;
  return p;
}

Params without_name(Preset preset) {
  Params p;
  switch (preset) {
    case Preset::small:
      return from_network(NetworkPreset::small);
    case Preset::large:
      return from_network(NetworkPreset::large);
    case Preset::xavier_tanh:
      return from_network(NetworkPreset::xavier_tanh);
    case Preset::xavier_relu:
      return from_network(NetworkPreset::xavier_relu);
    case Preset::he_relu:
      return from_network(NetworkPreset::he_relu);
    case Preset::sigmoid:
      p.act = Activation::sigmoid;
      return p;
    case Preset::deep:
      p = he_relu_at(0.01);
      p.depth = 50;
      return p;
    case Preset::dying:
      p = he_relu_at(0.03);
      p.optimizer = OptimizerKind::adam;
      return p;
    case Preset::explodes:
      return he_relu_at(1.0);
    case Preset::clipped:
      p = he_relu_at(1.0);
      p.clip = 1.0;
      return p;
    case Preset::constant:
      p.init = Initializer::constant;
      return p;
    case Preset::adam:
      p = from_network(NetworkPreset::small);
      p.optimizer = OptimizerKind::adam;
      p.rate = 0.001;
      return p;
  }
  return p;
}

}  // namespace

Params from_preset(Preset preset) {
  Params p = without_name(preset);
  p.preset = preset;
  return p;
}

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

}  // namespace initlab::training
