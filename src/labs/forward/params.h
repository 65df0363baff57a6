#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/forward.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab {

enum class ForwardPreset : std::uint8_t { small, large, xavier_tanh, xavier_relu, he_relu };

/// How the widths of the layers are chosen.
enum class WidthRule : std::uint8_t {
  equal,   // every layer has `width` units
  listed,  // `widths`, one number a layer; the depth is their count
  random   // each width drawn evenly from [width_min, width_max] by `widths_seed`
};

/// The forward lab's parameters. The defaults are the notes' Xavier + tanh: 1000 rows of 500
/// standard normals through ten weight layers of width 500, no bias.
struct ForwardParams {
  ForwardPreset preset = ForwardPreset::xavier_tanh;  // where the parameters started from
  Activation act = Activation::tanh;
  double slope = 0.01;  // leaky ReLU, PReLU: negative slope; ELU: alpha. A change of act resets it
  Initializer init = Initializer::xavier_normal;
  double std = 0.01;                                           // normal, truncated normal
  double bound = 0.05;                                         // uniform
  double value = 0.01;                                         // constant
  double scale = 1.0;                                          // variance scaling
  Fan fan = Fan::in;                                           // He, LeCun, variance scaling
  Distribution distribution = Distribution::truncated_normal;  // variance scaling
  double gain = 1.0;
  int depth = 10;
  int width = 500;
  int batch = 1000;
  std::uint64_t seed = 1;

  WidthRule width_rule = WidthRule::equal;
  std::vector<int> widths;
  int width_min = 100;
  int width_max = 1000;
  std::uint64_t widths_seed = 1;
  int input_width = 500;
  double bias_std = 0.0;
  double hist_lo = -1.0;
  double hist_hi = 1.0;
  int bins = 30;

  bool operator==(const ForwardParams&) const = default;
};

/// Largest values a link may ask for; the product of them is bounded by plan() as well.
inline constexpr int max_depth = 200;
inline constexpr int max_width = 4096;
inline constexpr int max_batch = 8192;
inline constexpr int max_bins = 200;

/// Settings that follow others do so here, whoever visits: a new preset replaces everything, a new
/// act brings its usual slope and histogram range, width_rule=listed starts from equal widths.
void describe(ParamVisitor&, ForwardParams&);

std::span<const Preset> forward_presets();
ForwardParams forward_preset(ForwardPreset);
/// Standard deviations by theory, input first: the spark line on the preset's chip.
std::vector<double> forward_preset_sketch(ForwardPreset);

// What ExperimentOf asks for.
std::span<const Preset> lab_presets(const ForwardParams&);
bool apply_preset(ForwardParams&, std::string_view word);
std::string_view preset_word(const ForwardParams&);

/// Widths of the input and of every layer, by the width rule; size is depth + 1.
std::vector<int> layer_widths(const ForwardParams&);

/// Where the values of an activation usually lie: the histogram's range.
struct ValueRange {
  double lo;
  double hi;
  bool operator==(const ValueRange&) const = default;
};
ValueRange usual_range(Activation);

NetworkSpec network_spec(const ForwardParams&);

}  // namespace initlab
