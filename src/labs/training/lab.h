#pragma once

#include "labs/adapter.h"
#include "labs/training/params.h"
#include "labs/training/result.h"
#include "labs/training/run.h"

namespace initlab::training {

struct Lab {
  static constexpr std::string_view id = "training";
  static constexpr Words title = {"Training", "학습"};
  using Params = training::Params;
  using Measurement = training::Measurement;
  using Report = training::Report;
  static constexpr auto from_preset = training::from_preset;
};

}  // namespace initlab::training
