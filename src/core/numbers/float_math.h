// Elementary functions of four floats at once, from IEEE + - * / and bit operations only: the same
// bits natively and in wasm. Errors are in units of the last place of the float result (ulp) and
// are tested in tests/core/activation/activation_test.cpp. Branch-free. NaN in, NaN out.
//
// Polynomials and the rational function: our own fits, by weighted least squares repeated until the
// error is level (Lawson 1961), coefficients rounded to float.
#pragma once

#include "core/numbers/simd.h"

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
    9.0f,  // from where on the result is 1
    // tanh(x) / x = P(x^2) / Q(x^2) on |x| <= 9: 3e-8 relative.
    0x1.cbd368p-27f,
    0x1.5a3166p-16f,
    0x1.ca68f6p-9f,
    0x1.121388p-3f,
    1.0f,
    0x1.a23388p-21f,
    0x1.58d07ep-12f,
    0x1.a815d6p-6f,
    0x1.de5f0ep-2f,
};
inline constexpr float erf_numbers[] = {
    3.925f,  // from where on the result is 1
    // erf(x) / x = P(x^2) / Q(x^2) on |x| <= 3.93: 6e-8 relative.
    0x1.121140p-19f,
    0x1.2aa43ap-12f,
    0x1.ef6588p-9f,
    0x1.b0750ap-5f,
    0x1.86b95ep-3f,
    0x1.20dd74p+0f,
    0x1.3eccb4p-15f,
    0x1.31736cp-10f,
    0x1.eb6f14p-7f,
    0x1.d3ff6cp-4f,
    0x1.013be2p-1f,
    1.0f,
};
inline constexpr float tail_numbers[] = {
    14.0f,    // beyond, the tail is no normal number
    4097.0f,  // splits a float into halves of 12 bits (Dekker 1971)
    // (1 - Phi(x)) exp(x^2 / 2) = P(x) / Q(x) on 0 <= x <= 14.2: 1.4e-8 relative.
    0x1.0c4398p-8f,
    0x1.4b9bacp-5f,
    0x1.76554cp-3f,
    0x1.c02f9ap-2f,
    0.5f,
    0x1.50370cp-7f,
    0x1.9fa2e8p-4f,
    0x1.df81c6p-2f,
    0x1.335b70p+0f,
    0x1.ac59fep+0f,
    1.0f,
};
inline constexpr float atanh_numbers[] = {
    1.0f / 13, 1.0f / 11, 1.0f / 9, 1.0f / 7, 1.0f / 5, 1.0f / 3,
};

struct MathTables {
  const float* exp = from_memory(exp_numbers);
  const float* tanh = from_memory(tanh_numbers);
  const float* erf = from_memory(erf_numbers);
  const float* tail = from_memory(tail_numbers);
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

/// What rounding carries beyond +-1 is brought back; a NaN stays.
inline Float4 within_one(Float4 y, Float4 one) { return at_most(at_least(y, Float4{} - one), one); }

/// 6 ulp, which near 1 is 4e-7; within [-1, 1], and exactly 1 in magnitude from 9 on.
inline Float4 tanh(Float4 x, const MathTables& tables) {
  const float* c = tables.tanh;
  const Float4 end = splat(c[0]);
  const Float4 one = splat(c[5]);
  const Float4 z = at_most(at_least(x, Float4{} - end), end);
  const Float4 t = z * z;
  const Float4 p =
      (((splat(c[1]) * t + splat(c[2])) * t + splat(c[3])) * t + splat(c[4])) * t + one;
  const Float4 q =
      (((splat(c[6]) * t + splat(c[7])) * t + splat(c[8])) * t + splat(c[9])) * t + one;
  return within_one(z * p / q, one);
}

/// 7 ulp; within [-1, 1], and exactly 1 in magnitude from 3.925 on.
inline Float4 erf(Float4 x, const MathTables& tables) {
  const float* c = tables.erf;
  const Float4 end = splat(c[0]);
  const Float4 one = splat(c[12]);
  const Float4 z = at_most(at_least(x, Float4{} - end), end);
  const Float4 t = z * z;
  const Float4 p =
      ((((splat(c[1]) * t + splat(c[2])) * t + splat(c[3])) * t + splat(c[4])) * t + splat(c[5])) *
          t +
      splat(c[6]);
  const Float4 q = ((((splat(c[7]) * t + splat(c[8])) * t + splat(c[9])) * t + splat(c[10])) * t +
                    splat(c[11])) *
                       t +
                   one;
  return within_one(z * p / q, one);
}

/// 1 - Phi(x) = erfc(x / sqrt 2) / 2 for x >= 0: 8 ulp; 0 where it would not be a normal number.
inline Float4 normal_tail(Float4 x, const MathTables& tables) {
  const float* c = tables.tail;
  x = at_most(x, splat(c[0]));
  // x^2 = square + rest exactly: exp would multiply what rounding x^2 takes away by up to 90.
  const Float4 square = x * x;
  const Float4 shifted = x * splat(c[1]);
  const Float4 high = shifted - (shifted - x);
  const Float4 low = x - high;
  const Float4 rest = ((high * high - square) + (high + high) * low) + low * low;
  const Float4 half = splat(c[6]);
  const Float4 e = exp(Float4{} - half * square, tables);
  const Float4 p =
      (((splat(c[2]) * x + splat(c[3])) * x + splat(c[4])) * x + splat(c[5])) * x + half;
  const Float4 q = ((((splat(c[7]) * x + splat(c[8])) * x + splat(c[9])) * x + splat(c[10])) * x +
                    splat(c[11])) *
                       x +
                   splat(c[12]);
  const Float4 y = e * p / q;
  return y - y * (half * rest);
}

}  // namespace initlab::simd
