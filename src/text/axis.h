#pragma once

#include <span>
#include <string>
#include <vector>

namespace initlab {

inline constexpr int max_ticks = 8;

struct Tick {
  double position;    // on the axis: log10 of the value on a logarithmic one
  std::string label;  // empty: a grid line without text
};

/// A vertical axis whose range is never empty and always finite, whatever the values are.
struct Axis {
  double lo = 0.0;
  double hi = 1.0;
  bool logarithmic = false;
  std::vector<Tick> ticks;

  /// Where a value is on this axis; NaN for NaN and infinities, and for what has no logarithm.
  double position(double value) const;
  /// 0 at the bottom, 1 at the top; outside of that where the value is out of range.
  double share(double value) const;
};

/// The smallest positive value a logarithmic axis goes down to: below every float32.
inline constexpr double log_floor = 1e-46;

/// Spans the positive finite values, one decade at least.
Axis log_axis(std::span<const double> values, int most_ticks = max_ticks);

/// Spans the finite values and zero, 1e-12 relative at least.
Axis linear_axis(std::span<const double> values, int most_ticks = max_ticks);

/// Fixed limits (a histogram's range); falls back to 0..1 when they are not a range.
Axis fixed_axis(double lo, double hi, int most_ticks = max_ticks);

/// "0.01", "1", "10" as decimals, powers of ten outside of that: "10⁻⁴".
std::string power_label(int exponent);

}  // namespace initlab
