#pragma once

#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"

namespace initlab::matrix_product {

/// Sets verdict, headline, evidence and warnings from the rest of the report.
void judge(const Params&, Report& report);

}  // namespace initlab::matrix_product
