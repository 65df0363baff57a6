#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/log_domain/result.h"

namespace initlab {

std::vector<Figure> figures(const LogDomainReport&);

}  // namespace initlab
