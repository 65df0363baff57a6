#pragma once

#include "labs/adapter.h"
#include "labs/forward/params.h"
#include "labs/forward/result.h"
#include "labs/forward/run.h"

namespace initlab::forward {

struct Lab {
  static constexpr std::string_view id = "forward";
  static constexpr Words title = {"Forward pass", "순전파"};
  using Params = forward::Params;
  using Measurement = forward::Measurement;
  using Report = forward::Report;
  static constexpr auto from_preset = forward::from_preset;
};

}  // namespace initlab::forward
