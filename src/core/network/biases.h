// The biases of a network: none, normal, or what PyTorch's nn.Linear starts with.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace initlab {

bool has_biases(const NetworkSpec&);

// Of one bias of layer 1..depth, over seeds: bias_std^2, or 1 / (3 fan_in) of U(-1/sqrt(fan_in),
// 1/sqrt(fan_in)) (PyTorch 2.8, Linear.reset_parameters).
double bias_variance(const NetworkSpec&, int layer);

// Of layer 1..depth, one a unit; empty where there are none.
std::vector<float> draw_biases(const NetworkSpec&, int layer);

}  // namespace initlab
