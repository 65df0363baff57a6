#pragma once

#include "labs/adapter.h"
#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"
#include "labs/matrix_product/run.h"

namespace initlab {

struct MatrixProductLab {
  static constexpr std::string_view id = "matrix-product";
  static constexpr Words title = {"Matrix product", "행렬 곱"};
  using Params = MatrixProductParams;
  using Measurement = MatrixProductMeasurement;
  using Report = MatrixProductReport;
};

}  // namespace initlab
