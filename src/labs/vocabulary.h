#pragma once

#include <span>

#include "core/activation/activation.h"
#include "core/initializer/initializer.h"
#include "core/numbers/number_formats.h"
#include "labs/param_visitor.h"

namespace initlab {

/// The words of links and the names people read, in the order of the core's enumerations.
std::span<const Choice> activation_choices();
std::span<const Choice> initializer_choices();
std::span<const Choice> fan_choices();
std::span<const Choice> distribution_choices();
std::span<const Choice> number_format_choices();

/// Whether phi has a parameter of its own: leaky ReLU, PReLU, ELU.
bool takes_slope(Activation);
/// That parameter, hidden where phi has none.
void describe_slope(ParamVisitor&, Activation, double& slope);

}  // namespace initlab
