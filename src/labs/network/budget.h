#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "labs/computation.h"
#include "labs/network/params.h"

namespace initlab {

/// What an experiment on a network takes: known from its parameters alone.
struct NetworkCost {
  std::uint64_t memory_bytes = 0;  // peak of one worker
  double work = 0.0;               // multiply-adds, or what takes as long
};
using NetworkCosts = std::function<NetworkCost(const NetworkParams&)>;

/// Set when the experiment is over the budget: why, and the smaller network that fits, by `costs`.
/// Also when init=code has a line that cannot be run; only the reader can mend that.
std::optional<Plan::Refusal> network_refusal(const NetworkParams&, const NetworkCosts& costs);

/// Multiply-adds' worth of drawing every weight once.
double drawing_work(const NetworkSpec&);

}  // namespace initlab
