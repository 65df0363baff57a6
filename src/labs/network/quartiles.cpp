#include "labs/network/quartiles.h"

#include <algorithm>
#include <cmath>

namespace initlab {
namespace {

/// Between the two values about position q (n - 1) of the sorted ones.
double quantile(const std::vector<double>& sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Quartiles> quartiles(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return Quartiles{values.size(), quantile(values, 0.25), quantile(values, 0.5),
                   quantile(values, 0.75)};
}

}  // namespace initlab
