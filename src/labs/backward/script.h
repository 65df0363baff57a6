#pragma once

#include <string>

#include "labs/backward/params.h"

namespace initlab {

// Runnable programs of the way there and back that print a line a layer, in notes_text()'s words.
// The gradients are in the library's own numbers whatever the format.

/// Every step of the way back by hand, in double.
std::string backward_numpy(const BackwardParams&);
/// By autograd, in float32.
std::string backward_torch(const BackwardParams&);
/// By TensorFlow's GradientTape, in float32: Keras itself has no gradients.
std::string backward_keras(const BackwardParams&);

}  // namespace initlab
