#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/activation/activation.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab::activation {

enum class Preset : std::uint8_t { sigmoid, sigmoid_wide, tanh, relu, gelu, compare };

/// The activation lab's parameters. The defaults are the notes' figure: the sigmoid and its
/// derivative over [-8, 8] in steps of 0.1.
struct Params {
  Preset preset = Preset::sigmoid;
  Activation act = Activation::sigmoid;  // the one the verdict speaks of
  double slope = 0.01;                   // of act, where it has one. A change of act resets it
  std::vector<Activation> with;          // shown beside it, with their usual slopes
  double std = 1.0;                      // of the pre-activations z ~ N(0, std^2)
  double threshold = 0.1;
  int depth = 20;  // factors of the chain
  std::uint64_t seed = 1;

  double lo = -8.0;
  double hi = 8.0;
  double step = 0.1;
  int chains = 2000;

  bool operator==(const Params&) const = default;
};

inline constexpr int max_chain_depth = 200;
inline constexpr int max_chains = 10000;
inline constexpr int max_grid_points = 1001;

/// Settings that follow others do so here: a new preset replaces everything, a new act brings its
/// usual slope, hi stays above lo, and the step leaves at most max_grid_points points.
void describe(ParamVisitor&, Params&);

Params from_preset(Preset);

// What ExperimentOf asks for.
std::span<const LabPreset> lab_presets(const Params&);

/// act and those of `with`, each once, in order.
std::vector<ActivationFunction> compared_activations(const Params&);

/// lo, lo + step, ... up to hi.
std::vector<double> activation_grid(const Params&);

}  // namespace initlab::activation
