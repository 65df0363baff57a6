#pragma once

#include "labs/computation.h"
#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"

namespace initlab::symmetry {

Plan plan(const Params&);

/// The training is one job: every step needs the one before.
Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const Params&, const Measurement&);

Report report(const Params&, const Measurement&);

/// Sets verdict, headline, evidence and warnings from the steps of `report`.
void judge(const Params&, const TinyTraining&, Report& report);

}  // namespace initlab::symmetry
