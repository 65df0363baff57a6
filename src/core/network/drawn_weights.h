// Whether mean-field theory may be told of weights that written code made: they are drawn and
// looked at, as nothing else is known of them.
#pragma once

#include <optional>

#include "core/network/network.h"

namespace initlab {

// Variance of a weight of `layer`, drawn for the purpose; nullopt where theory does not describe
// the layer: weights whose mean is not 0 (by more than chance), whose sums over a unit's inputs
// or over a row are too large or too small for independent ones, or whose units differ in size more
// than independent ones do. `mean_matters`: whether what comes in has a mean, as after ReLU; else
// sums over a unit's inputs may be anything.
std::optional<double> drawn_weight_variance(const NetworkSpec& spec, int layer, bool mean_matters);

}  // namespace initlab
