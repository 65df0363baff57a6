// round_to of number_formats.h for loops over millions of values: the same result without libm.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/numbers/number_formats.h"

namespace initlab {

class FormatRounding {
 public:
  explicit FormatRounding(NumberFormat format)
      : exact_(format == NumberFormat::fp64),
        smallest_exponent_(facts(format).smallest_exponent),
        last_place_bits_(facts(format).significand_bits - 1),
        largest_(facts(format).largest),
        beyond_(facts(format).has_infinity ? std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::quiet_NaN()) {}

  // Equal to round_to(format, x) for every x; NaN stays NaN.
  double operator()(double x) const {
    if (exact_) return x;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    const double magnitude = std::bit_cast<double>(bits & ~sign_bit);
    if (!(magnitude <= 2.0 * largest_)) return std::isnan(x) ? x : std::copysign(beyond_, x);
    int exponent = static_cast<int>((bits & ~sign_bit) >> 52) - 1023;
    if (exponent < smallest_exponent_) exponent = smallest_exponent_;
    // Adding and taking away 2^52 units of the last place rounds to one, ties to even: the sum has
    // no bits below it, and its last one is that place's.
    const int magic_exponent = exponent - last_place_bits_ + 52;
    const double magic =
        std::bit_cast<double>(static_cast<std::uint64_t>(magic_exponent + 1023) << 52);
    const double rounded = (magnitude + magic) - magic;
    return std::copysign(rounded > largest_ ? beyond_ : rounded, x);
  }

 private:
  static constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

  bool exact_;
  int smallest_exponent_;
  int last_place_bits_;
  double largest_;
  double beyond_;
};

}  // namespace initlab
