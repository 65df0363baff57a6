// phi' on the portable path: the same bits on every platform, in double, because a product of
// derivatives leaves the range of float long before that of double.
#pragma once

#include <span>

#include "core/activation/activation.h"

namespace initlab {

// out[i] = phi'(z[i]); both of the same size. Within 3e-10 relative of the exact value where that
// is above 1e-290, or within 3e-10 absolute next to a zero of phi' (below 1e-290 values are held
// there: the portable exp ends at exp(-700)). At a kink the same side as `derivative` in
// activation.h. NaN gives NaN, and so does sin at an infinity.
void derivatives(ActivationFunction function, std::span<const float> z, std::span<double> out);

// Whether a = phi(z) alone says phi'(z), simply: identity, sigmoid, tanh, relu.
bool derivative_follows_from_value(ActivationFunction function);
// gradient[i] *= phi'(z[i]) for these, from a[i] = phi(z[i]), in float as libraries do it: a (1 -
// a) and 1 - a^2 lose what rounding a near a bound has lost.
void multiply_by_derivative_from_value(ActivationFunction function, std::span<const float> a,
                                       std::span<float> gradient);

}  // namespace initlab
