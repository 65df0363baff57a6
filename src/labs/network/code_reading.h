#pragma once

#include "labs/network/params.h"
#include "labs/param_reading.h"

namespace initlab {

/// How pasted code was read: "Read n_in as fan_in and n_out as fan_out; transposed." Empty where
/// the code says fan_in and fan_out itself, where it cannot be read, and without init=code.
ParamReadings readings(const NetworkParams&);

}  // namespace initlab
