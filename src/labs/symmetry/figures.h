#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/symmetry/result.h"

namespace initlab {

std::vector<Figure> figures(const SymmetryReport&);

}  // namespace initlab
