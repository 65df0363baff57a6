#pragma once

#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab {

/// Whether a layer is a single value, of one unit and one row: its std is 0 whatever the network.
bool has_one_value(const ForwardReport&, const LayerResult&);

/// Sets verdict, headline and evidence from the layers of `report`.
void judge(const ForwardParams&, ForwardReport& report);

}  // namespace initlab
