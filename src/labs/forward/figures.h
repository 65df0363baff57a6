#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/forward/result.h"

namespace initlab {

std::vector<Figure> figures(const ForwardReport&);

}  // namespace initlab
