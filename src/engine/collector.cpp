#include "engine/collector.h"

#include <algorithm>
#include <utility>

namespace initlab {

Collector::Collector(std::unique_ptr<Experiment> experiment)
    : experiment_(std::move(experiment)),
      plan_(plan_of(*experiment_)),
      merged_(computation_of(*experiment_).empty_measurement()) {}

bool Collector::add(int job, std::unique_ptr<Measurement> measurement) {
  if (!is_job(job)) return false;
  if (job < next_) return true;
  std::unique_ptr<Measurement>& whole = waiting_[job].whole;
  if (!whole) whole = std::move(measurement);
  merge_waiting();
  return true;
}

bool Collector::add_part(int job, std::unique_ptr<Measurement> part) {
  if (!is_job(job) || !plan_.streams) return false;
  if (job < next_) return true;
  Waiting& waiting = waiting_[job];
  if (!waiting.whole) waiting.parts.push_back(std::move(part));
  merge_waiting();
  return true;
}

void Collector::merge_waiting() {
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
       first = waiting_.begin()) {
    const Waiting present = std::move(first->second);
    waiting_.erase(first);
    for (const std::unique_ptr<Measurement>& part : present.parts) merged_->merge(*part);
    if (!present.whole) return;
    merged_->merge(*present.whole);
    ++next_;
  }
}

std::unique_ptr<Report> Collector::report() const {
  return computation_of(*experiment_).report(*experiment_, *merged_);
}

int Collector::rows_of_shards() const {
  const int shards = std::min(next_, plan_.shards);
  // The last shard completes the batch, also where it is not of the size of the others.
  if (shards == plan_.shards) return plan_.rows;
  const auto rows = static_cast<long long>(shards) * plan_.rows_per_shard;
  return static_cast<int>(std::min<long long>(rows, plan_.rows));
}

Progress Collector::progress() const {
  Progress progress;
  progress.jobs_merged = next_;
  progress.rows_total = plan_.rows;
  progress.rows =
      plan_.streams ? std::min(merged_->done().value_or(0), plan_.rows) : rows_of_shards();
  progress.sweep_total = plan_.sweep;
  progress.sweep_done = std::max(next_ - plan_.shards, 0);
  progress.complete = !plan_.refusal && next_ == plan_.jobs();
  return progress;
}

}  // namespace initlab
