// Elementary functions for the float network path, from IEEE + - * / and bit operations only: the
// same bits natively and in wasm, where libm's differ. Double inside, so that a result rounded to
// float is within one ulp; relative errors below are those of the double. Branch-free (but for
// sin's far range), so that loops over them vectorise. NaN in, NaN out.
#pragma once

#include <bit>
#include <cstdint>

namespace initlab::portable {

// Keeps NaN, as the comparisons are then false.
inline double at_least(double x, double lo) { return x < lo ? lo : x; }
inline double at_most(double x, double hi) { return x > hi ? hi : x; }

// The numbers of exp_parts in the order of their use. A loop over many numbers passes
// simd::from_memory of them: engines build a constant in code anew at each use.
inline constexpr double exp_numbers[] = {
    -700.0,
    700.0,
    0x1.71547652b82fep+0,  // 1 / ln 2
    0x1.8p52,              // adding it rounds to an integer and leaves that in the low bits
    0x1.62e42fefap-1,      // ln 2 in two parts, the first of 38 bits: its product with k is exact
    0x1.cf79abc9e3b3ap-40,
    1.0 / 362880,  // Taylor, |r| <= .3466: 1e-11 relative left
    1.0 / 40320,
    1.0 / 5040,
    1.0 / 720,
    1.0 / 120,
    1.0 / 24,
    1.0 / 6,
    0.5,
};

// exp(x) = scale (1 + p), with scale = 2^k and p = expm1(x - k ln 2).
struct ExpParts {
  double scale;
  double p;
};

inline ExpParts exp_parts(double x, const double* c = exp_numbers) {
  // Beyond +-700 the float result is 0 or infinite anyhow; clamping keeps 2^k normal.
  x = at_most(at_least(x, c[0]), c[1]);
  const double shifted = x * c[2] + c[3];
  const double k = shifted - c[3];
  const double r = (x - k * c[4]) - k * c[5];
  const double tail =
      ((((((r * c[6] + c[7]) * r + c[8]) * r + c[9]) * r + c[10]) * r + c[11]) * r + c[12]) * r +
      c[13];
  const std::uint64_t exponent = std::bit_cast<std::uint64_t>(shifted) + 1023u;
  return {std::bit_cast<double>(exponent << 52), r + r * r * tail};
}

// 1e-11 relative on [-700, 700]; outside it the value at the end.
inline double exp(double x, const double* c = exp_numbers) {
  const ExpParts e = exp_parts(x, c);
  return e.scale + e.scale * e.p;
}

// 3e-11 relative, near 0 too.
inline double expm1(double x) {
  const ExpParts e = exp_parts(x);
  return e.scale * e.p + (e.scale - 1.0);
}

// ln(1 + y) for y in [0, 1]: 2 atanh(s), s = y / (2 + y) <= 1/3, ten terms: 2e-11 relative.
inline double log1p_unit(double y) {
  const double s = y / (2.0 + y);
  const double s2 = s * s;
  const double series =
      ((((((((s2 * (1.0 / 19) + 1.0 / 17) * s2 + 1.0 / 15) * s2 + 1.0 / 13) * s2 + 1.0 / 11) * s2 +
          1.0 / 9) *
             s2 +
         1.0 / 7) *
            s2 +
        1.0 / 5) *
           s2 +
       1.0 / 3);
  return 2.0 * s + 2.0 * s * (s2 * series);
}

inline double sigmoid(double x, const double* c = exp_numbers) { return 1.0 / (1.0 + exp(-x, c)); }

inline double tanh(double x) {
  const double e = expm1(2.0 * at_most(at_least(x, -20.0), 20.0));
  return e / (e + 2.0);
}

// erfc(x) for x >= 0: exp(-x^2) / (1 + 2x) times a polynomial in y = (x - k) / (x + k), k = 3.75,
// the variable of Shepherd & Laframboise (1981). Coefficients: our own Chebyshev interpolation of
// (1 + 2x) exp(x^2) erfc(x) in 50-digit arithmetic, degree 15. 4e-11 relative while x^2 < 700.
inline double erfc_positive(double x) {
  x = at_most(x, 26.0);
  const double y = (x - 3.75) / (x + 3.75);
  double p = -1.0351353012083564e-06;
  p = p * y - 6.352404579956783e-06;
  p = p * y + 2.2403703246709485e-05;
  p = p * y + 4.428013594406366e-05;
  p = p * y - 0.0002901357067628396;
  p = p * y + 0.00029959650638033963;
  p = p * y + 0.0017556054697706715;
  p = p * y - 0.009749243352878523;
  p = p * y + 0.028362285547547116;
  p = p * y - 0.058692735834639014;
  p = p * y + 0.09230431964761782;
  p = p * y - 0.1088040116592889;
  p = p * y + 0.08227673860963161;
  p = p * y + 0.003585419320924572;
  p = p * y - 0.14024059858821752;
  p = p * y + 1.2375126308081394;
  return exp(-x * x) * p / (1.0 + 2.0 * x);
}

inline double erfc(double x) {
  const double tail = erfc_positive(x < 0.0 ? -x : x);
  return x < 0.0 ? 2.0 - tail : tail;
}

// Taylor series inside |x| < .5 (5e-13 left), 1 - erfc outside: 4e-11 relative.
inline double erf(double x) {
  const double a = x < 0.0 ? -x : x;
  const double x2 = at_most(x * x, 0.25);
  double p = 1.0 / 685440;  // 1 / (8! * 17)
  p = p * x2 - 1.0 / 75600;
  p = p * x2 + 1.0 / 9360;
  p = p * x2 - 1.0 / 1320;
  p = p * x2 + 1.0 / 216;
  p = p * x2 - 1.0 / 42;
  p = p * x2 + 1.0 / 10;
  p = p * x2 - 1.0 / 3;
  const double near = 0x1.20dd750429b6dp+0 * (x + x * (x2 * p));
  const double far = 1.0 - erfc_positive(a);
  return a < 0.5 ? near : (x < 0.0 ? -far : far);
}

// sin(r + quadrant pi / 2) for |r| <= pi / 4 (a little more does no harm). Taylor: 2e-10 relative.
inline double sin_reduced(double r, std::uint64_t quadrant) {
  const double r2 = r * r;
  const double s =
      r + r * r2 *
              (((((-1.0 / 39916800) * r2 + 1.0 / 362880) * r2 - 1.0 / 5040) * r2 + 1.0 / 120) * r2 -
               1.0 / 6);
  const double c =
      1.0 +
      r2 * (((((-1.0 / 3628800) * r2 + 1.0 / 40320) * r2 - 1.0 / 720) * r2 + 1.0 / 24) * r2 - 0.5);
  const double chosen = (quadrant & 1u) != 0 ? c : s;
  return (quadrant & 2u) != 0 ? -chosen : chosen;
}

inline constexpr double sin_near_limit = 0x1p20;

// |x| <= sin_near_limit. pi / 2 in three parts, the first two of 33 bits: products with k < 2^20
// are exact (Cody & Waite 1980).
inline double sin_near(double x) {
  const double shifted = x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  const double k = shifted - 0x1.8p52;
  const double r = ((x - k * 0x1.921fb544p+0) - k * 0x1.0b4611a6p-34) - k * 0x1.3198a2e037073p-69;
  return sin_reduced(r, std::bit_cast<std::uint64_t>(shifted));
}

// Of the same range and accuracy: sin a quadrant further.
inline double cos_near(double x) {
  const double shifted = x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  const double k = shifted - 0x1.8p52;
  const double r = ((x - k * 0x1.921fb544p+0) - k * 0x1.0b4611a6p-34) - k * 0x1.3198a2e037073p-69;
  return sin_reduced(r, std::bit_cast<std::uint64_t>(shifted) + 1);
}

// Any larger finite float, exactly reduced with 256 bits of 2 / pi (Payne & Hanek 1983). sin and
// cos of an infinity are NaN.
double sin_far(float x);
double cos_far(float x);

}  // namespace initlab::portable
