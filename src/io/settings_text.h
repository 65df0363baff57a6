#pragma once

#include <string>

#include "labs/lab.h"

namespace initlab {

/// Every setting that matters to this experiment, whatever its default, for people to read:
/// "Activation tanh, Initializer He/Kaiming normal, Gain 1 ×, Depth 10, Seed 1". Settings that the
/// others make meaningless are left out.
std::string settings_text(const Experiment&, Language);

}  // namespace initlab
