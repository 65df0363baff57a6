#pragma once

#include "labs/training/result.h"

namespace initlab::training {

/// Sets verdict, headline, evidence and warnings from the numbers of `report`.
void judge(const Params&, Report& report);
/// The same of a map.
void judge_map(const Params&, Report& report);

}  // namespace initlab::training
