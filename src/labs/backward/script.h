#pragma once

#include <string>

#include "labs/backward/params.h"

namespace initlab::backward {

// Runnable programs of the way there and back that print a line a layer, in notes_text()'s words.
// The gradients are in the library's own numbers whatever the format.

/// Every step of the way back by hand, in double.
std::string numpy_script(const Params&);
/// By autograd, in float32.
std::string torch_script(const Params&);
/// By TensorFlow's GradientTape, in float32: Keras itself has no gradients.
std::string keras_script(const Params&);

}  // namespace initlab::backward
