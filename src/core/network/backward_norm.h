// Normalization of pre-activations, and its gradient.
#pragma once

#include <vector>

#include "core/matrix/padded_matrix.h"
#include "core/network/backward.h"

namespace initlab {

// Of every unit over the rows of a batch; the variance is the population's.
struct UnitMoments {
  std::vector<double> mean;
  std::vector<double> variance;
};

// z -> n in place. `inverse` receives 1 / sqrt(variance + eps) of each row (layer, rms) or unit
// (batch); it is not used by `none`. `moments`, where given, gets what `batch` normalized by.
void normalize(Normalization norm, PaddedMatrix<float>& z, std::vector<double>& inverse,
               UnitMoments* moments = nullptr);

// BatchNorm by moments that are given, each row on its own.
void normalize_by(const UnitMoments& moments, PaddedMatrix<float>& z);

// dL/dn -> dL/dz in place, from what `normalize` left. With N values in a row or unit:
//   dz = inverse (dn - mean(dn) - n mean(dn n)); rms has no mean(dn).
void normalize_backward(Normalization norm, const PaddedMatrix<float>& n,
                        const std::vector<double>& inverse, PaddedMatrix<double>& gradient);

}  // namespace initlab
