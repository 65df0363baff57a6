#include "core/training/unit_symmetry.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/numbers/portable_math.h"
#include "core/training/tiny_mlp.h"

namespace initlab {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

std::size_t count_units(std::span<const double> weights) { return weights.size() / tiny_entries; }

std::span<const double> unit_of(std::span<const double> weights, std::size_t j) {
  return weights.subspan(tiny_entries * j, tiny_entries);
}

double square_sum(std::span<const double> values) {
  double sum = 0.0;
  for (double value : values) sum += value * value;
  return sum;
}

// The largest size of a number; NaN when one is not finite.
double largest_size(std::span<const double> values) {
  double most = 0.0;
  for (double value : values) {
    if (!std::isfinite(value)) return nan_value;
    most = std::max(most, std::abs(value));
  }
  return most;
}

// Scaled, so that squares of a run on its way to overflow do not pass for a difference.
bool act_as_one(std::span<const double> a, std::span<const double> b) {
  const double scale = std::max(largest_size(a), largest_size(b));
  if (!std::isfinite(largest_size(a)) || !std::isfinite(largest_size(b))) return false;
  if (scale == 0.0) return true;
  double difference = 0.0;
  double size_a = 0.0;
  double size_b = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = a[i] / scale;
    const double y = b[i] / scale;
    difference += (x - y) * (x - y);
    size_a += x * x;
    size_b += y * y;
  }
  const double limit = same_unit_tolerance * same_unit_tolerance * std::max(size_a, size_b);
  return difference <= limit;
}

bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

// ln p for a normal p in (0, 1].
double log_of_share(double p) {
  const auto bits = std::bit_cast<std::uint64_t>(p);
  const auto exponent = static_cast<int>(bits >> 52) - 1023;
  const double mantissa =
      std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFu) | (std::uint64_t{1023} << 52));
  return portable::log1p_unit(mantissa - 1.0) + exponent * 0x1.62e42fefa39efp-1;
}

struct Norms {
  double larger;
  double smaller;
};

// Singular values of the two columns, by one rotation that makes them orthogonal (one-sided Jacobi,
// Hestenes 1958): a small one keeps its relative accuracy, which the Gram matrix would lose.
Norms singular_values(std::span<const double> weights, double scale) {
  double aa = 0.0;
  double bb = 0.0;
  double ab = 0.0;
  for (std::size_t j = 0; j < count_units(weights); ++j) {
    const double a = unit_of(weights, j)[tiny_w_x] / scale;
    const double b = unit_of(weights, j)[tiny_w_y] / scale;
    aa += a * a;
    bb += b * b;
    ab += a * b;
  }
  double c = 1.0;
  double s = 0.0;
  if (ab != 0.0) {
    const double zeta = (bb - aa) / (2.0 * ab);
    const double size = std::abs(zeta);
    const double t = (zeta < 0.0 ? -1.0 : 1.0) / (size + std::sqrt(1.0 + size * size));
    c = 1.0 / std::sqrt(1.0 + t * t);
    s = c * t;
  }
  double first = 0.0;
  double second = 0.0;
  for (std::size_t j = 0; j < count_units(weights); ++j) {
    const double a = unit_of(weights, j)[tiny_w_x] / scale;
    const double b = unit_of(weights, j)[tiny_w_y] / scale;
    first += (c * a - s * b) * (c * a - s * b);
    second += (s * a + c * b) * (s * a + c * b);
  }
  const double x = std::sqrt(first);
  const double y = std::sqrt(second);
  return {std::max(x, y), std::min(x, y)};
}

}  // namespace

std::vector<int> unit_orbits(std::span<const double> weights) {
  const std::size_t units = count_units(weights);
  std::vector<int> orbits(units, -1);
  int next = 0;
  std::vector<std::size_t> front;
  for (std::size_t first = 0; first < units; ++first) {
    if (orbits[first] >= 0) continue;
    orbits[first] = next;
    front.assign(1, first);
    while (!front.empty()) {
      const std::size_t from = front.back();
      front.pop_back();
      for (std::size_t j = first + 1; j < units; ++j) {
        if (orbits[j] >= 0 || !act_as_one(unit_of(weights, from), unit_of(weights, j))) continue;
        orbits[j] = next;
        front.push_back(j);
      }
    }
    ++next;
  }
  return orbits;
}

int count_orbits(std::span<const int> orbits) {
  return orbits.empty() ? 0 : *std::max_element(orbits.begin(), orbits.end()) + 1;
}

int count_bitwise_distinct(std::span<const double> weights) {
  int count = 0;
  for (std::size_t j = 0; j < count_units(weights); ++j) {
    bool seen = false;
    for (std::size_t i = 0; i < j && !seen; ++i) {
      seen = same_bits(unit_of(weights, i), unit_of(weights, j));
    }
    if (!seen) ++count;
  }
  return count;
}

double mean_abs_cosine(std::span<const double> weights) {
  double sum = 0.0;
  int pairs = 0;
  for (std::size_t j = 0; j < count_units(weights); ++j) {
    const auto a = unit_of(weights, j).first(2);
    const double size_a = std::sqrt(square_sum(a));
    for (std::size_t i = 0; i < j; ++i) {
      const auto b = unit_of(weights, i).first(2);
      const double size_b = std::sqrt(square_sum(b));
      if (size_a == 0.0 || size_b == 0.0) continue;
      const double cosine = (a[0] / size_a) * (b[0] / size_b) + (a[1] / size_a) * (b[1] / size_b);
      sum += portable::at_most(std::abs(cosine), 1.0);
      ++pairs;
    }
  }
  return pairs == 0 ? nan_value : sum / pairs;
}

double effective_rank(std::span<const double> weights) {
  double scale = 0.0;
  for (std::size_t j = 0; j < count_units(weights); ++j) {
    const double most = largest_size(unit_of(weights, j).first(2));
    if (!std::isfinite(most)) return nan_value;
    scale = std::max(scale, most);
  }
  if (scale == 0.0) return 0.0;
  const auto [larger, smaller] = singular_values(weights, scale);
  const double p = smaller / (larger + smaller);
  if (!(p > 1e-15)) return 1.0;  // rounding of the rotation, not a second direction
  const double entropy = -p * log_of_share(p) + (1.0 - p) * portable::log1p_unit(p / (1.0 - p));
  return portable::exp(entropy);
}

}  // namespace initlab
