#pragma once

#include <string>

#include "io/svg_parts.h"
#include "labs/figure.h"

namespace initlab {

/// One plot with its title, `top` below the document's top.
std::string svg_plot(const Figure&, Language, const SvgLayout&, double top);

}  // namespace initlab
