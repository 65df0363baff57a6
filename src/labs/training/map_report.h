#pragma once

#include "labs/training/result.h"

namespace initlab::training {

/// What a map says beyond its classes and their chance: the rows so far, with theory and verdict.
void add_map(const Params&, const Measurement&, Report&);

}  // namespace initlab::training
