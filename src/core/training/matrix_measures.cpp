// Hot: built for speed.
#include "core/training/matrix_measures.h"

#include <cmath>
#include <cstddef>

namespace initlab {
namespace {

// In four lanes: one alone would wait for each of its additions.
template <class Term>
double sum_over(const PaddedMatrix<float>& a, Term term) {
  double lanes[4] = {};
  for (std::size_t r = 0; r < a.rows; ++r) {
    const std::span<const float> row = a.row(r);
    for (std::size_t u = 0; u < row.size(); ++u) {
      lanes[u % 4] += term(static_cast<double>(row[u]));
    }
  }
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

}  // namespace

double standard_deviation(const PaddedMatrix<float>& a) {
  const auto count = static_cast<double>(a.rows * a.cols);
  const double mean = sum_over(a, [](double x) { return x; }) / count;
  return std::sqrt(sum_over(a, [mean](double x) { return (x - mean) * (x - mean); }) / count);
}

double saturated_share(const PaddedMatrix<float>& a,
                       const std::optional<SaturationBounds>& bounds) {
  if (!bounds) return 0;
  const auto lo = static_cast<float>(bounds->lo);
  const auto hi = static_cast<float>(bounds->hi);
  std::size_t count = 0;
  for (std::size_t r = 0; r < a.rows; ++r) {
    for (const float x : a.row(r)) count += x < lo || x > hi ? 1U : 0U;
  }
  return static_cast<double>(count) / static_cast<double>(a.rows * a.cols);
}

double dead_share(const PaddedMatrix<float>& a) {
  std::size_t dead = 0;
  for (std::size_t u = 0; u < a.cols; ++u) {
    std::size_t r = 0;
    while (r < a.rows && a.data[r * a.stride + u] == 0.0F) ++r;
    dead += r == a.rows ? 1U : 0U;
  }
  return static_cast<double>(dead) / static_cast<double>(a.cols);
}

}  // namespace initlab
