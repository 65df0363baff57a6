#include "engine/thread_host.h"

#include <utility>

#include "engine/embedded_data.h"
#include "engine/job_parts.h"
#include "io/data_file.h"

namespace initlab {

int machine_threads() { return 1; }

std::unique_ptr<Collector> run_experiment(const Experiment& experiment, const RunOptions& options) {
  auto collector = std::make_unique<Collector>(experiment.clone());
  const Plan& plan = collector->plan();
  const DataFiles& data = options.data != nullptr ? *options.data : embedded_data_files();
  if (plan.refusal || lacks_data(plan, data)) return collector;
  Workspace own;
  const bool kept = options.workspaces != nullptr && !options.workspaces->empty();
  Workspace& workspace = kept ? options.workspaces->front() : own;
  const auto cancelled = [&options] {
    return options.cancelled != nullptr && options.cancelled->load();
  };
  for (int job = 0; job < plan.jobs() && !cancelled(); ++job) {
    const auto take = [&](std::unique_ptr<Measurement> part) {
      if (cancelled()) return false;
      if (part) collector->add_part(job, std::move(part));
      if (options.on_progress) options.on_progress(*collector);
      return true;
    };
    auto measured = run_in_parts(experiment, plan, job, data, workspace, take);
    if (!measured) break;
    collector->add(job, std::move(measured));
    if (options.on_progress) options.on_progress(*collector);
  }
  return collector;
}

}  // namespace initlab
