#pragma once

#include "labs/adapter.h"
#include "labs/backward/params.h"
#include "labs/backward/result.h"
#include "labs/backward/run.h"

namespace initlab::backward {

struct Lab {
  static constexpr std::string_view id = "backward";
  static constexpr Words title = {"Backward pass", "역전파"};
  using Params = backward::Params;
  using Measurement = backward::Measurement;
  using Report = backward::Report;
  static constexpr auto from_preset = backward::from_preset;
};

}  // namespace initlab::backward
