#pragma once

#include <vector>

#include "labs/computation.h"
#include "labs/log_domain/params.h"
#include "labs/log_domain/result.h"

namespace initlab {

/// One job: every factor in every format. Never refused; the largest experiment is 6e5 products.
Plan plan(const LogDomainParams&);

Steps run(const LogDomainParams&, int job, Workspace&, LogDomainMeasurement& measured);

/// Whether a measurement has the shape of these parameters, so that merging it is safe.
bool accepts(const LogDomainParams&, const LogDomainMeasurement&);

LogDomainReport report(const LogDomainParams&, const LogDomainMeasurement&);

/// The numbers of factors at which curves have a point: 0, every k-th, and the last.
std::vector<int> log_domain_steps(const LogDomainParams&);

/// The terms of the logsumexp.
std::vector<double> log_domain_terms(const LogDomainParams&);

}  // namespace initlab
