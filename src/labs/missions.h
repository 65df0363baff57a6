#pragma once

#include <span>
#include <string_view>

#include "labs/lab.h"

namespace initlab {

/// How far a result is from a mission's goal.
struct MissionState {
  bool reached = false;
  Sentence measure;
};

/// A task for a reader: an experiment to start from, the controls that may be used, and what the
/// report must say.
struct Mission {
  std::string_view id;
  std::string_view lab;
  std::string_view start;     // query
  std::string_view controls;  // keys of parameters, with commas
  Words goal;
  MissionState (*check)(const Report&);  // of a report of `lab`
};

/// In the order in which they are offered.
std::span<const Mission> missions();
const Mission* find_mission(std::string_view id);  // null when there is none

}  // namespace initlab
