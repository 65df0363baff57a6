// Tokens to a tree, with Python's precedence: ** over unary minus over * / @ over + -.
#pragma once

#include <optional>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// Fills nodes, root and target from program.source.
std::optional<CodeError> parse(Program& program);

}  // namespace initlab::init_code
