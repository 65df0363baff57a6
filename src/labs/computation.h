#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/network/forward.h"
#include "core/steps/steps.h"
#include "labs/data_files.h"
#include "labs/lab.h"
#include "labs/param_reading.h"

namespace initlab {

struct Figure;

/// What an experiment is made of, and what it may cost: known before anything is allocated.
struct Plan {
  int shards = 1;  // jobs 0..shards-1, merged in this order; the first k are a valid preview
  int sweep = 0;   // jobs shards..shards+sweep-1: other seeds, for the measured band
  int rows = 0;    // units of progress: rows of the batch in all shards
  int rows_per_shard = 0;
  std::uint64_t memory_bytes = 0;  // peak of one worker
  std::uint64_t multiply_adds = 0;
  std::uint64_t weights = 0;
  std::string_view data_file = {};  // its name, where one is needed before a job can run
  bool streams = false;             // a job hands out parts of its measurement before it ends

  /// Set when the experiment is over the budget: why, and the parameters that fit.
  struct Refusal {
    Sentence reason;
    Sentence remedy;           // the button's text: "Use width 1024"
    std::string remedy_key;    // the parameter to change ...
    std::string remedy_value;  // ... and its new value
  };
  std::optional<Refusal> refusal;

  int jobs() const { return shards + sweep; }
};

/// A mergeable part of a measurement. Merging in job order gives the same bits however many
/// workers computed the parts.
class Measurement {
 public:
  virtual ~Measurement() = default;
  virtual void describe_fields(ResultVisitor&) = 0;
  /// `next` belongs to the same experiment.
  virtual void merge(const Measurement& next) = 0;
  /// Of a job that streams, between two of its steps: what has come since the last call. Parts
  /// merged in order, and the whole that the job ends with, are the same bits however it was cut.
  /// Null where there is nothing new.
  virtual std::unique_ptr<Measurement> take_part() = 0;
  /// Units of Plan::rows that a streaming job has come to; nothing where jobs do not stream.
  virtual std::optional<int> done() const = 0;
};

/// The Python libraries that an experiment can be written down in.
enum class ScriptLanguage : std::uint8_t { numpy, pytorch, keras };

/// What a lab computes from its experiments, which must be of that lab. Pure: the same parameters
/// and job give the same measurement; the workspace only saves time.
class Computation {
 public:
  virtual ~Computation() = default;
  virtual Plan plan(const Experiment&) const = 0;
  /// How texts among the parameters are understood, where there is something to say.
  virtual ParamReadings readings(const Experiment&) const = 0;
  virtual std::unique_ptr<Measurement> empty_measurement() const = 0;
  /// Whether a measurement read from outside has the experiment's shape, so that it may be merged.
  virtual bool accepts(const Experiment&, const Measurement&) const = 0;
  /// In steps; `measured` is set by the first and whole after the last. `data` holds the plan's
  /// data file, and outlives the steps.
  virtual Steps run(const Experiment&, int job, const DataFiles& data, Workspace&,
                    std::unique_ptr<Measurement>& measured) const = 0;
  /// The same at once.
  std::unique_ptr<Measurement> run(const Experiment& experiment, int job, const DataFiles& data,
                                   Workspace& workspace) const {
    std::unique_ptr<Measurement> measured;
    run(experiment, job, data, workspace, measured).finish();
    return measured;
  }
  virtual std::unique_ptr<Report> report(const Experiment&, const Measurement&) const = 0;
  /// In the study notes' own words, for `--text`: ASCII, English, lines that end in '\n'.
  virtual std::string text(const Report&) const = 0;
  /// The plots for export, the most telling one first (labs/figure.h).
  virtual std::vector<Figure> figures(const Report&) const = 0;
  /// A runnable program of the experiment; empty where the lab has none.
  virtual std::string script(const Experiment&, ScriptLanguage) const = 0;
};

const Computation& computation_of(const Experiment&);

/// What a worker takes before it has any work: the stack of 1 MB, the tables, the buffers.
inline constexpr std::uint64_t instance_bytes = 1'330'000;

/// The computation's plan; its memory with that of the instance.
inline Plan plan_of(const Experiment& experiment) {
  Plan plan = computation_of(experiment).plan(experiment);
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() - instance_bytes;
  plan.memory_bytes = std::min(plan.memory_bytes, most) + instance_bytes;
  return plan;
}

}  // namespace initlab
