// What infinite width predicts of the backward pass (Schoenholz et al. 2017, arXiv:1611.01232),
// with each layer's own q and chi, not those of the fixed point.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/network/backward.h"
#include "core/theory/mean_field.h"

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
// or from the measured `cotangent_rms` (cross_entropy).
// Sparse weights: sparse_gradient.h. Looks-linear ones: dL/da of a pair is (r, -r), so that with R
// the mean square of r, k pairs a layer, and u of opposite_pair(),
//   D_l = R_l E[phi'^2],   R_{l-1} = g^2 k_l / max(k_{l-1}, k_l) R_l E (phi'(u) + phi'(-u))^2,
// the last sum being 2 E[phi'^2] at layer L, where what comes back is independent of everything.
// Empty where backward_theory_gap() is not none.
std::vector<BackwardTheoryLayer> backward_theory(const BackwardSpec& spec, int rows,
                                                 double cotangent_rms);

enum class TheoryGap : std::uint8_t {
  none,
  batch_norm,        // couples the rows
  fixed_weights,     // not random
  biased_pairs,      // looks-linear weights with biases
  drawn_weights,     // code whose weights are not as independent ones of mean 0
  special_weights,   // sparse or looks-linear, with skips, normalization or mse
  error_with_skips,  // mse with skips and no normalization
  concentrated  // cross_entropy where softmax is far from even: the error is then largest where
                // phi' is not what it is on average
};
inline constexpr int theory_gap_count = 8;
TheoryGap backward_theory_gap(const BackwardSpec& spec);

// The value of initializer.gain at which the gradient's rms at layer 1 is that at the last one:
// exact for positively homogeneous functions, for odd ones critical as in mean_field.h. nullopt
// where there is none: one layer, other functions, normalization, residual connections, weights
// that are not random.
std::optional<KeepingGain> gradient_keeping_gain(const BackwardSpec& spec);

}  // namespace initlab
