#pragma once

namespace initlab {

/// Where `value` lies in the band from `lo` to `hi`, which are -2 and +2: a z-score. Evenly in the
/// logarithm where all three are positive (the spread of a std over seeds is close to lognormal),
/// else evenly. NaN for a band that is empty or unknown.
double place_in_band(double value, double lo, double hi);

/// The same of a printed number, which stands for everything within `half` of it: the place nearest
/// to the band's centre among all of those, so that rounding alone never makes a number stray.
double place_of_printed(double printed, double half, double lo, double hi);

}  // namespace initlab
