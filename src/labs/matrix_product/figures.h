#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/matrix_product/result.h"

namespace initlab {

std::vector<Figure> figures(const MatrixProductReport&);

}  // namespace initlab
