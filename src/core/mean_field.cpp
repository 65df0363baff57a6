#include "core/mean_field.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include "core/quadrature.h"

namespace initlab {
namespace {

// E sin = 0, E sin^2 = (1 - exp(-2q)) / 2, E cos^2 = (1 + exp(-2q)) / 2: quadrature would need ever
// more points as q grows.
Moments sin_moments(double q) {
  const double half_lost = -0.5 * std::expm1(-2 * q);
  return {0, half_lost, half_lost, 1 - half_lost};
}

// phi = slope u for u < 0, u for u > 0: exact at every q, 0 included (where the derivative's mean
// square is the limit q -> 0, not that of a single point).
Moments homogeneous_moments(double slope, double q) {
  constexpr double inverse_sqrt_two_pi = 0.39894228040143267793994605993438;
  const double mean = (1 - slope) * std::sqrt(q) * inverse_sqrt_two_pi;
  const double mean_square = 0.5 * (1 + slope * slope) * q;
  return {mean, mean_square, mean_square - mean * mean, 0.5 * (1 + slope * slope)};
}

struct DrawnMoments {
  double count = 0;
  double mean = 0;
  double std = 0;
};

// Of the weights of a layer, drawn for the purpose: two passes in double.
DrawnMoments drawn_moments(const NetworkSpec& spec, int layer) {
  const WeightShape shape = weight_shape(spec, layer);
  RowMatrix weights(shape.fan_in, shape.fan_out);
  const Stream stream{spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)};
  const auto scale = static_cast<double>(fill_base(spec.initializer, stream, shape, weights));
  const auto wide = weights.cast<double>().array();
  DrawnMoments moments;
  moments.count = static_cast<double>(weights.size());
  const double mean = wide.mean();
  moments.mean = scale * mean;
  moments.std = std::fabs(scale) * std::sqrt((wide - mean).square().mean());
  return moments;
}

// A mean of weights further from 0 than this is not by chance.
constexpr double most_standard_errors = 5;

}  // namespace

double negative_slope(ActivationFunction function) {
  switch (function.kind) {
    case Activation::identity:
      return 1;
    case Activation::relu:
      return 0;
    default:
      return function.slope;
  }
}

Moments gaussian_moments(ActivationFunction function, double q) {
  if (!(q >= 0) || std::isinf(q)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan, nan, nan};
  }
  if (is_positively_homogeneous(function)) {
    return homogeneous_moments(negative_slope(function), q);
  }
  if (function.kind == Activation::sin) return sin_moments(q);

  const GaussianRule rule = gaussian_rule(q, kinks(function));
  Moments m;
  if (!is_odd(function)) {
    m.mean = expectation(rule, [function](double u) { return value(function, u); });
  }
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double phi = value(function, rule.nodes[i]);
    const double slope = derivative(function, rule.nodes[i]);
    m.mean_square += rule.weights[i] * phi * phi;
    // About the mean: E phi^2 - (E phi)^2 would cancel when q is small.
    m.variance += rule.weights[i] * (phi - m.mean) * (phi - m.mean);
    m.derivative_mean_square += rule.weights[i] * slope * slope;
  }
  return m;
}

double layer_weight_std(const NetworkSpec& spec, int layer, double input_mean_square) {
  if (spec.initializer.kind == Initializer::code) return drawn_moments(spec, layer).std;
  if (spec.initializer.kind != Initializer::lsuv) {
    return weight_std(spec.initializer, weight_shape(spec, layer));
  }
  const double gain = std::fabs(spec.initializer.gain);
  const double q = gain * gain + spec.bias_std * spec.bias_std;
  const double mean_square =
      layer == 1 ? input_mean_square : gaussian_moments(spec.activation, q).mean_square;
  return gain / std::sqrt(spec.widths[static_cast<std::size_t>(layer) - 1] * mean_square);
}

bool has_mean_field(const NetworkSpec& spec) {
  const Initializer kind = spec.initializer.kind;
  if (kind == Initializer::zeros || kind == Initializer::rezero) return true;
  if (!is_random(spec.initializer)) return false;
  if (kind != Initializer::code || spec.depth() < 1) return true;
  const DrawnMoments drawn = drawn_moments(spec, 1);
  return std::fabs(drawn.mean) <= most_standard_errors * drawn.std / std::sqrt(drawn.count);
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
  std::vector<double> kept;
  for (int l = 1; l <= spec.depth(); ++l) {
    const double sd = layer_weight_std(spec, l, input_mean_square);
    kept.push_back(spec.widths[static_cast<std::size_t>(l) - 1] * sd * sd);
  }
  return mean_field(spec.activation, kept, spec.bias_std * spec.bias_std, input_mean_square);
}

std::optional<double> size_keeping_gain(const NetworkSpec& spec) {
  if (spec.bias_std != 0 || spec.depth() < 1) return std::nullopt;
  const ActivationFunction function = spec.activation;
  double kept = 0;  // what a layer keeps of the mean square when fan_in sw^2 = 1
  if (is_positively_homogeneous(function)) {
    kept = gaussian_moments(function, 1).mean_square;
  } else if (is_odd(function)) {
    const double slope = derivative(function, 0);
    kept = slope * slope;
  } else if (function.kind == Activation::selu) {
    kept = 1;
  } else {
    return std::nullopt;
  }

  InitializerSpec unit = spec.initializer;
  unit.gain = 1;
  double log_square = 0;
  for (int l = 1; l <= spec.depth(); ++l) {
    const WeightShape shape = weight_shape(spec, l);
    const double sd = weight_std(unit, shape);
    if (!(sd > 0)) return std::nullopt;
    log_square += std::log(kept * shape.fan_in * sd * sd);
  }
  return std::exp(-0.5 * log_square / spec.depth());
}

}  // namespace initlab
