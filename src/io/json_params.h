#pragma once

#include <vector>

#include "io/json.h"
#include "io/param_reader.h"
#include "labs/lab.h"

namespace initlab {

/// "params": {...} of all parameters, choices as words.
void write_params_member(JsonText&, const Experiment&);

/// "notes": [{key, en, ko}], what was clamped, ignored or not known.
void write_notes_member(JsonText&, const std::vector<Note>&);

/// The parameter `seed` of the experiment; 0 when it has none.
std::uint64_t seed_of(const Experiment&);

}  // namespace initlab
