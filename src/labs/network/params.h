#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/network.h"
#include "core/theory/mean_field.h"
#include "labs/lab.h"
#include "labs/param_visitor.h"

namespace initlab {

/// The five experiments of the notes, which every lab of a network starts from.
enum class NetworkPreset : std::uint8_t { small, large, xavier_tanh, xavier_relu, he_relu };

/// How the widths of the layers are chosen.
enum class WidthRule : std::uint8_t {
  equal,   // every layer has `width` units
  listed,  // `widths`, one number a layer; the depth is their count
  random   // each width drawn evenly from [width_min, width_max] by `widths_seed`
};

/// Whether the biases are those that the initializer's own library starts with.
enum class LibraryBias : std::uint8_t { off, on };

/// The line that the notes leave to the reader, with He's.
inline constexpr std::string_view default_code =
    "W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)";

/// What the labs of a fully connected network have in common. The defaults are the notes' Xavier +
/// tanh: 1000 rows of 500 standard normals through ten weight layers of width 500, no bias.
struct NetworkParams {
  Activation act = Activation::tanh;
  double slope = 0.01;  // leaky ReLU, PReLU: negative slope; ELU: alpha. A change of act resets it
  Initializer init = Initializer::xavier_normal;
  double std = 0.01;                                           // normal, truncated normal
  double bound = 0.05;                                         // uniform
  double value = 0.01;                                         // constant
  double scale = 1.0;                                          // variance scaling
  Fan fan = Fan::in;                                           // He, LeCun, variance scaling
  Distribution distribution = Distribution::truncated_normal;  // variance scaling
  std::string code = std::string(default_code);                // code
  CodeOrder code_order = CodeOrder::automatic;                 // code
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
  LibraryBias library_bias = LibraryBias::on;

  bool operator==(const NetworkParams&) const = default;
};

/// Largest values a link may ask for; the product of them is bounded by plan() as well.
inline constexpr int max_depth = 200;
inline constexpr int max_width = 4096;
inline constexpr int max_batch = 8192;

// Parts of the labs' declarations, in the order they are shown. Settings that follow others do so
// here, whoever visits: a new act brings its usual slope, width_rule=listed starts from equal
// widths.
void describe_network_preset(ParamVisitor&, NetworkPreset&);
void describe_activation(ParamVisitor&, NetworkParams&);
/// `one_gain`: false where the gain is not one number.
void describe_initializer(ParamVisitor&, NetworkParams&, bool one_gain = true);
void describe_size(ParamVisitor&, NetworkParams&);
/// `help` says what the bars and the other seeds are of.
void describe_bins(ParamVisitor&, const Words& help, int most, int& bins);
void describe_seeds(ParamVisitor&, const Words& help, int& seeds);
void describe_widths(ParamVisitor&, NetworkParams&);  // and the biases
void describe_biases(ParamVisitor&, NetworkParams&);

std::span<const LabPreset> network_presets();
std::span<const Choice> network_preset_choices();
NetworkParams network_preset(NetworkPreset);
/// What infinite width predicts of it, without drawing a weight.
std::vector<MeanFieldLayer> network_preset_theory(NetworkPreset);

/// Widths of the input and of every layer, by the width rule; size is depth + 1.
std::vector<int> layer_widths(const NetworkParams&);
std::uint64_t weight_count(const NetworkParams&);

/// With the default histogram.
NetworkSpec network_spec(const NetworkParams&);

}  // namespace initlab
