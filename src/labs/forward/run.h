#pragma once

#include "labs/computation.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab {

Plan plan(const ForwardParams&);

/// Measures job `job` of plan(params). Rows of the batch for job < shards (job 0 adds the theory),
/// otherwise one seed of the sweep.
Steps run(const ForwardParams&, int job, Workspace&, ForwardMeasurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const ForwardParams&, const ForwardMeasurement&);

/// Rows of each run of the sweep.
int sweep_rows(const ForwardParams&);

std::string script(const ForwardParams&, ScriptLanguage);

ForwardReport report(const ForwardParams&, const ForwardMeasurement&);

}  // namespace initlab
