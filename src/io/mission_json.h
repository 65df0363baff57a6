#pragma once

#include <string>

#include "labs/missions.h"

namespace initlab {

/// [{id, lab, start, controls, goal:{en,ko}}].
std::string missions_json();

/// How far a report is from the mission. Not reached where anything but the mission's controls
/// differs from its start.
MissionState mission_state(const Mission&, const Experiment&, const Report&);

/// {reached, measure:{en,ko}}.
std::string mission_state_json(const MissionState&);

}  // namespace initlab
