// A call: which function it is, and which argument is which of its parameters.
#pragma once

#include <optional>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// The kinds of the arguments must be known. Sets function, slots and kind of the call.
std::optional<CodeError> bind_call(const Program& program, Node& call);

}  // namespace initlab::init_code
