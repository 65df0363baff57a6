// Names, arguments and kinds: all that can be said without knowing the size of a layer.
#pragma once

#include <optional>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// Fills in what syntax.h leaves to the analysis, and binds every call's arguments to its slots.
std::optional<CodeError> analyse(Program& program);

// Of the activations PyTorch's calculate_gain knows.
std::optional<double> activation_gain(std::string_view nonlinearity, double slope);

}  // namespace initlab::init_code
