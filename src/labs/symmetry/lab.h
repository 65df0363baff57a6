#pragma once

#include "labs/adapter.h"
#include "labs/symmetry/params.h"
#include "labs/symmetry/result.h"
#include "labs/symmetry/run.h"

namespace initlab {

struct SymmetryLab {
  static constexpr std::string_view id = "symmetry";
  static constexpr Words title = {"Symmetry", "대칭"};
  using Params = SymmetryParams;
  using Measurement = SymmetryMeasurement;
  using Report = SymmetryReport;
};

}  // namespace initlab
