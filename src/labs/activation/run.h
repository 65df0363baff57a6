#pragma once

#include "labs/activation/params.h"
#include "labs/activation/result.h"
#include "labs/computation.h"

namespace initlab::activation {

/// One job: every chain. Never refused; the largest experiment is 3.4e7 factors.
Plan plan(const Params&);

Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const Params&, const Measurement&);

Report report(const Params&, const Measurement&);

}  // namespace initlab::activation
