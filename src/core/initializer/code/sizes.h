// Which of the sizes that a text names are a layer's fan_in and fan_out, and the program that
// follows.
#pragma once

#include <optional>

#include "core/initializer/code/code_error.h"
#include "core/initializer/code/init_code.h"
#include "core/initializer/code/program.h"
#include "core/initializer/code/value.h"

namespace initlab::init_code {

// Of a matrix of the reader's: `out` gets the nodes it needs, its sizes said by fan_in and
// fan_out. `reading` says how the sizes were read.
std::optional<CodeError> bind_sizes(const Program& pool, const Tensor& tensor, CodeOrder order,
                                    Program& out, CodeReading& reading);

// Equal for programs that draw the same, whatever their words.
std::string signature(const Program& program, int node);

}  // namespace initlab::init_code
