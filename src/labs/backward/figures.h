#pragma once

#include <vector>

#include "labs/backward/result.h"
#include "labs/figure.h"

namespace initlab {

std::vector<Figure> figures(const BackwardReport&);

}  // namespace initlab
