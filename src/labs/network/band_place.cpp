#include "labs/network/band_place.h"

#include <cmath>
#include <limits>

namespace initlab {

double place_in_band(double value, double lo, double hi) {
  if (lo > 0.0 && value > 0.0) {
    value = std::log(value);
    lo = std::log(lo);
    hi = std::log(hi);
  }
  return hi > lo ? 4.0 * (value - lo) / (hi - lo) - 2.0 : std::numeric_limits<double>::quiet_NaN();
}

double place_of_printed(double printed, double half, double lo, double hi) {
  const double least = place_in_band(printed - half, lo, hi);
  const double most = place_in_band(printed + half, lo, hi);
  if (least > 0.0) return least;
  return most > 0.0 ? 0.0 : most;
}

}  // namespace initlab
