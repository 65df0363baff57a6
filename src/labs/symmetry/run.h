#pragma once

#include "labs/computation.h"
#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"

namespace initlab {

Plan plan(const SymmetryParams&);

/// The training is one job: every step needs the one before.
Steps run(const SymmetryParams&, int job, Workspace&, SymmetryMeasurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const SymmetryParams&, const SymmetryMeasurement&);

SymmetryReport report(const SymmetryParams&, const SymmetryMeasurement&);

/// Sets verdict, headline, evidence and warnings from the steps of `report`.
void judge(const SymmetryParams&, const TinyTraining&, SymmetryReport& report);

}  // namespace initlab
