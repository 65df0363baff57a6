// The way back through sparse weights. A weight is one of the few that make z, so that it is
// correlated with phi'(z) there, and z with the activation it came from: mean squares are followed
// along the paths, given the activation at every step.
#pragma once

#include <vector>

#include "core/theory/mean_field.h"

namespace initlab {

// E (dL/dz_l)^2 of layers 1..depth in the limit of infinite width, where dL/da_L is independent of
// everything and has mean square `cotangent_square`. `laws` = layer_laws(spec).
std::vector<double> sparse_gradient_squares(const NetworkSpec& spec,
                                            const std::vector<LayerLaw>& laws,
                                            double cotangent_square);

}  // namespace initlab
