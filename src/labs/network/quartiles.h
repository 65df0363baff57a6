#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace initlab {

inline constexpr int max_seeds = 100;  // that a reader may ask for

/// Of one quantity over the seeds; NumPy's linear quantiles.
struct Quartiles {
  std::uint64_t count = 0;  // of finite values, the others are left out
  double q1 = 0.0;
  double median = 0.0;
  double q3 = 0.0;
};

/// None where no value is finite.
std::optional<Quartiles> quartiles(std::vector<double> values);

}  // namespace initlab
