// Errors that several parts make.
#pragma once

#include <string>

#include "core/initializer/code/code_error.h"
#include "core/initializer/code/program.h"

namespace initlab::init_code {

// Error of a name that is neither constant nor, with `is_call`, function. Its place is left open.
CodeError name_error(const std::string& name, bool is_call);

// An error that points at the node from its first character on.
CodeError error_at(const Program& program, CodeFault fault, const Node& node);

}  // namespace initlab::init_code
