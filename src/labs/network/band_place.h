#pragma once

#include "text/words.h"

namespace initlab {

/// Where `value` lies in the band from `lo` to `hi`, which are -2 and +2. Evenly in the logarithm
/// where all three have one sign (the spread of a std over seeds is close to lognormal), else
/// evenly. NaN for a band that is empty or unknown. Not a z-score of the prediction: the band has
/// its own centre.
double place_in_band(double value, double lo, double hi);

/// The same of a printed number, which stands for everything within `half` of it: the place nearest
/// to the band's centre among all of those, so that rounding alone never makes a number stray.
double place_of_printed(double printed, double half, double lo, double hi);

/// How far `value` lies from `predicted`, in standard deviations over seeds, of which the band from
/// `lo` to `hi` is four wide: a z-score. In the logarithm where all four have one sign.
double distance_in_sd(double value, double predicted, double lo, double hi);

/// How far from the prediction the band reaches, for people: "±4.2 %", or "within a factor 19"
/// where the quantity scatters by factors. Empty for a band that is unknown.
Sentence spread_about(double predicted, double lo, double hi);

}  // namespace initlab
