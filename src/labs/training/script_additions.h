// Parts of programs for what is added to the plain network, and for the loss.
#pragma once

#include <string>
#include <string_view>

#include "labs/training/additions.h"

namespace initlab::training {

/// Whether the programs need their forward passes from here.
bool has_additions(const Params&);

/// forward(a, training) and backward(layers, activations, dz) with what they use.
std::string numpy_additions(const Params&);
/// forward(a, training) with what it uses; Keras' layers have no activation of their own then.
std::string torch_additions(const Params&);
std::string keras_additions(const Params&);

/// squared_error(outputs, labels) as a function: NumPy's gives its gradient too.
std::string_view numpy_squared_error();
std::string_view torch_squared_error();
std::string_view keras_squared_error();

/// The log odds of NumPy's y, an expression.
std::string_view numpy_log_odds();

/// `text` with every `from` as `to`.
std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace initlab::training
