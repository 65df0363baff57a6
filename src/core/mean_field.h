// Infinite-width theory (Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017,
// arXiv:1611.01232), layer by layer, not only at the fixed point.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/network.h"

namespace initlab {

struct MeanFieldLayer {
  double q = 0;     // variance of the pre-activations z_l
  double mean = 0;  // E phi(z_l): the layer's mean
  double std = 0;   // sqrt(E phi^2 - (E phi)^2): the layer's std
  // Factor on the mean square of a perturbation, or of a gradient on its way back, between
  // z_l and z_{l+1}: fan_in sw^2 E[phi'(z_l)^2], with the weights of layer l + 1 (of layer L itself
  // at the last layer, which has no next one). Gradient mean squares per unit also carry
  // n_{l+1} / n_l.
  double chi = 0;
};

struct Moments {
  double mean = 0;                    // E phi
  double mean_square = 0;             // E phi^2
  double variance = 0;                // E (phi - E phi)^2
  double derivative_mean_square = 0;  // E phi'^2
};
// At u ~ N(0, q). Absolute error below 1e-8 (in truth near rounding); q = 0 is the limit q -> 0.
Moments gaussian_moments(ActivationFunction function, double q);

// phi(u) / u for u < 0 of a positively homogeneous function: identity 1, relu 0, else its slope.
double negative_slope(ActivationFunction function);

// Standard deviation of a weight of `layer`, 1..depth: initializer.h's weight_std, and for lsuv
// what makes the variance of z_l gain^2 at infinite width, 1 / (fan_in E a_{l-1}^2).
double layer_weight_std(const NetworkSpec& spec, int layer, double input_mean_square = 1.0);

// Whether mean_field() describes the weights: random ones of mean 0, independent or nearly so, and
// zeros. Of code the first layer is drawn to see its mean.
bool has_mean_field(const NetworkSpec& spec);

// Layers 1..n of a network whose layer l has weights of variance kept[l-1] / fan_in:
// q_1 = kept_1 input_mean_square + bias_variance, then q_{l+1} = kept_{l+1} E[phi(z_l)^2] +
// bias_variance.
std::vector<MeanFieldLayer> mean_field(ActivationFunction function, std::span<const double> kept,
                                       double bias_variance = 0.0, double input_mean_square = 1.0);

// The same of layers 1..depth of a network: q_1 = fan_in sw^2 input_mean_square + sb^2, then
// q_{l+1} = fan_in sw^2 E[phi(z_l)^2] + sb^2 with each layer's own weight_std and fans. Meaningless
// without has_mean_field(spec).
std::vector<MeanFieldLayer> mean_field(const NetworkSpec& spec, double input_mean_square = 1.0);

// The value of initializer.gain that keeps the signal's size: for positively homogeneous functions
// the gain at which the mean square of layer L equals the input's, exactly (ReLU: sqrt 2 with
// 1 / fan_in, 1 with He); for odd functions that saturate, the gain at which chi = 1 for small
// signals (tanh: sw = 1); for SELU the gain of its fixed point, mean square 1 (Klambauer et al.
// 2017). With unequal layers: the geometric mean over layers is kept. nullopt where there is no
// such gain: other functions, biases, weights that are not random.
std::optional<double> size_keeping_gain(const NetworkSpec& spec);

}  // namespace initlab
