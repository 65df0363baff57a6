// What is measured of a layer's activations in one batch: rows x units.
#pragma once

#include <optional>

#include "core/activation/activation.h"
#include "core/matrix/padded_matrix.h"

namespace initlab {

// Over rows and units, about the mean of a first pass: relative error below 1e-12. NaN where a
// number is not finite.
double standard_deviation(const PaddedMatrix<float>& a);

// Share of the numbers beyond the bounds; 0 without bounds.
double saturated_share(const PaddedMatrix<float>& a, const std::optional<SaturationBounds>& bounds);

// Share of the units that are 0 in every row.
double dead_share(const PaddedMatrix<float>& a);

}  // namespace initlab
