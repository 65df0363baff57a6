#pragma once

#include <memory>
#include <string>

#include "core/forward.h"
#include "labs/lab.h"

namespace initlab {

/// A mergeable part of a measurement. Merging in job order gives the same bits however many
/// workers computed the parts.
class Measurement {
 public:
  virtual ~Measurement() = default;
  virtual void describe_fields(ResultVisitor&) = 0;
  /// `next` belongs to the same experiment.
  virtual void merge(const Measurement& next) = 0;
};

/// The Python libraries that an experiment can be written down in.
enum class ScriptLanguage : std::uint8_t { numpy, pytorch, keras };

/// What a lab computes from its experiments, which must be of that lab. Pure: the same parameters
/// and job give the same measurement; the workspace only saves time.
class Computation {
 public:
  virtual ~Computation() = default;
  virtual std::unique_ptr<Measurement> empty_measurement() const = 0;
  /// Whether a measurement read from outside has the experiment's shape, so that it may be merged.
  virtual bool accepts(const Experiment&, const Measurement&) const = 0;
  virtual std::unique_ptr<Measurement> run(const Experiment&, int job, Workspace&) const = 0;
  virtual std::unique_ptr<Report> report(const Experiment&, const Measurement&) const = 0;
  /// In the study notes' own words, for `--text`: ASCII, English, lines that end in '\n'.
  virtual std::string text(const Report&) const = 0;
  /// A runnable program of the experiment; empty where the lab has none.
  virtual std::string script(const Experiment&, ScriptLanguage) const = 0;
};

const Computation& computation_of(const Experiment&);

}  // namespace initlab
