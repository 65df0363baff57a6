#pragma once

#include <vector>

#include "labs/computation.h"
#include "labs/log_domain/params.h"
#include "labs/log_domain/result.h"

namespace initlab::log_domain {

/// One job: every factor in every format. Never refused; the largest experiment is 6e5 products.
Plan plan(const Params&);

Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const Params&, const Measurement&);

Report report(const Params&, const Measurement&);

/// The numbers of factors at which curves have a point: 0, every k-th, and the last.
std::vector<int> shown_steps(const Params&);

/// The terms of the logsumexp.
std::vector<double> log_terms(const Params&);

}  // namespace initlab::log_domain
