#pragma once

#include "labs/computation.h"
#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"

namespace initlab {

/// One job a trial. Never refuses: the largest settings take seconds.
Plan plan(const MatrixProductParams&);

/// Trial `job`. Job 0 adds the first trial's matrices, singular values and eigenvalues; the number
/// formats, which all run over the first trial, are shared out over the jobs.
Steps run(const MatrixProductParams&, int job, Workspace&, MatrixProductMeasurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const MatrixProductParams&, const MatrixProductMeasurement&);

MatrixProductReport report(const MatrixProductParams&, const MatrixProductMeasurement&);

/// Every how many steps the singular values are computed.
int matrix_product_sampling(const MatrixProductParams&);
/// Of how many factors, from the first on, there are eigenvalues.
int matrix_product_eigen_factors(const MatrixProductParams&);
/// Trials, from the first on, whose Lyapunov exponents are measured.
int matrix_product_exponent_trials(const MatrixProductParams&);

}  // namespace initlab
