#include "engine/thread_host.h"

namespace initlab {

int machine_threads() { return 1; }

std::unique_ptr<Collector> run_experiment(const Experiment& experiment, const RunOptions& options) {
  auto collector = std::make_unique<Collector>(experiment.clone());
  if (collector->plan().refusal) return collector;
  Workspace own;
  const bool kept = options.workspaces != nullptr && !options.workspaces->empty();
  Workspace& workspace = kept ? options.workspaces->front() : own;
  for (int job = 0; job < collector->plan().jobs(); ++job) {
    if (options.cancelled != nullptr && options.cancelled->load()) break;
    collector->add(job, computation_of(experiment).run(experiment, job, workspace));
    if (options.on_progress) options.on_progress(*collector);
  }
  return collector;
}

}  // namespace initlab
