#pragma once

#include "labs/activation/params.h"
#include "labs/activation/result.h"
#include "labs/computation.h"

namespace initlab {

/// One job: every chain. Never refused; the largest experiment is 3.4e7 factors.
Plan plan(const ActivationParams&);

Steps run(const ActivationParams&, int job, Workspace&, ActivationMeasurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const ActivationParams&, const ActivationMeasurement&);

ActivationReport report(const ActivationParams&, const ActivationMeasurement&);

}  // namespace initlab
