#pragma once

#include <map>
#include <memory>

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

  Progress progress() const;
  /// Of what is merged so far.
  std::unique_ptr<Report> report() const;

 private:
  std::unique_ptr<Experiment> experiment_;
  Plan plan_;
  std::unique_ptr<Measurement> merged_;
  int next_ = 0;
  std::map<int, std::unique_ptr<Measurement>> waiting_;
};

}  // namespace initlab
