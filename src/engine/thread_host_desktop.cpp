#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "engine/embedded_data.h"
#include "engine/job_parts.h"
#include "engine/thread_host.h"
#include "io/data_file.h"

namespace initlab {
namespace {

constexpr int most_threads = 64;

/// Takes jobs in order until there are none; merges under a lock.
class Crew {
 public:
  Crew(Collector& collector, const DataFiles& data, const RunOptions& options)
      : collector_(collector), data_(data), options_(options) {}

  void work(Workspace& workspace) {
    const Experiment& experiment = collector_.experiment();
    const Plan& plan = collector_.plan();
    const int jobs = plan.jobs();
    for (int job = next_.fetch_add(1); job < jobs && !cancelled(); job = next_.fetch_add(1)) {
      std::unique_ptr<Measurement> measured = run_in_parts(
          experiment, plan, job, data_, workspace,
          [this, job](std::unique_ptr<Measurement> part) { return take(job, std::move(part)); });
      if (measured) add(job, std::move(measured));
    }
  }

 private:
  Collector& collector_;
  const DataFiles& data_;
  const RunOptions& options_;
  std::atomic<int> next_{0};
  std::mutex mutex_;

  bool cancelled() const { return options_.cancelled != nullptr && options_.cancelled->load(); }

  bool take(int job, std::unique_ptr<Measurement> part) {
    const std::lock_guard lock(mutex_);
    if (cancelled()) return false;
    if (part) collector_.add_part(job, std::move(part));
    if (options_.on_progress) options_.on_progress(collector_);
    return true;
  }

  void add(int job, std::unique_ptr<Measurement> measured) {
    const std::lock_guard lock(mutex_);
    if (cancelled()) return;
    const int before = collector_.progress().jobs_merged;
    collector_.add(job, std::move(measured));
    if (options_.on_progress && collector_.progress().jobs_merged != before) {
      options_.on_progress(collector_);
    }
  }
};

}  // namespace

int machine_threads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, most_threads);
}

std::unique_ptr<Collector> run_experiment(const Experiment& experiment, const RunOptions& options) {
  auto collector = std::make_unique<Collector>(experiment.clone());
  const DataFiles& data = options.data != nullptr ? *options.data : embedded_data_files();
  if (collector->plan().refusal || lacks_data(collector->plan(), data)) return collector;
  Crew crew(*collector, data, options);
  const int count =
      std::clamp(options.threads, 1, std::min(most_threads, collector->plan().jobs()));
  std::list<Workspace> own;
  std::list<Workspace>& workspaces = options.workspaces != nullptr ? *options.workspaces : own;
  while (workspaces.size() < static_cast<std::size_t>(count)) workspaces.emplace_back();
  std::vector<std::thread> threads;
  auto workspace = workspaces.begin();
  for (int i = 1; i < count; ++i) {
    Workspace& theirs = *++workspace;
    threads.emplace_back([&crew, &theirs] { crew.work(theirs); });
  }
  crew.work(workspaces.front());
  for (std::thread& thread : threads) thread.join();
  return collector;
}

}  // namespace initlab
