#pragma once

#include "labs/backward/params.h"
#include "labs/backward/result.h"
#include "labs/computation.h"

namespace initlab::backward {

/// One job measures the whole batch; a preview of its first rows goes before it where that is
/// quick. The other seeds come after it, a job each, with the whole batch.
Plan plan(const Params&);
Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters.
bool accepts(const Params&, const Measurement&);

/// See script.h.
std::string script(const Params&, ScriptLanguage);

Report report(const Params&, const Measurement&);

}  // namespace initlab::backward
