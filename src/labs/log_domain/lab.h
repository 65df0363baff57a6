#pragma once

#include "labs/adapter.h"
#include "labs/log_domain/params.h"
#include "labs/log_domain/result.h"
#include "labs/log_domain/run.h"

namespace initlab::log_domain {

struct Lab {
  static constexpr std::string_view id = "log-domain";
  static constexpr Words title = {"Log domain", "로그 영역"};
  using Params = log_domain::Params;
  using Measurement = log_domain::Measurement;
  using Report = log_domain::Report;
  static constexpr auto from_preset = log_domain::from_preset;
};

}  // namespace initlab::log_domain
