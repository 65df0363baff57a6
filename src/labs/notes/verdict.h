#pragma once

#include "labs/notes/params.h"
#include "labs/notes/result.h"

namespace initlab::notes {

/// Counts what lies within the bands, experiment by experiment, and says so: findings, verdict,
/// headline and evidence, from report.layers.
void judge(const Params&, Report&);

}  // namespace initlab::notes
