#pragma once

#include <string>

#include "labs/lab.h"

namespace initlab {

std::string usage_text();
std::string labs_text();
/// Every parameter of the lab: key, default, range or words, help.
std::string lab_help_text(const Lab&);

}  // namespace initlab
