// What infinite width predicts of the backward pass (Schoenholz et al. 2017, arXiv:1611.01232),
// with each layer's own q and chi, not those of the fixed point.
#pragma once

#include <optional>
#include <vector>

#include "core/backward.h"

namespace initlab {

struct BackwardTheoryLayer {
  double q = 0;     // variance of z_l
  double mean = 0;  // of a_l
  double std = 0;
  double grad_rms = 0;  // of dL/dz_l
  // Root of E ||dL/dW_l||^2; for the random cotangent only, whose rows are independent: else NaN.
  double weight_grad_norm = 0;
  // Of |phi'(n_l)|, where |phi'| falls with |n| (tanh, sigmoid, ...) or is constant; else NaN.
  double derivative_median = 0;
};

// Layers 1..depth. A gradient's mean square per unit, D_l of dL/dz_l and G_l of dL/da_l, goes
//   D_l = c^2 G_l E[phi'(n_l)^2] / (q_l + eps)      (last factor with layer and rms)
//   G_{l-1} = n_l sw^2 D_l + [skip] G_l             (c = branch_scale at a skip, else 1)
// on the assumption that weights on the way back are independent of those on the way there.
// Without skip and normalization that is D_l = D_{l+1} chi_l n_{l+1} / n_l. It starts from G_L = 1
// (random), from the error a_L - t, which is correlated with phi' where it arrives unchanged (mse),
// or from the measured `cotangent_rms` (cross_entropy). Empty where no theory holds: BatchNorm,
// weights that are not random (but for zeros), mse with skips and no normalization.
std::vector<BackwardTheoryLayer> backward_theory(const BackwardSpec& spec, int rows,
                                                 double cotangent_rms);

// The value of initializer.gain at which the gradient's rms at layer 1 is that at the last one:
// exact for positively homogeneous functions, for odd ones the gain at which chi = 1 for small
// signals. nullopt where there is none: one layer, other functions, normalization, residual
// connections, weights that are not random.
std::optional<double> gradient_keeping_gain(const BackwardSpec& spec);

}  // namespace initlab
