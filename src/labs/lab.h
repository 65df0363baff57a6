#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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

/// What people see: derived from parameters and a (possibly partial) measurement.
class Report {
 public:
  virtual ~Report() = default;
  virtual void describe_fields(ResultVisitor&) = 0;
};

struct Preset {
  std::string_view word;
  Words label;
};

/// One lab with one set of parameters, its types erased. What it computes is computation_of() it
/// (labs/computation.h): a module that only shows results links without.
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
  virtual std::unique_ptr<Report> empty_report() const = 0;
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
