#include "core/numbers/number_formats.h"

#include <cmath>
#include <limits>

namespace initlab {
namespace {

constexpr FormatFacts table[] = {
    {53, -1022, 0x1.fffffffffffffp1023, 0x1p-1022, 0x1p-1074, true},
    {24, -126, 0x1.fffffep127, 0x1p-126, 0x1p-149, true},
    {8, -126, 0x1.fep127, 0x1p-126, 0x1p-133, true},
    {11, -14, 0x1.ffcp15, 0x1p-14, 0x1p-24, true},
    {4, -6, 0x1.cp8, 0x1p-6, 0x1p-9, false},
    {3, -14, 0x1.cp15, 0x1p-14, 0x1p-16, true},
};
static_assert(sizeof(table) / sizeof(table[0]) == number_format_count);

}  // namespace

double FormatFacts::epsilon() const { return std::ldexp(1.0, 1 - significand_bits); }

const FormatFacts& facts(NumberFormat format) { return table[static_cast<int>(format)]; }

double round_to(NumberFormat format, double x) {
  if (format == NumberFormat::fp64 || x == 0 || std::isnan(x)) return x;
  const FormatFacts& f = facts(format);
  const double beyond = f.has_infinity ? std::numeric_limits<double>::infinity()
                                       : std::numeric_limits<double>::quiet_NaN();
  if (std::isinf(x)) return std::copysign(beyond, x);
  int exponent = 0;
  std::frexp(x, &exponent);  // |x| in [2^(exponent - 1), 2^exponent)
  const int last_place = (exponent - 1 < f.smallest_exponent ? f.smallest_exponent : exponent - 1) -
                         (f.significand_bits - 1);
  // Below 2^52 adding and taking away 2^52 rounds to a whole number, ties to even.
  constexpr double whole = 0x1p52;
  const double scaled = std::ldexp(std::fabs(x), -last_place);
  const double rounded = std::ldexp((scaled + whole) - whole, last_place);
  return std::copysign(rounded > f.largest ? beyond : rounded, x);
}

double sum_in(NumberFormat format, double a, double b) { return round_to(format, a + b); }
double product_in(NumberFormat format, double a, double b) { return round_to(format, a * b); }

}  // namespace initlab
