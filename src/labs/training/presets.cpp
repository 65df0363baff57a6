#include "labs/training/params.h"

#include <iterator>
#include <vector>

namespace initlab::training {
namespace {

// In the order of Preset, after the notes' five.
constexpr LabPreset more_presets[] = {
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"deep", {"He, 50 layers", "He, 50층"}},
    {"deep-residual", {"50 with skips", "50층, 잔차"}},
    {"deep-norm", {"50, skips, norm", "50층, 잔차, 정규화"}},
    {"dying", {"Dying ReLU", "죽는 ReLU"}},
    {"explodes", {"Rate 1", "학습률 1"}},
    {"clipped", {"Rate 1, clipped", "학습률 1, 클리핑"}},
    {"constant", {"Constant", "상수"}},
    {"adam", {"Small, Adam", "작게, Adam"}},
    {"map", {"Map", "지도"}},
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

Params he_relu_50_layers() {
  Params p = he_relu_at(0.01);
  p.depth = 50;
  return p;
}

Params without_name(Preset preset) {
  Params p;
  switch (preset) {
    case Preset::small:
    case Preset::large:
    case Preset::xavier_tanh:
    case Preset::xavier_relu:
    case Preset::he_relu:
      return from_network(static_cast<NetworkPreset>(preset));
    case Preset::sigmoid:
      p.act = Activation::sigmoid;
      return p;
    case Preset::deep:
      return he_relu_50_layers();
    case Preset::deep_residual:
      p = he_relu_50_layers();
      p.residual = ResidualConnections::on;
      // At 1 the stream grows some 1.7-fold a layer: the first loss is 3e11.
      p.branch_scale = 0.1;
      return p;
    case Preset::deep_norm:
      p = he_relu_50_layers();
      p.residual = ResidualConnections::on;
      p.norm = Normalization::layer;
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
    case Preset::map:
      p.map = Map::on;
      p.width = 64;
      p.rate = 0.03;
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

std::span<const LabPreset> lab_presets(const Params&) {
  static const std::vector<LabPreset> presets = [] {
    const std::span<const LabPreset> notes = network_presets();
    std::vector<LabPreset> all(notes.begin(), notes.end());
    all.insert(all.end(), std::begin(more_presets), std::end(more_presets));
    return all;
  }();
  return presets;
}

}  // namespace initlab::training
