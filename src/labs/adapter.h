#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "labs/lab.h"

namespace initlab {

/// Makes a Lab of plain structs and functions. A lab declares
///
///   struct ForwardLab {
///     static constexpr std::string_view id = "forward";
///     static constexpr Words title = {...};
///     using Params = ...;       // describe(ParamVisitor&, Params&), plan(params),
///                               // preset_word(params), apply_preset(Params&, word),
///                               // lab_presets(params), and perhaps script(params, language)
///     using Measurement = ...;  // run(params, job, workspace), accepts(params, measurement),
///                               // describe(ResultVisitor&, Measurement&), merge(other)
///     using Report = ...;       // report(params, measurement), notes_text(report),
///                               // describe(ResultVisitor&, Report&)
///   };
///
/// and the registry has a row make_lab<ForwardLab>().
template <class T>
class MeasurementOf final : public Measurement {
 public:
  T value;

  MeasurementOf() = default;
  explicit MeasurementOf(T&& measured) : value(std::move(measured)) {}
  void describe_fields(ResultVisitor& visitor) override { describe(visitor, value); }
  void merge(const Measurement& next) override {
    value.merge(static_cast<const MeasurementOf&>(next).value);
  }
};

template <class T>
class ReportOf final : public Report {
 public:
  T value;

  ReportOf() = default;
  explicit ReportOf(T&& report) : value(std::move(report)) {}
  void describe_fields(ResultVisitor& visitor) override { describe(visitor, value); }
  std::string text() const override { return notes_text(value); }
};

/// The lab's own functions, found by the type of their argument: inside ExperimentOf its members
/// of the same names would hide them.
namespace lab_functions {
template <class Params>
Plan call_plan(const Params& params) {
  return plan(params);
}
template <class Params>
auto call_run(const Params& params, int job, Workspace& workspace) {
  return run(params, job, workspace);
}
template <class Params, class T>
auto call_report(const Params& params, const T& measured) {
  return report(params, measured);
}
template <class Params, class T>
bool call_accepts(const Params& params, const T& measured) {
  return accepts(params, measured);
}
template <class Params>
bool call_apply_preset(Params& params, std::string_view word) {
  return apply_preset(params, word);
}
/// A lab without scripts declares no such function.
template <class Params>
std::string call_script(const Params& params, ScriptLanguage language) {
  if constexpr (requires { script(params, language); }) {
    return script(params, language);
  } else {
    return {};
  }
}
}  // namespace lab_functions

template <class L>
class ExperimentOf final : public Experiment {
 public:
  using MeasurementType = MeasurementOf<typename L::Measurement>;
  using ReportType = ReportOf<typename L::Report>;

  typename L::Params params;

  std::string_view lab() const override { return L::id; }
  void describe_params(ParamVisitor& visitor) override { describe(visitor, params); }
  std::unique_ptr<Experiment> clone() const override {
    return std::make_unique<ExperimentOf>(*this);
  }
  bool apply_preset(std::string_view word) override {
    return lab_functions::call_apply_preset(params, word);
  }
  std::string_view preset() const override { return preset_word(params); }
  Plan plan() const override { return lab_functions::call_plan(params); }
  std::unique_ptr<Measurement> empty_measurement() const override {
    return std::make_unique<MeasurementType>();
  }
  bool accepts(const Measurement& measured) const override {
    return lab_functions::call_accepts(params, static_cast<const MeasurementType&>(measured).value);
  }
  std::unique_ptr<Measurement> run(int job, Workspace& workspace) const override {
    return std::make_unique<MeasurementType>(lab_functions::call_run(params, job, workspace));
  }
  std::unique_ptr<Report> report(const Measurement& measured) const override {
    return std::make_unique<ReportType>(
        lab_functions::call_report(params, static_cast<const MeasurementType&>(measured).value));
  }
  std::unique_ptr<Report> empty_report() const override { return std::make_unique<ReportType>(); }
  std::string script(ScriptLanguage language) const override {
    return lab_functions::call_script(params, language);
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
