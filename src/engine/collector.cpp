#include "engine/collector.h"

#include <algorithm>
#include <utility>

namespace initlab {

Collector::Collector(std::unique_ptr<Experiment> experiment)
    : experiment_(std::move(experiment)),
      plan_(plan_of(*experiment_)),
      merged_(computation_of(*experiment_).empty_measurement()) {}

bool Collector::add(int job, std::unique_ptr<Measurement> measurement) {
  if (plan_.refusal || job < 0 || job >= plan_.jobs()) return false;
  if (job < next_) return true;
  waiting_.try_emplace(job, std::move(measurement));
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
       first = waiting_.begin()) {
    merged_->merge(*first->second);
    waiting_.erase(first);
    ++next_;
  }
  return true;
}

std::unique_ptr<Report> Collector::report() const {
  return computation_of(*experiment_).report(*experiment_, *merged_);
}

Progress Collector::progress() const {
  Progress progress;
  progress.jobs_merged = next_;
  progress.rows_total = plan_.rows;
  const int shards = std::min(next_, plan_.shards);
  // The last shard completes the batch, also where it is not of the size of the others.
  progress.rows = shards == plan_.shards
                      ? plan_.rows
                      : static_cast<int>(std::min<long long>(
                            static_cast<long long>(shards) * plan_.rows_per_shard, plan_.rows));
  progress.sweep_total = plan_.sweep;
  progress.sweep_done = std::max(next_ - plan_.shards, 0);
  progress.complete = !plan_.refusal && next_ == plan_.jobs();
  return progress;
}

}  // namespace initlab
