#pragma once

#include <string>

#include "engine/collector.h"
#include "io/json_result.h"

namespace initlab {

inline std::string json_of(const Collector& collector) {
  return result_json(collector.experiment(), *collector.report());
}

}  // namespace initlab
