#pragma once

#include <string>

#include "io/query.h"
#include "labs/computation.h"

namespace initlab {

/// {lab, query, preset, edited, params, relevant, readings, notes}.
std::string state_json(const State&, const ParamReadings&);

/// {shards, sweep, rows, rows_per_shard, memory_bytes, multiply_adds, weights, refusal?}.
std::string plan_json(const Plan&);

/// The labs of the contract, with their parameters' declarations in one language.
std::string labs_json(Language);

/// {"en":..., "ko":...}.
std::string sentence_json(const Sentence&);

}  // namespace initlab
