#pragma once

#include <cstdint>

namespace initlab {

// Which of the two sizes of a matrix counts the inputs, where pasted code does not say fan_in and
// fan_out themselves.
enum class CodeOrder : std::uint8_t {
  automatic,  // as the names say, else NumPy's order, else (nn.init of one's own tensor) PyTorch's
  in_out,
  out_in
};

}  // namespace initlab
