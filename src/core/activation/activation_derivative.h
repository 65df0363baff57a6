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

}  // namespace initlab
