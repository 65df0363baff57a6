#pragma once

namespace initlab {

// Where a layer's std and mean lie for about 95 % of seeds: +-2 standard deviations.
struct Band {
  double std_lo = 0;
  double std_hi = 0;
  double mean_lo = 0;
  double mean_hi = 0;
};

}  // namespace initlab
