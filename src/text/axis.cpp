#include "text/axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "text/number_format.h"

namespace initlab {
namespace {

constexpr double largest = 1e300;  // padding a range must not overflow

std::string superscript(int number) {
  static constexpr std::array<std::string_view, 10> digits{"\u2070", "\u00b9", "\u00b2", "\u00b3",
                                                           "\u2074", "\u2075", "\u2076", "\u2077",
                                                           "\u2078", "\u2079"};
  std::string text = number < 0 ? "\u207b" : "";
  for (char digit : std::to_string(std::abs(number)))
    text += digits[static_cast<std::size_t>(digit - '0')];
  return text;
}

/// A decimal without the noise of binary arithmetic: 0.30000000000000004 is "0.3".
std::string decimal_label(double value, double step) {
  if (std::abs(value) < 0.5 * step) return "0";
  const double size = std::max(std::abs(value), step);
  if (size >= 1e5 || step < 1e-4) return with_minus_signs(brief_number(value, 3));
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
  return with_minus_signs(fixed_number(value, decimals));
}

/// How many multiples of `step` lie on the axis.
double count_ticks(const Axis& axis, double step) {
  return std::floor(axis.hi / step + 1e-9) - std::ceil(axis.lo / step - 1e-9) + 1.0;
}

/// The finest of 1, 2, 5 times a power of ten with at most `most` ticks.
double nice_step(const Axis& axis, int most) {
  const double power = std::pow(10.0, std::floor(std::log10((axis.hi - axis.lo) / most)));
  for (double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
    if (count_ticks(axis, factor * power) <= most) return factor * power;
  }
  return 50.0 * power;
}

void add_linear_ticks(Axis& axis, int most) {
  const double step = nice_step(axis, std::max(2, most));
  if (!(step > 0.0) || !std::isfinite(step)) return;
  const double first = std::ceil(axis.lo / step - 1e-9);
  for (int i = 0; i < most; ++i) {
    const double value = (first + i) * step;
    if (value > axis.hi + 1e-9 * step) break;
    axis.ticks.push_back({value, decimal_label(value, step)});
  }
}

/// Decades, every k-th one when there are many; 2 and 5 between them when there are few.
void add_log_ticks(Axis& axis, int most) {
  const int first = static_cast<int>(std::ceil(axis.lo - 1e-9));
  const int last = static_cast<int>(std::floor(axis.hi + 1e-9));
  const int decades = last - first + 1;
  const int step = std::max(1, (decades + most - 1) / most);
  // From the top: the size of the input is the value everything is compared with.
  int top = last;
  if (step > 1 && last >= 0 && first <= 0) top = last - last % step;
  for (int exponent = top; exponent >= first; exponent -= step) {
    axis.ticks.push_back({static_cast<double>(exponent), power_label(exponent)});
  }
  if (axis.hi - axis.lo > 2.0 || most < 6) return;
  for (int exponent = first - 1; exponent <= last; ++exponent) {
    for (int digit : {2, 5}) {
      const double position = exponent + std::log10(digit);
      if (position < axis.lo || position > axis.hi ||
          axis.ticks.size() >= static_cast<std::size_t>(most))
        continue;
      const double value = digit * std::pow(10.0, exponent);
      axis.ticks.push_back({position, value >= 0.0099 && value < 100.0
                                          ? shortest(std::round(value * 1e4) / 1e4)
                                          : std::string()});
    }
  }
}

}  // namespace

double Axis::position(double value) const {
  if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
  if (!logarithmic) return value;
  return value > 0.0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
}

double Axis::share(double value) const { return (position(value) - lo) / (hi - lo); }

Axis log_axis(std::span<const double> values, int most_ticks) {
  double lo = std::numeric_limits<double>::infinity();
  double hi = -lo;
  for (double value : values) {
    if (!std::isfinite(value) || value < log_floor) continue;
    lo = std::min(lo, std::log10(value));
    hi = std::max(hi, std::log10(value));
  }
  Axis axis;
  axis.logarithmic = true;
  if (lo > hi) lo = hi = 0.0;  // nothing to show: around 1
  const double pad = std::max(0.06 * (hi - lo), 0.08);
  axis.lo = lo - pad;
  axis.hi = hi + pad;
  // One decade at least, and two labelled powers of ten, so that a slope can be read.
  if (std::floor(axis.hi) <= std::ceil(axis.lo))
    axis.lo = std::min(axis.lo, std::floor(axis.hi) - 1.0 - 0.08);
  if (axis.hi - axis.lo < 1.0) axis.lo = axis.hi - 1.0;
  add_log_ticks(axis, most_ticks);
  return axis;
}

Axis linear_axis(std::span<const double> values, int most_ticks) {
  double lo = 0.0;
  double hi = 0.0;
  for (double value : values) {
    if (!std::isfinite(value)) continue;
    lo = std::min(lo, std::clamp(value, -largest, largest));
    hi = std::max(hi, std::clamp(value, -largest, largest));
  }
  const double size = std::max(-lo, hi);
  if (size < 1e-300) {  // all zero: any range will do
    lo = 0.0;
    hi = 1.0;
  } else if (hi - lo < 1e-12 * size) {
    hi = lo + 1e-12 * size;
  }
  const double pad = 0.08 * (hi - lo);
  Axis axis;
  axis.lo = lo < 0.0 ? lo - pad : lo;
  axis.hi = hi > 0.0 ? hi + pad : hi;
  add_linear_ticks(axis, most_ticks);
  return axis;
}

Axis fixed_axis(double lo, double hi, int most_ticks) {
  Axis axis;
  if (std::isfinite(lo) && std::isfinite(hi) &&
      hi - lo > 1e-12 * std::max(std::abs(lo), std::abs(hi))) {
    axis.lo = lo;
    axis.hi = hi;
  }
  add_linear_ticks(axis, most_ticks);
  return axis;
}

std::string power_label(int exponent) {
  if (exponent >= -2 && exponent <= 1) {
    static constexpr std::array<std::string_view, 4> plain{"0.01", "0.1", "1", "10"};
    const int place = exponent + 2;
    return std::string(plain[static_cast<std::size_t>(place)]);
  }
  return "10" + superscript(exponent);
}

}  // namespace initlab
