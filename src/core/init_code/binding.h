// A call: which function it is, and which argument is which of its parameters.
#pragma once

#include <optional>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// The kinds of the arguments must be known. Sets function, slots and kind of the call.
std::optional<CodeError> bind_call(const Program& program, Node& call);

// Error of a name that is neither constant nor weight, nor (with `is_call`) function.
CodeError name_error(const Node& node, bool is_call);

// An error that points at the node from its first character on.
CodeError error_at(const Program& program, CodeFault fault, const Node& node);

// Error of an operand that is neither number nor matrix; none if it is.
std::optional<CodeError> operand_error(const Program& program, const Node& operand);

}  // namespace initlab::init_code
