#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "labs/lab.h"

namespace initlab {

/// Makes a Lab of plain structs and functions. A lab declares
///
///   struct Lab {
///     static constexpr std::string_view id = "forward";
///     static constexpr Words title = {...};
///     using Params = ...;       // describe(ParamVisitor&, Params&), lab_presets(params), a field
///                               // `preset` that counts them, and perhaps weight_count(params),
///                               // script(params, language)
///     using Measurement = ...;  // plan(params), accepts(params, measurement), merge(other),
///                               // run(params, job, workspace, measurement): core/steps/steps.h,
///                               // describe(ResultVisitor&, Measurement&)
///     using Report = ...;       // report(params, measurement), notes_text(report),
///                               // figures(report), describe(ResultVisitor&, Report&)
///     static constexpr auto from_preset = ...;  // the parameters of the preset with this number
///   };
///
/// in a namespace of its own, and three tables have a row of it: registry.cpp, computations.cpp
/// and, for its view, views/registry.cpp.
template <class T>
class ReportOf final : public Report {
 public:
  T value;

  ReportOf() = default;
  explicit ReportOf(T&& report) : value(std::move(report)) {}
  void describe_fields(ResultVisitor& visitor) override { describe(visitor, value); }
};

/// The lab's own functions, found by the type of their argument: inside ExperimentOf its members
/// of the same names would hide them.
namespace lab_functions {
/// A lab that draws no weights declares no such function.
template <class Params>
std::uint64_t call_weight_count(const Params& params) {
  if constexpr (requires { weight_count(params); }) {
    return weight_count(params);
  } else {
    return 0;
  }
}
}  // namespace lab_functions

/// The parameters of a lab's preset; nothing for an unknown word.
template <class L>
std::optional<typename L::Params> preset_of(std::string_view word) {
  using Preset = decltype(L::Params::preset);
  const std::optional<std::size_t> place = find_preset(lab_presets(typename L::Params{}), word);
  if (!place) return std::nullopt;
  return L::from_preset(static_cast<Preset>(*place));
}

template <class L>
class ExperimentOf final : public Experiment {
 public:
  typename L::Params params;

  std::string_view lab() const override { return L::id; }
  void describe_params(ParamVisitor& visitor) override { describe(visitor, params); }
  std::unique_ptr<Experiment> clone() const override {
    return std::make_unique<ExperimentOf>(*this);
  }
  bool apply_preset(std::string_view word) override {
    const std::optional<typename L::Params> found = preset_of<L>(word);
    if (found) params = *found;
    return found.has_value();
  }
  std::string_view preset() const override {
    return lab_presets(params)[static_cast<std::size_t>(params.preset)].word;
  }
  std::uint64_t weight_count() const override { return lab_functions::call_weight_count(params); }
  std::unique_ptr<Report> empty_report() const override {
    return std::make_unique<ReportOf<typename L::Report>>();
  }
};

template <class L>
Lab make_lab() {
  return {L::id, L::title, lab_presets(typename L::Params{}),
          []() -> std::unique_ptr<Experiment> { return std::make_unique<ExperimentOf<L>>(); }};
}

/// For a lab's own view, which is only ever given its own experiments and reports.
template <class L>
typename L::Params& params_of(Experiment& experiment) {
  return static_cast<ExperimentOf<L>&>(experiment).params;
}
template <class L>
const typename L::Params& params_of(const Experiment& experiment) {
  return static_cast<const ExperimentOf<L>&>(experiment).params;
}
template <class L>
const typename L::Report& report_of(const Report& report) {
  return static_cast<const ReportOf<typename L::Report>&>(report).value;
}

}  // namespace initlab
