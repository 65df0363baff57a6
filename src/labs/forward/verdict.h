#pragma once

#include "labs/forward/params.h"
#include "labs/forward/result.h"

namespace initlab {

/// Sets verdict, headline and evidence from the layers of `report`.
void judge(const ForwardParams&, ForwardReport& report);

}  // namespace initlab
