#pragma once

#include <vector>

#include "labs/computation.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab::forward {

/// What a reader should know about this result: where the study notes' own text is loose, and where
/// the prediction says less than it seems.
std::vector<Sentence> warnings(const Params&, const Plan&, const Report&);

}  // namespace initlab::forward
