#pragma once

#include <functional>
#include <memory>

#include "labs/computation.h"

namespace initlab {

/// Where the parts of a job go on the way; false when nobody waits for it any more.
using TakePart = std::function<bool(std::unique_ptr<Measurement>)>;

/// Runs a job on this thread. One that streams hands out a part at most every 20 ms; what it
/// returns is whole. Null when it was left.
std::unique_ptr<Measurement> run_in_parts(const Experiment&, const Plan&, int job, const DataFiles&,
                                          Workspace&, const TakePart&);

}  // namespace initlab
