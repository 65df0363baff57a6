// Elementary functions of four floats at once, from IEEE + - * / and bit operations only: the same
// bits natively and in wasm. Errors are in units of the last place of the float result (ulp) and
// are tested in tests/core/activation_test.cpp. Branch-free. NaN in, NaN out.
//
// Polynomials and the rational function: our own fits, by weighted least squares repeated until the
// error is level (Lawson 1961), coefficients rounded to float.
#pragma once

#include "core/simd.h"

namespace initlab::simd {

// In the order of their use below.
inline constexpr float exp_numbers[] = {
    0x1.715476p+0f,  // 1 / ln 2
    0x1.8p23f,       // adding it rounds to an integer and leaves that in the low bits
    0x1.62e4p-1f,    // ln 2 in two parts, the first of 15 bits: its product with k is exact
    0x1.7f7d1cp-20f,
    0x1.6a2256p-10f,  // (e^r - 1 - r) / r^2 on |r| <= .348, 3e-9
    0x1.123b02p-7f,  0x1.5558f8p-5f, 0x1.555490p-3f, 0x1.fffffcp-2f,
};
inline constexpr float tanh_numbers[] = {
    // tanh(x) / x = P(x^2) / Q(x^2) on |x| <= 9.1, 2.3e-8 relative.
    0x1.c4c5eap-27f, 0x1.579dcap-16f, 0x1.c9276cp-9f, 0x1.11e8c2p-3f, 1.0f,
    0x1.9d9b22p-21f, 0x1.5730a6p-12f, 0x1.a77bc4p-6f, 0x1.de49aap-2f,
};
inline constexpr float atanh_numbers[] = {
    1.0f / 13, 1.0f / 11, 1.0f / 9, 1.0f / 7, 1.0f / 5, 1.0f / 3,
};

struct MathTables {
  const float* exp = from_memory(exp_numbers);
  const float* tanh = from_memory(tanh_numbers);
  const float* atanh = from_memory(atanh_numbers);
};

inline constexpr float least_exponent = -87.0f;  // exp below it would not be a normal number
inline constexpr float largest_exponent = 88.0f;

// exp(x) = scale (1 + p), with scale = 2^k and p = expm1(x - k ln 2), for least_exponent <= x <=
// largest_exponent; outside it the parts of the nearer end.
struct ExpParts {
  Float4 scale;
  Float4 p;
};

inline ExpParts exp_parts(Float4 x, const float* c) {
  x = at_most(at_least(x, splat(least_exponent)), splat(largest_exponent));
  const Float4 shifted = x * splat(c[0]) + splat(c[1]);
  const Float4 k = shifted - splat(c[1]);
  const Float4 r = (x - k * splat(c[2])) - k * splat(c[3]);
  const Float4 tail =
      (((splat(c[4]) * r + splat(c[5])) * r + splat(c[6])) * r + splat(c[7])) * r + splat(c[8]);
  const Word4 exponent = (Word4)shifted + splat(std::uint32_t{127});
  return {(Float4)(exponent << 23), r + r * r * tail};
}

/// 2 ulp; 0 below least_exponent and infinite above largest_exponent.
inline Float4 exp(Float4 x, const MathTables& tables) {
  const ExpParts e = exp_parts(x, tables.exp);
  const Float4 y = e.scale + e.scale * e.p;
  const Float4 low = select(x < splat(least_exponent), Float4{}, y);
  return select(x > splat(largest_exponent), splat(__builtin_inff()), low);
}

/// 2 ulp, near 0 too; -1 for large negative x. For x <= largest_exponent.
inline Float4 expm1(Float4 x, const MathTables& tables) {
  const ExpParts e = exp_parts(x, tables.exp);
  return e.scale * e.p + (e.scale - splat(1.0f));
}

/// ln(1 + y) for y in [0, 1], 3 ulp: 2 atanh(s), s = y / (2 + y) <= 1/3, seven terms: 1.4e-8.
inline Float4 log1p_unit(Float4 y, const MathTables& tables) {
  const float* c = tables.atanh;
  const Float4 s = y / (splat(2.0f) + y);
  const Float4 s2 = s * s;
  const Float4 series =
      ((((splat(c[0]) * s2 + splat(c[1])) * s2 + splat(c[2])) * s2 + splat(c[3])) * s2 +
       splat(c[4])) *
          s2 +
      splat(c[5]);
  const Float4 twice = s + s;
  return twice + twice * (s2 * series);
}

/// 3 ulp; 0 where 1 / sigmoid would overflow.
inline Float4 sigmoid(Float4 x, const MathTables& tables) {
  const Float4 one = splat(1.0f);
  return one / (one + exp(Float4{} - x, tables));
}

/// 6 ulp, which near 1 is 4e-7; exactly 1 in magnitude beyond 9.
inline Float4 tanh(Float4 x, const MathTables& tables) {
  const float* c = tables.tanh;
  const Float4 nine = splat(9.0f);
  const Float4 z = at_most(at_least(x, Float4{} - nine), nine);
  const Float4 t = z * z;
  const Float4 p =
      (((splat(c[0]) * t + splat(c[1])) * t + splat(c[2])) * t + splat(c[3])) * t + splat(c[4]);
  const Float4 q =
      (((splat(c[5]) * t + splat(c[6])) * t + splat(c[7])) * t + splat(c[8])) * t + splat(c[4]);
  const Float4 y = z * p / q;
  const Float4 low = select(x < Float4{} - nine, splat(-1.0f), y);
  return select(x > nine, splat(1.0f), low);
}

}  // namespace initlab::simd
