// The floating-point formats that deep learning computes in, emulated in double.
#pragma once

#include <cstdint>

namespace initlab {

enum class NumberFormat : std::uint8_t { fp64, fp32, bf16, fp16, fp8_e4m3, fp8_e5m2 };
inline constexpr int number_format_count = 6;

// A binary format with gradual underflow (IEEE 754-2019; FP8: Micikevicius et al. 2022,
// arXiv:2209.05433). E4M3 has no infinity: what is too large becomes NaN.
struct FormatFacts {
  int significand_bits = 53;  // the hidden one included
  int smallest_exponent = 0;  // of the smallest normal number, 2^smallest_exponent
  double largest = 0;         // finite
  double smallest_normal = 0;
  double smallest = 0;  // subnormal
  bool has_infinity = true;

  // Distance from 1 to the next number.
  double epsilon() const;
};
const FormatFacts& facts(NumberFormat format);

// The nearest number of the format, ties to even. Half an ulp beyond the largest overflows: to
// infinity, or to NaN where there is none. NaN stays NaN, -0 stays -0.
double round_to(NumberFormat format, double x);

// The correctly rounded sum and product of two numbers of the format. Rounding the double result
// once more is innocuous since 53 >= 2 p + 2 for every narrower format (Figueroa 1995); where the
// result is subnormal, the double one is exact.
double sum_in(NumberFormat format, double a, double b);
double product_in(NumberFormat format, double a, double b);

}  // namespace initlab
