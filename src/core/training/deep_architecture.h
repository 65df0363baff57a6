// The network that is trained: the plain one, and what is added to its hidden layers.
//
//   z_l = a_{l-1} W_l + b_l    n_l = norm(z_l)    h_l = dropped(phi(n_l))    l < depth
//   a_l = h_l, or a_{l-1} + branch_scale h_l where residual and widths[l-1] = widths[l]
//
// The logits z_depth have none of it. Norms have no learned scale and shift.
#pragma once

#include "core/activation/activation_derivative.h"
#include "core/network/backward.h"
#include "core/network/network.h"

namespace initlab {

struct DeepNetworkSpec : NetworkSpec {
  Normalization norm = Normalization::none;
  bool residual = false;
  double branch_scale = 1;
  double dropout = 0;  // probability that a hidden unit is dropped in training, below 1

  bool skips(int layer) const {
    const std::size_t l = size_of(layer);
    return residual && layer < depth() && widths[l - 1] == widths[l];
  }
  bool is_plain() const { return norm == Normalization::none && !residual && !(dropout > 0); }
  bool operator==(const DeepNetworkSpec&) const = default;
};

// Whether a pass keeps n_l besides a_l: where phi' cannot be told from a_l.
inline bool keeps_pre_activations(const DeepNetworkSpec& spec) {
  return !spec.is_plain() || !derivative_follows_from_value(spec.activation);
}

}  // namespace initlab
