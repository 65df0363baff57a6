// Hot: built for speed.
#include "core/training/dropout.h"

#include <algorithm>

namespace initlab {

template <class Real>
void dropout_factors(double rate, const Stream& stream, std::uint64_t first_block,
                     std::span<Real> factors) {
  if (!(rate > 0.0)) {
    std::fill(factors.begin(), factors.end(), Real{1});
    return;
  }
  constexpr double words = 4294967296.0;
  const auto kept = static_cast<Real>(1.0 / (1.0 - rate));
  for (std::size_t first = 0; first < factors.size(); first += 4) {
    const auto block = stream.block(first_block + first / 4);
    for (std::size_t j = first; j < std::min(first + 4, factors.size()); ++j) {
      factors[j] = static_cast<double>(block[j - first]) < rate * words ? Real{0} : kept;
    }
  }
}

template void dropout_factors(double, const Stream&, std::uint64_t, std::span<float>);
template void dropout_factors(double, const Stream&, std::uint64_t, std::span<double>);

}  // namespace initlab
