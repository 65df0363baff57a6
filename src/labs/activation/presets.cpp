#include <algorithm>
#include <cmath>

#include "labs/activation/params.h"

namespace initlab {
namespace {

// In the order of ActivationPreset.
constexpr Preset presets[] = {
    {"sigmoid", {"Sigmoid", "시그모이드"}},
    {"sigmoid-wide", {"Sigmoid, std 4", "시그모이드, σ 4"}},
    {"tanh", {"tanh", "tanh"}},
    {"relu", {"ReLU", "ReLU"}},
    {"gelu", {"GELU", "GELU"}},
    {"compare", {"Compare three", "세 함수 비교"}},
};

}  // namespace

ActivationParams activation_preset(ActivationPreset preset) {
  ActivationParams p;
  p.preset = preset;
  switch (preset) {
    case ActivationPreset::sigmoid:
      break;
    case ActivationPreset::sigmoid_wide:
      p.std = 4.0;
      break;
    case ActivationPreset::tanh:
      p.act = Activation::tanh;
      break;
    case ActivationPreset::relu:
      p.act = Activation::relu;
      break;
    case ActivationPreset::gelu:
      p.act = Activation::gelu;
      break;
    case ActivationPreset::compare:
      p.with = {Activation::tanh, Activation::relu};
      break;
  }
  p.slope = make_activation(p.act).slope;
  return p;
}

std::span<const Preset> lab_presets(const ActivationParams&) { return presets; }

bool apply_preset(ActivationParams& params, std::string_view word) {
  for (std::size_t i = 0; i < std::size(presets); ++i) {
    if (presets[i].word == word) {
      params = activation_preset(static_cast<ActivationPreset>(i));
      return true;
    }
  }
  return false;
}

std::string_view preset_word(const ActivationParams& params) {
  return presets[static_cast<std::size_t>(params.preset)].word;
}

std::vector<ActivationFunction> compared_activations(const ActivationParams& params) {
  std::vector<ActivationFunction> list = {{params.act, params.slope}};
  for (const Activation kind : params.with) {
    const bool there = std::any_of(list.begin(), list.end(),
                                   [kind](const ActivationFunction& f) { return f.kind == kind; });
    if (!there) list.push_back(make_activation(kind));
  }
  return list;
}

std::vector<double> activation_grid(const ActivationParams& params) {
  // Half a step of grace: the last point must not be lost to rounding.
  const int steps = static_cast<int>(
      std::min((params.hi - params.lo) / params.step + 1e-6, max_grid_points - 1.0));
  std::vector<double> grid;
  grid.reserve(static_cast<std::size_t>(steps) + 1);
  for (int i = 0; i <= steps; ++i) grid.push_back(params.lo + i * params.step);
  return grid;
}

}  // namespace initlab
