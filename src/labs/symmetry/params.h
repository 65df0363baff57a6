#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/training/tiny_training.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab::symmetry {

enum class Preset : std::uint8_t { zero, constant, constant_noise, dropout, normal, xavier, he };

/// The symmetry lab's parameters. The defaults are the preset constant-noise: eight tanh units that
/// start almost equal, on XOR, by gradient descent over all points.
struct Params {
  Preset preset = Preset::constant_noise;
  TinyInit init = TinyInit::constant_noise;
  double value = 0.5;     // constant, constant-noise
  double epsilon = 1e-3;  // constant-noise: standard deviation of the noise
  double std = 0.1;       // normal
  double dropout = 0.0;
  OptimizerKind optimizer = OptimizerKind::sgd;
  double rate = 0.3;
  int hidden = 8;
  int steps = 400;
  ToyTaskKind task = ToyTaskKind::xor_clusters;
  TinyActivation act = TinyActivation::tanh;
  int batch = toy_points;
  std::uint64_t seed = 1;

  bool operator==(const Params&) const = default;
};

inline constexpr int max_hidden = 32;
inline constexpr int max_steps = 5000;

/// A new preset replaces everything.
void describe(ParamVisitor&, Params&);

Params from_preset(Preset);
TinyTrainingSpec training_spec(const Params&);
/// Of one of the two networks, biases included.
std::uint64_t weight_count(const Params&);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

}  // namespace initlab::symmetry
