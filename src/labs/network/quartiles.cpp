#include "labs/network/quartiles.h"

#include <algorithm>
#include <cmath>

#include "core/numbers/quantile.h"

namespace initlab {
std::optional<Quartiles> quartiles(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return Quartiles{values.size(), linear_quantile(values, 0.25), linear_quantile(values, 0.5),
                   linear_quantile(values, 0.75)};
}

}  // namespace initlab
