#include <algorithm>
#include <cmath>

#include "labs/activation/params.h"

namespace initlab::activation {
namespace {

// In the order of Preset.
constexpr LabPreset presets[] = {
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"sigmoid-wide", {"Sigmoid, std 4", "시그모이드, σ 4"}},
    {"tanh", {"tanh", "tanh"}},
    {"relu", {"ReLU", "ReLU"}},
    {"gelu", {"GELU", "GELU"}},
    {"compare", {"Compare three", "세 함수 비교"}},
};

}  // namespace

Params from_preset(Preset preset) {
  Params p;
  p.preset = preset;
  switch (preset) {
    case Preset::sigmoid:
      break;
    case Preset::sigmoid_wide:
      p.std = 4.0;
      break;
    case Preset::tanh:
      p.act = Activation::tanh;
      break;
    case Preset::relu:
      p.act = Activation::relu;
      break;
    case Preset::gelu:
      p.act = Activation::gelu;
      break;
    case Preset::compare:
      p.with = {Activation::tanh, Activation::relu};
      break;
  }
  p.slope = make_activation(p.act).slope;
  return p;
}

std::span<const LabPreset> lab_presets(const Params&) { return presets; }

std::vector<ActivationFunction> compared_activations(const Params& params) {
  std::vector<ActivationFunction> list = {{params.act, params.slope}};
  for (const Activation kind : params.with) {
    const bool there = std::any_of(list.begin(), list.end(),
                                   [kind](const ActivationFunction& f) { return f.kind == kind; });
    if (!there) list.push_back(make_activation(kind));
  }
  return list;
}

std::vector<double> activation_grid(const Params& params) {
  // Half a step of grace: the last point must not be lost to rounding.
  const int steps = static_cast<int>(
      std::min((params.hi - params.lo) / params.step + 1e-6, max_grid_points - 1.0));
  std::vector<double> grid;
  grid.reserve(static_cast<std::size_t>(steps) + 1);
  for (int i = 0; i <= steps; ++i) grid.push_back(params.lo + i * params.step);
  return grid;
}

}  // namespace initlab::activation
