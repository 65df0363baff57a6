#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/forward.h"
#include "labs/param_visitor.h"
#include "labs/result_visitor.h"

namespace initlab {

/// What an experiment is made of, and what it may cost: known before anything is allocated.
struct Plan {
  int shards = 1;  // jobs 0..shards-1, merged in this order; the first k are a valid preview
  int sweep = 0;   // jobs shards..shards+sweep-1: other seeds, for the measured band
  int rows = 0;    // units of progress: rows of the batch in all shards
  int rows_per_shard = 0;
  std::uint64_t memory_bytes = 0;  // peak of one worker
  std::uint64_t multiply_adds = 0;
  std::uint64_t weights = 0;

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
};

/// What people see: derived from parameters and a (possibly partial) measurement.
class Report {
 public:
  virtual ~Report() = default;
  virtual void describe_fields(ResultVisitor&) = 0;
  /// In the study notes' own words, for `--text`: ASCII, English, lines that end in '\n'.
  virtual std::string text() const = 0;
};

/// The Python libraries that an experiment can be written down in.
enum class ScriptLanguage : std::uint8_t { numpy, pytorch, keras };

struct Preset {
  std::string_view word;
  Words label;
};

/// One lab with one set of parameters, its types erased. Pure: the same parameters and job give
/// the same measurement; the workspace only saves time.
class Experiment {
 public:
  virtual ~Experiment() = default;
  virtual std::string_view lab() const = 0;  // its id
  virtual void describe_params(ParamVisitor&) = 0;
  virtual std::unique_ptr<Experiment> clone() const = 0;
  /// Replaces all parameters by the preset's; false for an unknown word.
  virtual bool apply_preset(std::string_view word) = 0;
  virtual std::string_view preset() const = 0;
  virtual Plan plan() const = 0;
  virtual std::unique_ptr<Measurement> empty_measurement() const = 0;
  /// Whether a measurement read from outside has this experiment's shape, so that it may be merged.
  virtual bool accepts(const Measurement&) const = 0;
  virtual std::unique_ptr<Measurement> run(int job, Workspace&) const = 0;
  virtual std::unique_ptr<Report> report(const Measurement&) const = 0;
  virtual std::unique_ptr<Report> empty_report() const = 0;
  /// A runnable program of the experiment; empty where the lab has none.
  virtual std::string script(ScriptLanguage) const = 0;
};

/// One row of the registry.
struct Lab {
  std::string_view id;
  Words title;
  std::span<const Preset> presets;
  std::unique_ptr<Experiment> (*create)();  // with the default parameters
};

std::span<const Lab> labs();
const Lab* find_lab(std::string_view id);  // null when there is none

}  // namespace initlab
