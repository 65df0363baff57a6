// Errors that several parts make.
#pragma once

#include <optional>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// Error of a name that is neither constant nor weight, nor (with `is_call`) function.
CodeError name_error(const Node& node, bool is_call);

// An error that points at the node from its first character on.
CodeError error_at(const Program& program, CodeFault fault, const Node& node);

// Error of an operand that is neither number nor matrix; none if it is.
std::optional<CodeError> operand_error(const Program& program, const Node& operand);

}  // namespace initlab::init_code
