// Text to statements.
#pragma once

#include <optional>
#include <string_view>

#include "core/initializer/code/ast.h"
#include "core/initializer/code/code_error.h"

namespace initlab::init_code {

// `source` must outlive the tree, whose names point into it.
std::optional<CodeError> parse(std::string_view source, Ast& ast);

}  // namespace initlab::init_code
