#pragma once

#include "labs/matrix_product/params.h"
#include "labs/matrix_product/result.h"

namespace initlab {

/// Sets verdict, headline, evidence and warnings from the rest of the report.
void judge(const MatrixProductParams&, MatrixProductReport& report);

}  // namespace initlab
