// Hot: built for speed.
#include "core/numbers/portable_math.h"

#include <cstddef>
#include <limits>

namespace initlab::portable {
namespace {

// 2 / pi = .A2F9836E 4E441529 ... in base 2^32.
constexpr std::uint32_t two_over_pi[8] = {0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0,
                                          0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561};

// The 32 bits of 2 / pi that start `offset` bits after the point; zeros before it.
std::uint32_t two_over_pi_bits(int offset) {
  std::uint32_t bits = 0;
  for (int i = 0; i < 32; ++i) {
    const int position = offset + i;
    bits <<= 1;
    if (position >= 0 && position < 256) {
      bits |= (two_over_pi[static_cast<std::size_t>(position / 32)] >> (31 - position % 32)) & 1u;
    }
  }
  return bits;
}

// sin(|x| + quarter_turns pi / 2).
double sin_of_far(float x, std::uint64_t quarter_turns) {
  const std::uint32_t x_bits = std::bit_cast<std::uint32_t>(x);
  const int exponent = static_cast<int>((x_bits >> 23) & 0xFFu);
  if (exponent == 0xFF) return std::numeric_limits<double>::quiet_NaN();
  const std::uint64_t mantissa = (x_bits & 0x7FFFFFu) | 0x800000u;
  const int e = exponent - 150;  // |x| = mantissa 2^e

  // |x| 2 / pi mod 4 in fixed point, 2 integer and 62 fraction bits: mantissa times the window of
  // 2 / pi that begins two bits above e, with 32 further bits for the carry.
  const int start = e - 2;
  const std::uint64_t high =
      (std::uint64_t{two_over_pi_bits(start)} << 32) | two_over_pi_bits(start + 32);
  const std::uint64_t carry = (mantissa * two_over_pi_bits(start + 64)) >> 32;
  const std::uint64_t turns = mantissa * high + carry;

  // Nearest quadrant, and the signed rest.
  const std::uint64_t quadrant = (turns + (std::uint64_t{1} << 61)) >> 62;
  const auto rest = static_cast<std::int64_t>(turns - (quadrant << 62));
  const double r = static_cast<double>(rest) * 0x1.921fb54442d18p-62;  // pi / 2 * 2^-62
  return sin_reduced(r, quadrant + quarter_turns);
}

}  // namespace

double sin_far(float x) {
  const double result = sin_of_far(x, 0);  // of |x|
  return std::bit_cast<std::uint32_t>(x) >> 31 != 0 ? -result : result;
}

double cos_far(float x) { return sin_of_far(x, 1); }

}  // namespace initlab::portable
