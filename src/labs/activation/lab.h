#pragma once

#include "labs/activation/params.h"
#include "labs/activation/result.h"
#include "labs/activation/run.h"
#include "labs/adapter.h"

namespace initlab {

struct ActivationLab {
  static constexpr std::string_view id = "activation";
  static constexpr Words title = {"Activation", "활성화 함수"};
  using Params = ActivationParams;
  using Measurement = ActivationMeasurement;
  using Report = ActivationReport;
};

}  // namespace initlab
