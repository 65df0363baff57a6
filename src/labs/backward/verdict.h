#pragma once

#include "labs/backward/params.h"
#include "labs/backward/result.h"

namespace initlab::backward {

/// Fills verdict, headline, evidence and gradient_ratio from the report's layers.
void judge(const Params&, Report&);

/// Where the theory is silent or loose, and where the study notes are.
std::vector<Sentence> warnings(const Params&, const Report&);

}  // namespace initlab::backward
