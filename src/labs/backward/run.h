#pragma once

#include "labs/backward/params.h"
#include "labs/backward/result.h"
#include "labs/computation.h"

namespace initlab {

/// One job measures the whole batch; a preview of its first rows goes before it where that is
/// quick. The other seeds come after it, a job each, with the whole batch.
Plan plan(const BackwardParams&);
Steps run(const BackwardParams&, int job, Workspace&, BackwardMeasurement& measured);

/// Whether a measurement has the shape of these parameters.
bool accepts(const BackwardParams&, const BackwardMeasurement&);

/// See script.h.
std::string script(const BackwardParams&, ScriptLanguage);

BackwardReport report(const BackwardParams&, const BackwardMeasurement&);

}  // namespace initlab
