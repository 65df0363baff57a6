// Lines of programs that normalize z, indented by four; population variances, as in the lab.
#pragma once

#include <string>
#include <string_view>

#include "core/network/backward.h"

namespace initlab {

/// "n = ..." from z, and `size`, what its way back needs.
std::string_view numpy_norm(Normalization);
/// "dz = ..." from dn, n and size.
std::string_view numpy_norm_backward(Normalization);
/// "n = ..." from z.
std::string_view torch_norm(Normalization);
std::string_view keras_norm(Normalization);

/// Lines that each end in '\n', by four more.
std::string indented(std::string_view lines);

}  // namespace initlab
