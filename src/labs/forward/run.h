#pragma once

#include "labs/computation.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab::forward {

// noinline: the notes lab starts them too, see core/steps/steps.h.
[[gnu::noinline]] Plan plan(const Params&);

/// Measures job `job` of plan(params). Rows of the batch for job < shards (job 0 adds the theory),
/// otherwise one seed of the sweep.
[[gnu::noinline]] Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const Params&, const Measurement&);

/// Rows of each run of the sweep.
int sweep_rows(const Params&);

std::string script(const Params&, ScriptLanguage);

Report report(const Params&, const Measurement&);

}  // namespace initlab::forward
