#pragma once

#include "labs/computation.h"
#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"

namespace initlab::matrix_product {

/// One job a trial. Never refuses: the largest settings take seconds.
Plan plan(const Params&);

/// Trial `job`. Job 0 adds the first trial's matrices, singular values and eigenvalues; the number
/// formats, which all run over the first trial, are shared out over the jobs.
Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const Params&, const Measurement&);

Report report(const Params&, const Measurement&);

/// Every how many steps the singular values are computed.
int sampling_interval(const Params&);
/// Of how many factors, from the first on, there are eigenvalues.
int eigen_factors(const Params&);
/// Trials, from the first on, whose Lyapunov exponents are measured.
int exponent_trials(const Params&);

}  // namespace initlab::matrix_product
