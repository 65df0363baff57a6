#pragma once

#include <string>

#include "core/init_code/code_order.h"
#include "labs/param_visitor.h"

namespace initlab {

/// How pasted code was read: "Read n_in as fan_in and n_out as fan_out; transposed." Empty where
/// the code says fan_in and fan_out itself and where it cannot be read.
ParamReading code_reading(const std::string& code, CodeOrder order);

}  // namespace initlab
