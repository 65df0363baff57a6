#include "labs/network/band_place.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

// Up to here percent and factors say the same to two digits.
constexpr double least_factor = 1.1;

bool one_sign(double a, double b, double c) {
  return (a > 0.0 && b > 0.0 && c > 0.0) || (a < 0.0 && b < 0.0 && c < 0.0);
}

}  // namespace

double place_in_band(double value, double lo, double hi) {
  if (!(hi > lo)) return std::numeric_limits<double>::quiet_NaN();
  if (one_sign(value, lo, hi)) return 4.0 * std::log(value / lo) / std::log(hi / lo) - 2.0;
  return 4.0 * (value - lo) / (hi - lo) - 2.0;
}

double place_of_printed(double printed, double half, double lo, double hi) {
  const double least = place_in_band(printed - half, lo, hi);
  const double most = place_in_band(printed + half, lo, hi);
  if (least > 0.0) return least;
  return most > 0.0 ? 0.0 : most;
}

double distance_in_sd(double value, double predicted, double lo, double hi) {
  if (!(hi > lo)) return std::numeric_limits<double>::quiet_NaN();
  if (one_sign(value, lo, hi) && one_sign(predicted, lo, hi)) {
    return 4.0 * std::log(value / predicted) / std::log(hi / lo);
  }
  return 4.0 * (value - predicted) / (hi - lo);
}

Sentence spread_about(double predicted, double lo, double hi) {
  if (!(hi > lo) || !std::isfinite(hi) || !(predicted > 0.0)) return {};
  if (!(lo > 0.0)) {  // the other way there is no factor
    return fill(strings::band_reaches, {{"a", sentence_number(brief_number(lo))},
                                        {"b", sentence_number(brief_number(hi))}});
  }
  const double factor = std::max(hi / predicted, predicted / lo);
  if (factor < least_factor) {
    return fill(strings::band_percent, {{"p", brief_number(100.0 * (factor - 1.0), 2)}});
  }
  return fill(strings::band_factor, {{"f", sentence_number(brief_number(factor, 2))}});
}

}  // namespace initlab
