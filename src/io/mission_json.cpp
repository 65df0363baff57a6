#include "io/mission_json.h"

#include "io/json.h"
#include "io/param_text.h"
#include "io/percent.h"
#include "io/query.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

/// Whether the experiment is the mission's start with other values of its controls.
bool keeps_to_controls(const Mission& mission, const Experiment& experiment) {
  if (experiment.lab() != mission.lab) return false;
  const std::string controls = ',' + std::string(mission.controls) + ',';
  std::string values;
  for (const ParamText& param : param_texts(experiment)) {
    const std::string key(param.key);
    if (controls.find(',' + key + ',') == std::string::npos) continue;
    values += '&' + key + '=' + percent_encode(param.text);
  }
  return write_query(*read_query(mission.start, values).experiment) == write_query(experiment);
}

}  // namespace

std::string missions_json() {
  JsonText json;
  json.open('[');
  for (const Mission& mission : missions()) {
    json.open('{');
    json.member("id", mission.id);
    json.member("lab", mission.lab);
    json.member("start", mission.start);
    json.member("controls", mission.controls);
    json.key("goal");
    json.words(mission.goal);
    json.close('}');
  }
  json.close(']');
  return json.take();
}

MissionState mission_state(const Mission& mission, const Experiment& experiment,
                           const Report& report) {
  if (keeps_to_controls(mission, experiment)) return mission.check(report);
  return {false, fill(strings::mission_changed, {})};
}

std::string mission_state_json(const MissionState& state) {
  JsonText json;
  json.open('{');
  json.key("reached");
  json.boolean(state.reached);
  json.key("measure");
  json.sentence(state.measure);
  json.close('}');
  return json.take();
}

}  // namespace initlab
