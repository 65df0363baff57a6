#include "core/numbers/polygamma.h"

#include <cmath>
#include <limits>

namespace initlab {
namespace {

constexpr double series_from = 10.0;
constexpr double largest_argument = 1e15;  // the recurrence would not move beyond

}  // namespace

double digamma(double x) {
  if (!(x > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  double shift = 0.0;
  while (x < series_from) {
    shift -= 1.0 / x;
    x += 1.0;
  }
  if (x > largest_argument) return shift + std::log(x);
  // Bernoulli numbers: B_2n / (2 n), n = 1..7.
  const double y = 1.0 / (x * x);
  const double tail =
      y * (1.0 / 12 - y * (1.0 / 120 -
                           y * (1.0 / 252 -
                                y * (1.0 / 240 - y * (1.0 / 132 - y * (691.0 / 32760 - y / 12))))));
  return shift + std::log(x) - 0.5 / x - tail;
}

double trigamma(double x) {
  if (!(x > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  double shift = 0.0;
  while (x < series_from) {
    shift += 1.0 / (x * x);
    x += 1.0;
  }
  // Bernoulli numbers: B_2n, n = 1..7.
  const double y = 1.0 / (x * x);
  const double tail =
      y *
      (1.0 / 6 -
       y * (1.0 / 30 -
            y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 - y * (691.0 / 2730 - y * 7.0 / 6))))));
  return shift + 1.0 / x + 0.5 * y + tail / x;
}

}  // namespace initlab
