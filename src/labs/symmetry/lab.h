#pragma once

#include "labs/adapter.h"
#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"
#include "labs/symmetry/run.h"

namespace initlab::symmetry {

struct Lab {
  static constexpr std::string_view id = "symmetry";
  static constexpr Words title = {"Symmetry", "대칭"};
  using Params = symmetry::Params;
  using Measurement = symmetry::Measurement;
  using Report = symmetry::Report;
  static constexpr auto from_preset = symmetry::from_preset;
};

}  // namespace initlab::symmetry
