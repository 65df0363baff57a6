#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "labs/param_visitor.h"
#include "labs/result_visitor.h"

namespace initlab {

/// What people see: derived from parameters and a (possibly partial) measurement.
class Report {
 public:
  virtual ~Report() = default;
  virtual void describe_fields(ResultVisitor&) = 0;
};

struct LabPreset {
  std::string_view word;
  Words label;
};

/// The presets as the words of a parameter.
inline std::vector<Choice> choices_of(std::span<const LabPreset> presets) {
  std::vector<Choice> choices;
  for (const LabPreset& preset : presets) choices.push_back({preset.word, preset.label});
  return choices;
}

/// The place of the preset with this word; nothing when none has it.
inline std::optional<std::size_t> find_preset(std::span<const LabPreset> presets,
                                              std::string_view word) {
  for (std::size_t i = 0; i < presets.size(); ++i) {
    if (presets[i].word == word) return i;
  }
  return std::nullopt;
}

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
  /// Weights that one run draws; 0 where that says nothing.
  virtual std::uint64_t weight_count() const = 0;
  virtual std::unique_ptr<Report> empty_report() const = 0;
};

/// One row of the registry.
struct Lab {
  std::string_view id;
  Words title;
  std::span<const LabPreset> presets;
  std::unique_ptr<Experiment> (*create)();  // with the default parameters
};

std::span<const Lab> labs();
const Lab* find_lab(std::string_view id);  // null when there is none

}  // namespace initlab
