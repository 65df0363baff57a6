// exp and log to within about two ulp of double, from IEEE + - * / and bit operations only: the
// same bits natively and in wasm, where libm's differ. Slower and finer than
// core/numbers/portable_math.h, for results whose own rounding is looked at.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace initlab::precise {

// ln 2 in two parts, the first of 38 bits so that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42fefap-1;
inline constexpr double ln2_low = 0x1.cf79abc9e3b3ap-40;

// Over the whole range: 0 below -745.2, infinite above 709.8, subnormal results correctly scaled.
inline double exp(double x) {
  if (x != x) return x;
  if (x > 710.0) return std::numeric_limits<double>::infinity();
  if (x < -746.0) return 0.0;
  // Adding 1.5 * 2^52 rounds to a whole number.
  const double k = (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52;
  const double r = (x - k * ln2_high) - k * ln2_low;
  // Taylor of (exp(r) - 1 - r) / r^2 for |r| <= .3466: 1e-17 left.
  double p = 1.0 / 6227020800.0;
  for (const double factorial : {479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0,
                                 720.0, 120.0, 24.0, 6.0, 2.0}) {
    p = p * r + 1.0 / factorial;
  }
  return std::ldexp(1.0 + (r + r * r * p), static_cast<int>(k));
}

// ln x for finite x > 0, subnormal ones included; -infinity at 0, NaN below.
inline double log(double x) {
  if (x == 0.0) return -std::numeric_limits<double>::infinity();
  if (!(x > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  if (x > std::numeric_limits<double>::max()) return x;
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // in [.5, 1)
  if (m < 0.70710678118654752) {
    m *= 2.0;
    --exponent;
  }
  // ln m = 2 atanh(s), |s| <= .1716; twelve terms leave 1e-19.
  const double s = (m - 1.0) / (m + 1.0);
  const double s2 = s * s;
  double series = 1.0 / 25.0;
  for (int n = 23; n >= 3; n -= 2) series = series * s2 + 1.0 / n;
  const double k = exponent;
  return k * ln2_high + (k * ln2_low + 2.0 * s * s2 * series + 2.0 * s);
}

// ln(1 + x) for x >= 0: Kahan's correction keeps what rounding 1 + x loses.
inline double log1p(double x) {
  const double u = 1.0 + x;
  return u == 1.0 ? x : log(u) - ((u - 1.0) - x) / u;
}

}  // namespace initlab::precise
