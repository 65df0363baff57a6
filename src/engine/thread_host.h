#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>

#include "engine/collector.h"

namespace initlab {

struct RunOptions {
  int threads = 1;
  /// One a thread, kept by the caller so that the next run finds its weights; made anew without.
  std::list<Workspace>* workspaces = nullptr;
  /// Null for those within this program.
  const DataFiles* data = nullptr;
  /// Set from another thread to stop after the jobs that are running, or within one that streams.
  const std::atomic<bool>* cancelled = nullptr;
  /// Called after every merge, one thread at a time, with what there is so far.
  std::function<void(const Collector&)> on_progress;
};

/// As many threads as the machine runs at once; 1 in WebAssembly.
int machine_threads();

/// Runs all jobs of the experiment on threads of this process (in WebAssembly on the caller's own:
/// there, workers share the jobs) and returns what they measured; incomplete after a cancel or a
/// refusal, or where the data file is missing.
std::unique_ptr<Collector> run_experiment(const Experiment&, const RunOptions& = {});

}  // namespace initlab
