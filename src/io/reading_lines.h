#pragma once

#include <string_view>

#include "labs/param_reading.h"

namespace initlab {

/// From seven lines each, every one with its line end: key, English and Korean text, key and value
/// that have it read otherwise, English and Korean words for that. What is cut short is left out.
ParamReadings readings_of_lines(std::string_view lines);

}  // namespace initlab
