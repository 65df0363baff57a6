#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/notes/result.h"

namespace initlab {

std::vector<Figure> figures(const NotesReport&);

}  // namespace initlab
