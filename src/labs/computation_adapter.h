#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "labs/adapter.h"
#include "labs/computation.h"
#include "labs/figure.h"

namespace initlab {

template <class T>
class MeasurementOf final : public Measurement {
 public:
  T value;

  void describe_fields(ResultVisitor& visitor) override { describe(visitor, value); }
  void merge(const Measurement& next) override {
    value.merge(static_cast<const MeasurementOf&>(next).value);
  }
  /// Only a lab that streams declares take_part() and done().
  std::unique_ptr<Measurement> take_part() override {
    if constexpr (requires { value.take_part(); }) {
      std::optional<T> taken = value.take_part();
      if (!taken) return nullptr;
      auto part = std::make_unique<MeasurementOf>();
      part->value = std::move(*taken);
      return part;
    } else {
      return nullptr;
    }
  }
  std::optional<int> done() const override {
    if constexpr (requires { value.done(); }) {
      return value.done();
    } else {
      return std::nullopt;
    }
  }
};

/// The lab's own functions, found by the type of their argument: inside ComputationOf its members
/// of the same names would hide them.
namespace lab_functions {
template <class Params>
Plan call_plan(const Params& params) {
  return plan(params);
}
/// A lab whose parameters all speak for themselves declares no such function.
template <class Params>
ParamReadings call_readings(const Params& params) {
  if constexpr (requires { readings(params); }) {
    return readings(params);
  } else {
    return {};
  }
}
/// Only a lab of data asks for files.
template <class Params, class T>
Steps call_run(const Params& params, int job, const DataFiles& data, Workspace& workspace,
               T& measured) {
  if constexpr (requires { run(params, job, data, measured); }) {
    return run(params, job, data, measured);
  } else {
    return run(params, job, workspace, measured);
  }
}
template <class Params, class T>
auto call_report(const Params& params, const T& measured) {
  return report(params, measured);
}
template <class Params, class T>
bool call_accepts(const Params& params, const T& measured) {
  return accepts(params, measured);
}
template <class Report>
std::vector<Figure> call_figures(const Report& report) {
  return figures(report);
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
class ComputationOf final : public Computation {
 public:
  using Computation::run;
  using MeasurementType = MeasurementOf<typename L::Measurement>;
  using ReportType = ReportOf<typename L::Report>;

  Plan plan(const Experiment& experiment) const override {
    return lab_functions::call_plan(params_of<L>(experiment));
  }
  ParamReadings readings(const Experiment& experiment) const override {
    return lab_functions::call_readings(params_of<L>(experiment));
  }
  std::unique_ptr<Measurement> empty_measurement() const override {
    return std::make_unique<MeasurementType>();
  }
  bool accepts(const Experiment& experiment, const Measurement& measured) const override {
    return lab_functions::call_accepts(params_of<L>(experiment), value_of(measured));
  }
  Steps run(const Experiment& experiment, int job, const DataFiles& data, Workspace& workspace,
            std::unique_ptr<Measurement>& measured) const override {
    auto whole = std::make_unique<MeasurementType>();
    typename L::Measurement& value = whole->value;
    measured = std::move(whole);
    co_await lab_functions::call_run(params_of<L>(experiment), job, data, workspace, value);
  }
  std::unique_ptr<Report> report(const Experiment& experiment,
                                 const Measurement& measured) const override {
    return std::make_unique<ReportType>(
        lab_functions::call_report(params_of<L>(experiment), value_of(measured)));
  }
  std::string text(const Report& report) const override { return notes_text(report_of<L>(report)); }
  std::vector<Figure> figures(const Report& report) const override {
    return lab_functions::call_figures(report_of<L>(report));
  }
  std::string script(const Experiment& experiment, ScriptLanguage language) const override {
    return lab_functions::call_script(params_of<L>(experiment), language);
  }

 private:
  static const typename L::Measurement& value_of(const Measurement& measured) {
    return static_cast<const MeasurementType&>(measured).value;
  }
};

}  // namespace initlab
