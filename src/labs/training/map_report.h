#pragma once

#include "labs/training/result.h"

namespace initlab::training {

/// The report of a map: its rows so far, with theory and verdict.
Report map_report(const Params&, const Measurement&);

}  // namespace initlab::training
