#pragma once

#include <string>

#include "labs/lab.h"

namespace initlab {

/// The result JSON of the contract: {lab, params, seed, ..., input, layers, warnings}.
std::string result_json(const Experiment&, Report&);

}  // namespace initlab
