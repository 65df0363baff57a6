// Numbers with an exponent that cannot overflow.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/numbers/portable_math.h"

namespace initlab {

inline constexpr double ln_2 = 0x1.62e42fefa39efp-1;
inline constexpr double ln_10 = 0x1.26bb1bbb55516p+1;

// ln(mantissa * 2^exponent) for a mantissa >= 0, the same bits natively and in wasm: 3e-11 absolute
// beside the rounding of the result. -infinity for 0, NaN for what is negative or NaN.
inline double log_of(double mantissa, std::int64_t exponent) {
  if (mantissa == 0.0) return -std::numeric_limits<double>::infinity();
  if (!(mantissa > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  if (std::isinf(mantissa)) return mantissa;
  int shift = 0;
  const double half = std::frexp(mantissa, &shift);  // [1/2, 1)
  return portable::log1p_unit(2.0 * half - 1.0) + ln_2 * static_cast<double>(exponent + shift - 1);
}

// 2^exponent; 0 or infinity beyond double's range.
inline double power_of_two(std::int64_t exponent) {
  if (exponent > 2000) exponent = 2000;
  if (exponent < -2000) exponent = -2000;
  return std::ldexp(1.0, static_cast<int>(exponent));
}

}  // namespace initlab
