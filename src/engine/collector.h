#pragma once

#include <map>
#include <memory>
#include <vector>

#include "labs/computation.h"

namespace initlab {

struct Progress {
  int jobs_merged = 0;
  int rows = 0;
  int rows_total = 0;
  int sweep_done = 0;
  int sweep_total = 0;
  bool complete = false;
};

/// Merges the measurements of one experiment in the order of their jobs, in whatever order they
/// arrive: one whose turn has not come is kept. So the bits of the result do not depend on who
/// computed what, or when.
class Collector {
 public:
  explicit Collector(std::unique_ptr<Experiment>);

  const Experiment& experiment() const { return *experiment_; }
  const Plan& plan() const { return plan_; }

  /// False for a job outside the plan. A job that was added before is passed over.
  bool add(int job, std::unique_ptr<Measurement>);
  /// A part of a job that streams, in the order they were taken; what the job ends with is added
  /// last. A job that is begun anew sends them again from the start. False where jobs do not
  /// stream.
  bool add_part(int job, std::unique_ptr<Measurement>);

  Progress progress() const;
  /// Of what is merged so far.
  std::unique_ptr<Report> report() const;

 private:
  std::unique_ptr<Experiment> experiment_;
  Plan plan_;
  std::unique_ptr<Measurement> merged_;
  int next_ = 0;
  /// Of a job whose turn has not come, or that has not ended.
  struct Waiting {
    std::vector<std::unique_ptr<Measurement>> parts;
    std::unique_ptr<Measurement> whole;  // null until the job has ended
  };
  std::map<int, Waiting> waiting_;

  bool is_job(int job) const { return !plan_.refusal && job >= 0 && job < plan_.jobs(); }
  void merge_waiting();
  int rows_of_shards() const;
};

}  // namespace initlab
