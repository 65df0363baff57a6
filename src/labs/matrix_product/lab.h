#pragma once

#include "labs/adapter.h"
#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"
#include "labs/matrix_product/run.h"

namespace initlab::matrix_product {

struct Lab {
  static constexpr std::string_view id = "matrix-product";
  static constexpr Words title = {"Matrix product", "행렬 곱"};
  using Params = matrix_product::Params;
  using Measurement = matrix_product::Measurement;
  using Report = matrix_product::Report;
  static constexpr auto from_preset = matrix_product::from_preset;
};

}  // namespace initlab::matrix_product
