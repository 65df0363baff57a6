#pragma once

#include "io/json.h"
#include "labs/lab.h"

namespace initlab {

/// "params": {...} of all parameters, choices as words.
void write_params_member(JsonText&, const Experiment&);

/// The parameter `seed` of the experiment; 0 when it has none.
std::uint64_t seed_of(const Experiment&);

}  // namespace initlab
