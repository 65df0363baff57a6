#pragma once

#include <string>
#include <vector>

#include "text/words.h"

namespace initlab {

/// How a parameter's text was understood, and what has it read otherwise.
struct ParamReading {
  std::string key;  // of the parameter
  Sentence text;
  std::string swap_key;  // empty: there is no other way to read it
  std::string swap_value;
  Sentence swap_label;
};

using ParamReadings = std::vector<ParamReading>;

}  // namespace initlab
