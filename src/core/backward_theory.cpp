#include "core/backward_theory.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/mean_field.h"
#include "core/quadrature.h"

namespace initlab {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double normal_quartile = 0.67448975019608174;  // P(|z| < it) = 1/2

// The way there: what the way back needs of each layer.
struct ForwardLayer {
  double variance = 0;      // of n_l
  double scale_square = 1;  // mean square of dz / dn of normalization, at infinite width
  double branch = 1;        // c
  bool skips = false;
  double weight_variance = 0;  // of one weight
  double stream_square = 0;    // of a_{l-1}
  Moments moments;
};

bool is_normalized(const BackwardSpec& spec) { return spec.norm != Normalization::none; }

double median_of_derivative(ActivationFunction function, double variance) {
  switch (function.kind) {
    case Activation::identity:
    case Activation::sigmoid:
    case Activation::tanh:
    case Activation::hard_tanh:
    case Activation::softsign:
    case Activation::erf:
      return derivative(function, normal_quartile * std::sqrt(variance));
    default:
      return unknown;
  }
}

// Moments of the last layer's activations.
struct Output {
  double mean = 0;
  double mean_square = 0;
};

// The way there, layer by layer.
std::vector<ForwardLayer> forward_way(const BackwardSpec& spec, Output& output,
                                      std::vector<BackwardTheoryLayer>& result) {
  const NetworkSpec& network = spec.network;
  std::vector<ForwardLayer> layers(result.size());
  double mean = 0;  // of a_{l-1}: the input is N(0, 1)
  double mean_square = 1;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    ForwardLayer& layer = layers[i];
    const int fan_in = network.widths[i];
    const double sd = layer_weight_std(network, static_cast<int>(i) + 1);
    layer.skips = spec.skips(static_cast<int>(i) + 1);
    layer.branch = layer.skips ? spec.branch_scale : 1.0;
    layer.weight_variance = sd * sd;
    layer.stream_square = mean_square;
    const double q = fan_in * sd * sd * mean_square + network.bias_std * network.bias_std;
    layer.variance = is_normalized(spec) ? q / (q + norm_epsilon) : q;
    layer.scale_square = is_normalized(spec) ? 1 / (q + norm_epsilon) : 1.0;
    layer.moments = gaussian_moments(network.activation, layer.variance);
    if (layer.variance == 0) {  // every z is 0, not close to it: phi' is that of 0
      const double slope = derivative(network.activation, 0);
      layer.moments.derivative_mean_square = slope * slope;
    }
    const Moments& m = layer.moments;
    const double c = layer.branch;
    const double stream_mean = layer.skips ? mean : 0.0;
    const double stream_variance = layer.skips ? mean_square - mean * mean : 0.0;
    // Different units' weights are independent: stream and branch are uncorrelated.
    const double variance = stream_variance + c * c * m.variance;
    mean = stream_mean + c * m.mean;
    mean_square = variance + mean * mean;
    result[i].q = q;
    result[i].mean = mean;
    result[i].std = std::sqrt(variance);
    result[i].derivative_median = median_of_derivative(network.activation, layer.variance);
  }
  output = {mean, mean_square};
  return layers;
}

// What the error (a_L - t) / (batch n_L) of the mean squared error makes of D_l where it reaches
// layer l unchanged: at the last layer, and through skips. There a_L = rest + c phi(n_l), so that
// the error is correlated with phi'(n_l).
double squared_error_share(const BackwardSpec& spec, const ForwardLayer& layer,
                           const Output& output, double factor) {
  const ActivationFunction function = spec.network.activation;
  const GaussianRule rule = gaussian_rule(layer.variance, kinks(function));
  const double c = layer.branch;
  const double rest_mean = output.mean - c * layer.moments.mean;
  const double rest_variance =
      output.mean_square - output.mean * output.mean - c * c * layer.moments.variance;
  double square = 0;
  double mean = 0;
  double along = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double n = rule.nodes[i];
    const double error = rest_mean + c * value(function, n);  // mean over target and rest
    const double slope = c * derivative(function, n);
    square += rule.weights[i] * (1 + rest_variance + error * error) * slope * slope;
    mean += rule.weights[i] * error * slope;
    along += rule.weights[i] * error * slope * n;
  }
  // Normalization takes the mean and the part along n out of a row's gradient: 1 / n_l of it where
  // it is random, as the targets' part is, but the activations' part has a mean of its own.
  if (spec.norm == Normalization::layer) square -= mean * mean;
  if (is_normalized(spec)) square -= along * along * (2 - layer.variance);
  return square * factor * factor * layer.scale_square;
}

// The mean squared error without normalization and skips. The error contains a_L, which depends on
// W_L, so that da_{L-1} = W_L dz_L has a part along a_{L-1} besides the random one (Stein's lemma:
// E[w f(z)] = sw^2 a E[f'(z)]), and so on down: da_l = aligned a_l + random.
struct Aligned {
  double fourth = 0;  // E[phi^2 phi'^2]
  double slope = 0;   // E[(phi phi')'] = E[phi phi' z] / q
};
Aligned aligned_moments(ActivationFunction function, double q) {
  const GaussianRule rule = gaussian_rule(q, kinks(function));
  Aligned moments;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double z = rule.nodes[i];
    const double product = value(function, z) * derivative(function, z);
    moments.fourth += rule.weights[i] * product * product;
    moments.slope += q > 0 ? rule.weights[i] * product * z / q : 0.0;
  }
  return moments;
}

void squared_error_way_back(const BackwardSpec& spec, const std::vector<ForwardLayer>& layers,
                            double factor, std::vector<BackwardTheoryLayer>& result) {
  double aligned = factor;
  double random = factor * factor;  // the targets' part, of mean square 1
  for (std::size_t i = layers.size(); i-- > 0;) {
    const ForwardLayer& layer = layers[i];
    const Aligned m = aligned_moments(spec.network.activation, layer.variance);
    const double square =
        aligned * aligned * m.fourth + random * layer.moments.derivative_mean_square;
    result[i].grad_rms = std::sqrt(square);
    result[i].weight_grad_norm = unknown;
    const double gain = spec.network.widths[i + 1] * layer.weight_variance;
    random = gain * square;
    aligned *= gain * m.slope;
  }
}

}  // namespace

std::vector<BackwardTheoryLayer> backward_theory(const BackwardSpec& spec, int rows,
                                                 double cotangent_rms) {
  const NetworkSpec& network = spec.network;
  if (spec.norm == Normalization::batch || network.depth() < 1 || !has_mean_field(network)) {
    return {};
  }

  const auto depth = static_cast<std::size_t>(network.depth());
  std::vector<BackwardTheoryLayer> result(depth);
  Output output;
  const std::vector<ForwardLayer> layers = forward_way(spec, output, result);

  const double factor =
      1.0 / (static_cast<double>(std::max(1, spec.batch)) * network.widths[depth]);
  const double error_square = factor * factor * (output.mean_square + 1);
  const bool is_error = spec.loss == Loss::mse;
  const bool any_skip =
      std::any_of(layers.begin(), layers.end(), [](const ForwardLayer& l) { return l.skips; });
  if (is_error && !is_normalized(spec)) {
    if (any_skip) return {};
    squared_error_way_back(spec, layers, factor, result);
    return result;
  }
  double above = is_error ? error_square : cotangent_rms * cotangent_rms;  // G_l
  if (spec.loss == Loss::random) above = 1;
  bool direct = is_error;
  for (std::size_t i = depth; i-- > 0;) {
    const ForwardLayer& layer = layers[i];
    const double units = network.widths[i + 1];
    const double fan_in = network.widths[i];
    const double independent = direct ? std::max(0.0, above - error_square) : above;
    double square = layer.branch * layer.branch * independent *
                    layer.moments.derivative_mean_square * layer.scale_square;
    if (direct) square += squared_error_share(spec, layer, output, factor);
    result[i].grad_rms = std::sqrt(square);
    result[i].weight_grad_norm =
        spec.loss == Loss::random ? std::sqrt(rows * fan_in * units * layer.stream_square * square)
                                  : unknown;
    above = units * layer.weight_variance * square + (layer.skips ? above : 0.0);
    direct = direct && layer.skips;
  }
  return result;
}

std::optional<double> gradient_keeping_gain(const BackwardSpec& spec) {
  const NetworkSpec& network = spec.network;
  const ActivationFunction function = network.activation;
  if (is_normalized(spec) || spec.residual || network.depth() < 2) return std::nullopt;
  double kept = 0;  // E phi'^2
  if (is_positively_homogeneous(function)) {
    kept = gaussian_moments(function, 1).derivative_mean_square;
  } else if (is_odd(function) && network.bias_std == 0) {
    kept = derivative(function, 0) * derivative(function, 0);
  } else {
    return std::nullopt;
  }
  InitializerSpec unit = network.initializer;
  unit.gain = 1;
  double log_square = 0;
  for (int l = 2; l <= network.depth(); ++l) {
    const WeightShape shape = weight_shape(network, l);
    const double sd = weight_std(unit, shape);
    if (!(sd > 0)) return std::nullopt;
    log_square += std::log(kept * shape.fan_out * sd * sd);
  }
  return std::exp(-0.5 * log_square / (network.depth() - 1));
}

}  // namespace initlab
