// Normalization of pre-activations, and its gradient.
#pragma once

#include <vector>

#include "core/matrix/padded_matrix.h"
#include "core/network/backward.h"

namespace initlab {

// z -> n in place. `inverse` receives 1 / sqrt(variance + eps) of each row (layer, rms) or unit
// (batch); it is not used by `none`.
void normalize(Normalization norm, PaddedMatrix<float>& z, std::vector<double>& inverse);

// dL/dn -> dL/dz in place, from what `normalize` left. With N values in a row or unit:
//   dz = inverse (dn - mean(dn) - n mean(dn n)); rms has no mean(dn).
void normalize_backward(Normalization norm, const PaddedMatrix<float>& n,
                        const std::vector<double>& inverse, PaddedMatrix<double>& gradient);

}  // namespace initlab
