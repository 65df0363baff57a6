#pragma once

#include "labs/adapter.h"
#include "labs/log_domain/params.h"
#include "labs/log_domain/result.h"
#include "labs/log_domain/run.h"

namespace initlab {

struct LogDomainLab {
  static constexpr std::string_view id = "log-domain";
  static constexpr Words title = {"Log domain", "로그 영역"};
  using Params = LogDomainParams;
  using Measurement = LogDomainMeasurement;
  using Report = LogDomainReport;
};

}  // namespace initlab
