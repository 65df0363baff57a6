// Infinite-width theory (Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017,
// arXiv:1611.01232), layer by layer, not only at the fixed point.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/network/network.h"
#include "core/theory/preactivation_law.h"

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

// What theory needs to know of a layer.
struct LayerLaw {
  // Variance of a weight (looks-linear: of one that is not left out). initializer.h's weight_std
  // squared, of lsuv what makes the variance of z_l gain^2: gain^2 / (fan_in E a_{l-1}^2).
  double weight_variance = 0;
  PreactivationLaw z;
};

// The laws of layers 1.., as far as there is a theory of the weights: none of constant and identity
// ones, of looks-linear ones with biases (which part the pairs), and of code from the first layer
// on whose weights are not as independent ones of mean 0.
//   independent, orthogonal, lsuv, code   N(0, fan_in sw^2 E a^2 + sb^2)
//   sparse                                few_weights_law() of min(15, fan_in) weights
//   looks-linear   k = n / 2 (whole) pairs, 1 unit left out where n is odd:
//     q_1 = g^2 n_0 / max(n_0, k_1), q_{l+1} = g^2 k_l / max(k_l, k_{l+1}) E (phi(u) - phi(-u))^2
std::vector<LayerLaw> layer_laws(const NetworkSpec& spec, double input_mean_square = 1.0);

// Layers 1..n of a network whose layer l has weights of variance kept[l-1] / fan_in:
// q_1 = kept_1 input_mean_square + bias_variance, then q_{l+1} = kept_{l+1} E[phi(z_l)^2] +
// bias_variance.
std::vector<MeanFieldLayer> mean_field(ActivationFunction function, std::span<const double> kept,
                                       double bias_variance = 0.0, double input_mean_square = 1.0);

// The same of a network, by layer_laws(): empty where there is no theory, shorter than depth where
// it ends on the way.
std::vector<MeanFieldLayer> mean_field(const NetworkSpec& spec, double input_mean_square = 1.0);

// The value of initializer.gain that keeps the signal's size.
struct KeepingGain {
  double gain = 1;
  // exact     the mean square of layer L equals the input's: positively homogeneous functions
  // (ReLU:
  //           sqrt 2 with 1 / fan_in, 1 with He), and SELU at its fixed point, mean square 1
  //           (Klambauer et al. 2017), where all layers have the same fan_in sw^2
  // critical  chi = 1 for small signals, in every layer: odd functions that saturate (tanh: sw = 1)
  // on_whole  the same of the layers together, each having its own
  enum class Kind { exact, critical, on_whole } kind = Kind::exact;
};
// nullopt where there is no such gain: other functions, biases, weights that are not random.
std::optional<KeepingGain> size_keeping_gain(const NetworkSpec& spec);

}  // namespace initlab
