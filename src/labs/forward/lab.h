#pragma once

#include "labs/adapter.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"
#include "labs/forward/run.h"

namespace initlab {

struct ForwardLab {
  static constexpr std::string_view id = "forward";
  static constexpr Words title = {"Forward pass", "순전파"};
  using Params = ForwardParams;
  using Measurement = ForwardMeasurement;
  using Report = ForwardReport;
};

}  // namespace initlab
