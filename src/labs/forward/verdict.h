#pragma once

#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab::forward {

/// Whether a layer is a single value, of one unit and one row: its std is 0 whatever the network.
bool has_one_value(const Report&, const LayerResult&);

/// Sets verdict, headline and evidence from the layers of `report`.
void judge(const Params&, Report& report);

}  // namespace initlab::forward
