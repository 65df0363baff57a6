// Quantiles as NumPy has them, infinities included.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace initlab {

// Between two neighbours in order: an infinite one wins where it has any share (NumPy's would be
// NaN in places), both with unequal signs give NaN.
inline double between_quantiles(double lower, double upper, double share) {
  if (share == 0 || lower == upper) return lower;
  if (std::isinf(lower) || std::isinf(upper)) return lower + upper;
  return lower + share * (upper - lower);
}

// At position q (n - 1) of the sorted values, of which there is one at least; NaN has no order.
inline double linear_quantile(std::span<const double> sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = below + 1 < sorted.size() ? below + 1 : below;
  return between_quantiles(sorted[below], sorted[above], position - static_cast<double>(below));
}

}  // namespace initlab
