#pragma once

#include "labs/activation/params.h"
#include "labs/activation/result.h"
#include "labs/activation/run.h"
#include "labs/adapter.h"

namespace initlab::activation {

struct Lab {
  static constexpr std::string_view id = "activation";
  static constexpr Words title = {"Activation", "활성화 함수"};
  using Params = activation::Params;
  using Measurement = activation::Measurement;
  using Report = activation::Report;
  static constexpr auto from_preset = activation::from_preset;
};

}  // namespace initlab::activation
