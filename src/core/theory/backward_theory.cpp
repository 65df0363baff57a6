#include "core/theory/backward_theory.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/network/biases.h"
#include "core/numbers/quadrature.h"
#include "core/theory/mean_field.h"
#include "core/theory/softmax_error.h"
#include "core/theory/sparse_gradient.h"

namespace initlab {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
// Of softmax_concentration(): up to here the error of cross_entropy is independent of phi' but for
// a percent of its rms.
constexpr double most_concentration = 0.02;

// The way there: what the way back needs of each layer.
struct ForwardLayer {
  PreactivationLaw law;     // of n_l
  double variance = 0;      // of it
  double scale_square = 1;  // mean square of dz / dn of normalization, at infinite width
  double branch = 1;        // c
  bool skips = false;
  double weight_variance = 0;  // of one weight
  double stream_square = 0;    // of a_{l-1}
  Moments moments;
};

bool is_normalized(const BackwardSpec& spec) { return spec.norm != Normalization::none; }

bool is_special(const NetworkSpec& network) {
  const Initializer kind = network.initializer.kind;
  return kind == Initializer::sparse || kind == Initializer::looks_linear;
}

bool any_skip(const BackwardSpec& spec) {
  bool any = false;
  for (int l = 1; l <= spec.network.depth(); ++l) any = any || spec.skips(l);
  return any;
}

double median_of_derivative(ActivationFunction function, const PreactivationLaw& law) {
  switch (function.kind) {
    case Activation::identity:
    case Activation::sigmoid:
    case Activation::tanh:
    case Activation::hard_tanh:
    case Activation::softsign:
    case Activation::erf:
      return derivative(function, median_magnitude(law));
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
std::vector<ForwardLayer> forward_way(const BackwardSpec& spec, const std::vector<LayerLaw>& laws,
                                      Output& output, std::vector<BackwardTheoryLayer>& result) {
  const NetworkSpec& network = spec.network;
  std::vector<ForwardLayer> layers(result.size());
  double mean = 0;  // of a_{l-1}: the input is N(0, 1)
  double mean_square = 1;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    ForwardLayer& layer = layers[i];
    const double weight_variance = laws[i].weight_variance;
    layer.skips = spec.skips(static_cast<int>(i) + 1);
    layer.branch = layer.skips ? spec.branch_scale : 1.0;
    layer.weight_variance = weight_variance;
    layer.stream_square = mean_square;
    double q = network.widths[i] * weight_variance * mean_square +
               bias_variance(network, static_cast<int>(i) + 1);
    if (is_special(network)) {
      layer.law = laws[i].z;
      q = variance_of(layer.law);
      layer.variance = q;
    } else {
      layer.variance = is_normalized(spec) ? q / (q + norm_epsilon) : q;
      layer.scale_square = is_normalized(spec) ? 1 / (q + norm_epsilon) : 1.0;
      layer.law = {{1, layer.variance}};
    }
    layer.moments = law_moments(network.activation, layer.law);
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
    result[i].derivative_median = median_of_derivative(network.activation, layer.law);
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

// D_l of looks-linear weights, see backward_theory.h; the unit that is left out hands nothing down.
std::vector<double> pair_squares(const NetworkSpec& network,
                                 const std::vector<ForwardLayer>& layers, double cotangent_square) {
  const ActivationFunction function = network.activation;
  const double slope_at_zero = derivative(function, 0);
  std::vector<double> squares(layers.size());
  double returned = cotangent_square;  // R_l
  for (std::size_t i = layers.size(); i-- > 0;) {
    const bool is_last = i + 1 == layers.size();
    const int units = network.widths[i + 1];
    const int pairs = units / 2;
    const double left_out = static_cast<double>(units % 2) / units;
    const double q = layers[i].law.front().variance;
    Moments pair = gaussian_moments(function, q);
    if (q == 0) pair.derivative_mean_square = slope_at_zero * slope_at_zero;
    squares[i] = (1 - left_out) * returned * pair.derivative_mean_square;
    if (is_last) squares[i] += left_out * returned * slope_at_zero * slope_at_zero;
    const double both = is_last ? 2 * pair.derivative_mean_square
                                : opposite_pair(function, q).slope_sum_mean_square;
    const int below = network.widths[i] / 2;
    const double gain = network.initializer.gain;
    returned *= pairs == 0 ? 0 : gain * gain * pairs / std::max(below, pairs) * both;
  }
  return squares;
}

// Weights that are not independent, cotangents that are independent of everything.
void special_way_back(const BackwardSpec& spec, const std::vector<LayerLaw>& laws,
                      const std::vector<ForwardLayer>& layers, int rows, double cotangent_square,
                      std::vector<BackwardTheoryLayer>& result) {
  const NetworkSpec& network = spec.network;
  const std::vector<double> squares = network.initializer.kind == Initializer::sparse
                                          ? sparse_gradient_squares(network, laws, cotangent_square)
                                          : pair_squares(network, layers, cotangent_square);
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double products = static_cast<double>(rows) * network.widths[i] * network.widths[i + 1];
    result[i].grad_rms = std::sqrt(squares[i]);
    result[i].weight_grad_norm = spec.loss == Loss::random
                                     ? std::sqrt(products * layers[i].stream_square * squares[i])
                                     : unknown;
  }
}

TheoryGap gap_of(const BackwardSpec& spec, const std::vector<LayerLaw>& laws) {
  const NetworkSpec& network = spec.network;
  const bool skips = any_skip(spec);
  if (spec.norm == Normalization::batch) return TheoryGap::batch_norm;
  if (network.initializer.kind == Initializer::looks_linear && has_biases(network)) {
    return TheoryGap::biased_pairs;
  }
  if (laws.size() < static_cast<std::size_t>(network.depth())) {
    return is_random(network.initializer) ? TheoryGap::drawn_weights : TheoryGap::fixed_weights;
  }
  if (is_special(network) && (skips || is_normalized(spec) || spec.loss == Loss::mse)) {
    return TheoryGap::special_weights;
  }
  if (spec.loss == Loss::mse && skips && !is_normalized(spec)) return TheoryGap::error_with_skips;
  return TheoryGap::none;
}

bool is_concentrated(const BackwardSpec& spec, const std::vector<ForwardLayer>& layers,
                     const Output& output) {
  if (spec.loss != Loss::cross_entropy) return false;
  const int units = spec.network.widths.back();
  // A stream's sum of many branches is nearly normal.
  const double variance = std::max(0.0, output.mean_square - output.mean * output.mean);
  const double share =
      any_skip(spec) ? softmax_concentration({Activation::identity}, {{1, variance}}, units)
                     : softmax_concentration(spec.network.activation, layers.back().law, units);
  return !(share <= most_concentration);
}

}  // namespace

TheoryGap backward_theory_gap(const BackwardSpec& spec) {
  if (spec.network.depth() < 1) return TheoryGap::none;
  const std::vector<LayerLaw> laws = layer_laws(spec.network);
  const TheoryGap gap = gap_of(spec, laws);
  if (gap != TheoryGap::none) return gap;
  std::vector<BackwardTheoryLayer> result(laws.size());
  Output output;
  const std::vector<ForwardLayer> layers = forward_way(spec, laws, output, result);
  return is_concentrated(spec, layers, output) ? TheoryGap::concentrated : TheoryGap::none;
}

std::vector<BackwardTheoryLayer> backward_theory(const BackwardSpec& spec, int rows,
                                                 double cotangent_rms) {
  const NetworkSpec& network = spec.network;
  if (network.depth() < 1) return {};
  const std::vector<LayerLaw> laws = layer_laws(network);
  if (gap_of(spec, laws) != TheoryGap::none) return {};

  const auto depth = static_cast<std::size_t>(network.depth());
  std::vector<BackwardTheoryLayer> result(depth);
  Output output;
  const std::vector<ForwardLayer> layers = forward_way(spec, laws, output, result);
  if (is_concentrated(spec, layers, output)) return {};
  if (is_special(network)) {
    const double square = spec.loss == Loss::random ? 1.0 : cotangent_rms * cotangent_rms;
    special_way_back(spec, laws, layers, rows, square, result);
    return result;
  }

  const double factor =
      1.0 / (static_cast<double>(std::max(1, spec.batch)) * network.widths[depth]);
  const double error_square = factor * factor * (output.mean_square + 1);
  const bool is_error = spec.loss == Loss::mse;
  if (is_error && !is_normalized(spec)) {
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

std::optional<KeepingGain> gradient_keeping_gain(const BackwardSpec& spec) {
  const NetworkSpec& network = spec.network;
  const ActivationFunction function = network.activation;
  const bool homogeneous = is_positively_homogeneous(function);
  const bool has_pairs = network.initializer.kind == Initializer::looks_linear;
  if (is_normalized(spec) || spec.residual || network.depth() < 2) return std::nullopt;
  if (!homogeneous && (!is_odd(function) || has_biases(network))) return std::nullopt;
  if (has_pairs && has_biases(network)) return std::nullopt;
  const double slope = derivative(function, 0);
  // E phi'^2, of small signals where the function is not homogeneous.
  const double kept =
      homogeneous ? gaussian_moments(function, 1).derivative_mean_square : slope * slope;
  const double both = homogeneous ? opposite_pair(function, 1).slope_sum_mean_square
                                  : 4 * slope * slope;  // E (phi'(u) + phi'(-u))^2

  InitializerSpec unit = network.initializer;
  unit.gain = 1;
  double log_square = 0;
  double first = 0;
  bool equal = true;
  for (int l = 2; l <= network.depth(); ++l) {
    const auto i = static_cast<std::size_t>(l);
    const WeightShape shape = weight_shape(network, l);
    const double sd = weight_std(unit, shape);
    if (!(sd > 0)) return std::nullopt;
    double step = kept * shape.fan_out * sd * sd;
    if (has_pairs) {
      const int above = network.widths[i] / 2;
      const int below = network.widths[i - 1] / 2;
      step = above / static_cast<double>(std::max(above, below)) *
             (l == network.depth() ? 2 * kept : both);
    }
    if (l == 2) first = step;
    equal = equal && std::fabs(step / first - 1) < 1e-12;  // rounding
    log_square += std::log(step);
  }
  if (has_pairs) {
    // The units that are left out: at layer L only the cotangent reaches them.
    const auto left_out = [&network](std::size_t l) {
      return static_cast<double>(network.widths[l] % 2) / network.widths[l];
    };
    const std::size_t last = network.widths.size() - 1;
    const double at_last = 1 - left_out(last) + left_out(last) * slope * slope / kept;
    log_square += std::log((1 - left_out(1)) / at_last);
  }
  KeepingGain result;
  result.gain = std::exp(-0.5 * log_square / (network.depth() - 1));
  if (!homogeneous) {
    result.kind = equal ? KeepingGain::Kind::critical : KeepingGain::Kind::on_whole;
  }
  return result;
}

}  // namespace initlab
