#pragma once

#include "core/steps/steps.h"
#include "labs/computation.h"
#include "labs/training/params.h"
#include "labs/training/result.h"

namespace initlab::training {

Plan plan(const Params&);

/// The one job: the whole training. Fills `measured` as it goes.
[[gnu::noinline]] Steps run(const Params&, int job, const DataFiles&, Measurement& measured);

/// Whether a measurement read from outside belongs to this experiment.
bool accepts(const Params&, const Measurement&);

/// See script.h.
std::string script(const Params&, ScriptLanguage);

Report report(const Params&, const Measurement&);

}  // namespace initlab::training
