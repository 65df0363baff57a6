// A program as one expression of NumPy's.
#pragma once

#include <string>

#include "core/initializer/code/program.h"

namespace initlab::init_code {

// Uses np, and the helpers truncated(fan_in, fan_out, mean, std, low, high), orthogonal(m, n) and
// sparse_rows(m, n, sparsity, std) that the scripts bring along.
// `written` writes a finite number as Python reads it.
using NumberText = std::string (*)(double);
std::string numpy_text(const Program&, NumberText written);

}  // namespace initlab::init_code
