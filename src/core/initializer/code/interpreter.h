// Walks a program, either with shapes only or with the matrices: the same walk, so that what the
// first finds out holds for the second.
#pragma once

#include <cstdint>
#include <optional>

#include "core/initializer/code/init_code.h"
#include "core/initializer/code/program.h"

namespace initlab::init_code {

struct Cost {
  double work = 0;
  std::uint64_t peak_bytes = 0;
};

// Shapes only.
std::optional<CodeError> estimate(const Program&, const CodeContext&, Cost& cost);

// After an estimate without error. `out` is fan_in x fan_out.
void evaluate(const Program&, const CodeContext&, const Stream&, RowMatrixRef out);

}  // namespace initlab::init_code
