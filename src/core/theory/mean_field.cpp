#include "core/theory/mean_field.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/initializer/structured_weights.h"
#include "core/network/biases.h"
#include "core/network/drawn_weights.h"

namespace initlab {
namespace {

bool has_pairs(const NetworkSpec& spec) {
  return spec.initializer.kind == Initializer::looks_linear;
}

// looks-linear: what layer l keeps of the mean square of what comes in, pair by pair, at gain 1.
double pairs_kept(const NetworkSpec& spec, int layer) {
  const auto l = static_cast<std::size_t>(layer);
  const int in = layer == 1 ? spec.widths[0] : spec.widths[l - 1] / 2;
  const int out = spec.widths[l] / 2;
  return out == 0 ? 0 : in / static_cast<double>(std::max(in, out));
}

// looks-linear: z = u or -u of the pairs, and 0 of the unit that is left out.
PreactivationLaw pairs_law(int units, double q) {
  if (units == 1) return {{1, 0}};
  const double left_out = units % 2 == 0 ? 0.0 : 1.0 / units;
  if (left_out == 0) return {{1, q}};
  return {{1 - left_out, q}, {left_out, 0}};
}

double lsuv_variance(const NetworkSpec& spec, int layer, double mean_square) {
  const double gain = spec.initializer.gain;
  return gain * gain / (spec.widths[static_cast<std::size_t>(layer) - 1] * mean_square);
}

std::optional<double> weight_variance(const NetworkSpec& spec, int layer, double mean_square,
                                      bool has_mean) {
  switch (spec.initializer.kind) {
    case Initializer::lsuv:
      return lsuv_variance(spec, layer, mean_square);
    case Initializer::code:
      return drawn_weight_variance(spec, layer, has_mean);
    default: {
      const double sd = weight_std(spec.initializer, weight_shape(spec, layer));
      return sd * sd;
    }
  }
}

// Whether there is a theory of these weights at all.
bool is_described(const NetworkSpec& spec) {
  const Initializer kind = spec.initializer.kind;
  if (kind == Initializer::zeros || kind == Initializer::rezero) return true;
  if (has_pairs(spec) && has_biases(spec)) return false;
  return is_random(spec.initializer);
}

}  // namespace

std::vector<LayerLaw> layer_laws(const NetworkSpec& spec, double input_mean_square) {
  std::vector<LayerLaw> laws;
  if (!is_described(spec)) return laws;
  const ActivationFunction identity{Activation::identity};
  PreactivationLaw below = {{1, input_mean_square}};
  double mean_square = input_mean_square;
  for (int l = 1; l <= spec.depth(); ++l) {
    const ActivationFunction function = l == 1 ? identity : spec.activation;
    const std::optional<double> variance =
        weight_variance(spec, l, mean_square, l > 1 && !is_odd(function));
    if (!variance) break;
    const int fan_in = spec.widths[static_cast<std::size_t>(l) - 1];
    LayerLaw law{*variance, {}};
    if (spec.initializer.kind == Initializer::sparse) {
      const int k = std::min(sparse_connections, fan_in);
      law.z = few_weights_law(function, below, k, *variance * fan_in / k, bias_variance(spec, l));
    } else if (has_pairs(spec)) {
      const double gain = spec.initializer.gain;
      const double incoming =
          l == 1 ? input_mean_square
                 : opposite_pair(function, below.front().variance).difference_mean_square;
      law.z = pairs_law(spec.widths[static_cast<std::size_t>(l)],
                        gain * gain * pairs_kept(spec, l) * incoming);
    } else {
      law.z = {{1, fan_in * *variance * mean_square + bias_variance(spec, l)}};
    }
    below = law.z;
    mean_square = law_moments(spec.activation, law.z).mean_square;
    laws.push_back(std::move(law));
  }
  return laws;
}

std::vector<MeanFieldLayer> mean_field(ActivationFunction function, std::span<const double> kept,
                                       double bias_variance, double input_mean_square) {
  std::vector<MeanFieldLayer> layers;
  layers.reserve(kept.size());
  double mean_square = input_mean_square;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const double q = kept[i] * mean_square + bias_variance;
    const Moments m = gaussian_moments(function, q);
    const double next = kept[i + 1 < kept.size() ? i + 1 : i];
    layers.push_back({q, m.mean, std::sqrt(m.variance), next * m.derivative_mean_square});
    mean_square = m.mean_square;
  }
  return layers;
}

std::vector<MeanFieldLayer> mean_field(const NetworkSpec& spec, double input_mean_square) {
  const std::vector<LayerLaw> laws = layer_laws(spec, input_mean_square);
  std::vector<MeanFieldLayer> layers;
  layers.reserve(laws.size());
  for (std::size_t i = 0; i < laws.size(); ++i) {
    const Moments m = law_moments(spec.activation, laws[i].z);
    const std::size_t next = i + 1 < laws.size() ? i + 1 : i;
    double chi = spec.widths[next] * laws[next].weight_variance * m.derivative_mean_square;
    if (has_pairs(spec)) {
      const double gain = spec.initializer.gain;
      const OppositePair pair = opposite_pair(spec.activation, laws[i].z.front().variance);
      chi = gain * gain * pairs_kept(spec, static_cast<int>(next) + 1) * pair.slope_sum_mean_square;
    }
    layers.push_back({variance_of(laws[i].z), m.mean, std::sqrt(m.variance), chi});
  }
  return layers;
}

namespace {

// What a layer keeps of the mean square, one layer after the other, with gain 1.
struct Kept {
  double log_sum = 0;
  bool equal = true;
  double first = 0;
  int count = 0;

  void add(double kept) {
    constexpr double rounding = 1e-12;
    log_sum += std::log(kept);
    if (count == 0) first = kept;
    equal = equal && std::fabs(kept / first - 1) < rounding;
    ++count;
  }
};

double units_with_signal(int width) { return width % 2 == 0 ? 1.0 : 1 - 1.0 / width; }

}  // namespace

std::optional<KeepingGain> size_keeping_gain(const NetworkSpec& spec) {
  if (has_biases(spec) || spec.depth() < 1) return std::nullopt;
  const ActivationFunction function = spec.activation;
  const bool homogeneous = is_positively_homogeneous(function);
  const bool odd = is_odd(function);
  const bool selu = function.kind == Activation::selu;
  if (!homogeneous && !odd && !selu) return std::nullopt;
  const double slope = derivative(function, 0);

  InitializerSpec unit = spec.initializer;
  unit.gain = 1;
  Kept kept;
  for (int l = 1; l <= spec.depth(); ++l) {
    const WeightShape shape = weight_shape(spec, l);
    const double sd = weight_std(unit, shape);
    if (!(sd > 0)) return std::nullopt;
    if (!has_pairs(spec)) {
      kept.add(shape.fan_in * sd * sd);
    } else if (l > 1) {
      kept.add(pairs_kept(spec, l) * (homogeneous
                                          ? opposite_pair(function, 1).difference_mean_square
                                          : 4 * slope * slope));
    }
  }

  KeepingGain result;
  double layers = spec.depth();
  if (has_pairs(spec)) {
    if (selu || (!homogeneous && kept.count == 0)) return std::nullopt;
    if (homogeneous) {
      // From the input to the first layer's u, and from the last one's to its outputs.
      kept.log_sum += std::log(pairs_kept(spec, 1) * gaussian_moments(function, 1).mean_square *
                               units_with_signal(spec.widths.back()));
    } else {
      layers = kept.count;
    }
  } else if (homogeneous) {
    kept.log_sum += layers * std::log(gaussian_moments(function, 1).mean_square);
  } else if (odd) {
    kept.log_sum += layers * std::log(slope * slope);
  } else if (!kept.equal || spec.initializer.kind == Initializer::sparse) {
    return std::nullopt;  // the fixed point is that of normal z, and of each layer
  }
  if (!homogeneous && !selu) {
    result.kind = kept.equal ? KeepingGain::Kind::critical : KeepingGain::Kind::on_whole;
  }
  result.gain = std::exp(-0.5 * kept.log_sum / layers);
  return result;
}

}  // namespace initlab
