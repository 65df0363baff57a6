#include "engine/job_parts.h"

#include <chrono>

namespace initlab {

std::unique_ptr<Measurement> run_in_parts(const Experiment& experiment, const Plan& plan, int job,
                                          const DataFiles& data, Workspace& workspace,
                                          const TakePart& take) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds between_parts{20};
  const Computation& computation = computation_of(experiment);
  if (!plan.streams) return computation.run(experiment, job, data, workspace);
  std::unique_ptr<Measurement> measured;
  Steps steps = computation.run(experiment, job, data, workspace, measured);
  Clock::time_point due = Clock::now() + between_parts;
  while (steps.resume()) {
    if (Clock::now() < due) continue;
    due = Clock::now() + between_parts;
    if (!take(measured->take_part())) return nullptr;
  }
  return measured;
}

}  // namespace initlab
