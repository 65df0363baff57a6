// Gradients of a loss with respect to the last layer's activations.
#pragma once

#include <cstddef>
#include <span>

#include "core/matrix/padded_matrix.h"
#include "core/network/backward.h"

namespace initlab {

// out[j] = factor (a[j] - target[j]): of factor / 2 times the sum of squares. All of one size.
void squared_error_gradient(std::span<const float> a, std::span<const float> target, double factor,
                            std::span<double> out);

// out[j] = factor (softmax(a)[j] - [j = label]): of -factor log softmax(a)[label]. Returns the sum
// of exp(a[j] - max a), whose logarithm the loss is made of.
double cross_entropy_gradient(std::span<const float> a, std::size_t label, double factor,
                              std::span<double> out);

// dL/da_L times spec.loss_scale for rows 0, 1, ... of the batch, by spec.loss and the seed's own
// random numbers. `out` gets the shape of `activations`. Returns the rms without the loss scale.
template <class Real>
double loss_gradient(const BackwardSpec& spec, const PaddedMatrix<float>& activations,
                     PaddedMatrix<Real>& out);

}  // namespace initlab
