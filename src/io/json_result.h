#pragma once

#include <string>
#include <vector>

#include "io/param_reader.h"
#include "labs/lab.h"

namespace initlab {

/// The result JSON of the contract: {lab, params, seed, ..., input, layers, warnings, notes}. The
/// notes are those of whoever read the experiment.
std::string result_json(const Experiment&, Report&, const std::vector<Note>& notes = {});

}  // namespace initlab
