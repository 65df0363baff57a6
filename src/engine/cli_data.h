#pragma once

#include <optional>
#include <string>

#include "labs/computation.h"
#include "text/words.h"

namespace initlab {

/// Reads the data file at `path` for the plan's experiment: at most max_data_file bytes, and only
/// the file that the plan asks for. The reason where it cannot be taken.
std::optional<Sentence> take_data_file(const Plan&, const std::string& path, DataFiles&);

}  // namespace initlab
