// How far softmax - one-hot is from what a linear network would make of it.
#pragma once

#include "core/theory/preactivation_law.h"

namespace initlab {

// E sum_j p_j^2 - 1 / units, p the softmax of `units` independent phi(z): 0 where the outputs are
// so close to one another that p is even, up to 1 - 1 / units where one of them takes all. Relative
// to that. 1 where z is so wide that quadrature is not worth it.
double softmax_concentration(ActivationFunction function, const PreactivationLaw& law, int units);

}  // namespace initlab
