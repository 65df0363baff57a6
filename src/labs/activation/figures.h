#pragma once

#include <vector>

#include "labs/activation/result.h"
#include "labs/figure.h"

namespace initlab {

std::vector<Figure> figures(const ActivationReport&);

}  // namespace initlab
