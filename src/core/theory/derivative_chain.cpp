#include "core/theory/derivative_chain.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/activation/activation_constants.h"
#include "core/numbers/portable_math.h"
#include "core/numbers/precise_math.h"
#include "core/numbers/quadrature.h"
#include "core/numbers/sort_few.h"
#include "core/theory/mean_field.h"

namespace initlab {
namespace {

// Beyond |z| = 8 every function's derivative is monotone, or periodic.
constexpr double all_features = 8.0;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double half_pi = 1.5707963267948966;
constexpr double half_log_two_pi = 0.91893853320467274;
constexpr double log_two_over_sqrt_pi = 0.12078223763524522;
constexpr double log_four = 1.3862943611198906;

double slope_magnitude(double x) { return x < 0.0 ? -x : x; }

// ln sigmoid(z).
double log_sigmoid(double z) {
  return (z < 0.0 ? z : 0.0) - precise::log1p(precise::exp(-slope_magnitude(z)));
}

double log_gelu(double z) {
  if (z < -20.0) {
    // Phi(z) = pdf(z) / |z| (1 - 1/z^2 + 3/z^4 - ...), so Phi + z pdf = -pdf (|z| - 1/|z| + ...).
    const double y = 1.0 / (z * z);
    return -0.5 * z * z - half_log_two_pi +
           precise::log(-z * (1.0 - y * (1.0 - y * (1.0 - 3.0 * y))));
  }
  const double cdf = 0.5 * portable::erfc(-z * sqrt_half);
  const double pdf = inverse_sqrt_two_pi * precise::exp(-0.5 * z * z);
  return precise::log(slope_magnitude(cdf + z * pdf));
}

double log_gelu_tanh(double z) {
  const double u = gelu_tanh_scale * (z + gelu_tanh_cubic * (z * z * z));
  const double du = gelu_tanh_scale * (1.0 + 3.0 * gelu_tanh_cubic * (z * z));
  // s + 2 z u' s (1 - s) with s = sigmoid(2u), its factor s kept apart.
  const double rest = precise::exp(log_sigmoid(-2.0 * u));
  return log_sigmoid(2.0 * u) + precise::log(slope_magnitude(1.0 + 2.0 * z * du * rest));
}

double log_silu(double z) {
  const double rest = precise::exp(log_sigmoid(-z));
  return log_sigmoid(z) + precise::log(slope_magnitude(1.0 + z * rest));
}

double log_mish(double z) {
  if (z > 30.0) return 0.0;
  // Misra 2019, arXiv:1908.08681: phi' = e^z w / d^2.
  const double e = precise::exp(z);
  const double w = 4.0 * (z + 1.0) + e * ((4.0 * z + 6.0) + e * (4.0 + e));
  const double d = 2.0 + e * (2.0 + e);
  return z + precise::log(slope_magnitude(w)) - 2.0 * precise::log(d);
}

double normal_below(double z) { return 0.5 * std::erfc(-z * sqrt_half); }

bool is_flat_somewhere(ActivationFunction f) {
  switch (f.kind) {
    case Activation::relu:
    case Activation::hard_tanh:
      return true;
    case Activation::leaky_relu:
    case Activation::prelu:
    case Activation::elu:
      return f.slope == 0.0;
    default:
      return false;
  }
}

double zero_share(ActivationFunction f, double q) {
  if (!is_flat_somewhere(f)) return 0.0;
  if (f.kind == Activation::hard_tanh) return 2.0 * normal_below(-1.0 / std::sqrt(q));
  return 0.5;
}

constexpr double grid = 1.0 / 64.0;  // of z: no activation has two features nearer than that

// The point between a and b where `holds` becomes what it is at b.
template <class Predicate>
double change_between(double a, double b, Predicate&& holds) {
  const bool first = holds(a);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (a + b);
    (holds(middle) == first ? a : b) = middle;
  }
  const double edge = 0.5 * (a + b);
  return std::fabs(edge) < 1e-15 ? 0.0 : edge;  // a kink at 0 is at 0
}

// Where `size` is largest between lo and hi, golden section.
template <class Size>
double largest_between(double lo, double hi, Size&& size) {
  constexpr double ratio = 0.6180339887498949;
  for (int i = 0; i < 60; ++i) {
    const double a = hi - ratio * (hi - lo);
    const double b = lo + ratio * (hi - lo);
    const bool first = size(a) > size(b);
    (first ? hi : lo) = first ? b : a;
  }
  return 0.5 * (lo + hi);
}

// Zeros of phi' that are crossings, on [-reach, reach].
std::vector<double> crossings(ActivationFunction f, double reach) {
  const int steps = static_cast<int>(std::ceil(2.0 * reach / grid));
  std::vector<double> roots;
  double before = derivative(f, -reach);
  for (int i = 1; i <= steps; ++i) {
    const double b = -reach + i * grid;
    const double here = derivative(f, b);
    // Where phi' underflows it is 0, on one side of everything.
    if (before * here < 0.0) {
      roots.push_back(
          change_between(b - grid, b, [f](double z) { return derivative(f, z) < 0.0; }));
    }
    before = here;
  }
  return roots;
}

// Points from lo to hi between which |phi'| is monotone: a grid, the zeros of phi' and its extrema.
std::vector<double> monotone_ends(ActivationFunction f, double lo, double hi) {
  const int steps = std::max(1, static_cast<int>(std::ceil((hi - lo) / grid)));
  std::vector<double> ends = {lo};
  double before = 0.0;  // phi' two points back, one back
  double last = derivative(f, lo);
  for (int i = 1; i <= steps; ++i) {
    const double a = lo + (i - 1) * grid;
    const double b = i == steps ? hi : lo + i * grid;
    const double here = derivative(f, b);
    if (last * here < 0.0) {
      ends.push_back(change_between(a, b, [f](double z) { return derivative(f, z) < 0.0; }));
    }
    if (i > 1 && (last - before) * (here - last) < 0.0) {
      const double sign = last > before ? 1.0 : -1.0;
      ends.push_back(
          largest_between(a - grid, b, [f, sign](double z) { return sign * derivative(f, z); }));
    }
    ends.push_back(b);
    before = last;
    last = here;
  }
  sort_few(std::span(ends), std::less<>());
  return ends;
}

// Panel ends for integrands with ln |phi'|: next to a zero of phi' they shrink geometrically, so
// that the logarithm's singularity is integrated as well as anything else.
std::vector<double> graded_ends(ActivationFunction f, double q) {
  const std::span<const double> known = kinks(f);
  std::vector<double> ends(known.begin(), known.end());
  for (const double root : crossings(f, 10.0 * std::sqrt(q))) {
    ends.push_back(root);
    for (int quarters = 1; quarters <= 14; ++quarters) {  // down to 4e-9
      const double d = std::ldexp(1.0, -2 * quarters);
      ends.push_back(root - d);
      ends.push_back(root + d);
    }
  }
  return ends;
}

}  // namespace

double log_derivative(ActivationFunction f, double z) {
  switch (f.kind) {
    case Activation::identity:
      return 0.0;
    case Activation::sigmoid:
      return log_sigmoid(z) + log_sigmoid(-z);
    case Activation::tanh:
      return log_four + log_sigmoid(2.0 * z) + log_sigmoid(-2.0 * z);
    case Activation::hard_tanh:
      return z > -1.0 && z < 1.0 ? 0.0 : -infinite;
    case Activation::relu:
      return z > 0.0 ? 0.0 : -infinite;
    case Activation::leaky_relu:
    case Activation::prelu:
      return z > 0.0 ? 0.0 : precise::log(f.slope);
    case Activation::elu:
      return z > 0.0 ? 0.0 : precise::log(f.slope) + z;
    case Activation::selu:
      return precise::log(selu_scale) + (z > 0.0 ? 0.0 : precise::log(selu_alpha) + z);
    case Activation::gelu:
      return log_gelu(z);
    case Activation::gelu_tanh:
      return log_gelu_tanh(z);
    case Activation::silu:
      return log_silu(z);
    case Activation::softplus:
      return log_sigmoid(z);
    case Activation::mish:
      return log_mish(z);
    case Activation::softsign:
      return -2.0 * precise::log1p(slope_magnitude(z));
    case Activation::erf:
      return log_two_over_sqrt_pi - z * z;
    case Activation::sin:
      return precise::log(slope_magnitude(portable::sin_near(z + half_pi)));
  }
  return 0.0;
}

std::vector<Interval> derivative_zone(ActivationFunction f, double threshold, double lo,
                                      double hi) {
  const auto inside = [&](double z) { return std::fabs(derivative(f, z)) >= threshold; };
  std::vector<Interval> zone;
  if (!(hi > lo)) return zone;
  bool is_inside = inside(lo);
  if (is_inside) zone.push_back({lo, hi});
  double a = lo;
  for (const double b : monotone_ends(f, lo, hi)) {
    const bool next = inside(b);
    if (next != is_inside) {
      const double edge = change_between(a, b, inside);
      if (is_inside) {
        zone.back().hi = edge;
      } else {
        zone.push_back({edge, hi});
      }
    }
    is_inside = next;
    a = b;
  }
  return zone;
}

std::vector<Interval> derivative_zone(ActivationFunction f, double threshold, double reach) {
  const double far = std::max(reach, all_features);
  std::vector<Interval> zone = derivative_zone(f, threshold, -far, far);
  const auto inside = [&](double z) { return std::fabs(derivative(f, z)) >= threshold; };
  // Beyond, |phi'| goes its way to a limit (sin has none, and nothing is known of it there).
  for (const double side : {-1.0, 1.0}) {
    const double limit = std::fabs(derivative(f, side * infinite));
    const bool here = inside(side * far);
    const bool at_last = std::isnan(limit) ? here : limit >= threshold;
    double end = side * infinite;
    if (here != at_last) {
      double beyond = 2.0 * far;
      while (inside(side * beyond) == here && beyond < 1e15) beyond *= 2.0;
      if (inside(side * beyond) == here) continue;  // the limit is reached in rounding only
      end = change_between(side * far, side * beyond, inside);
    }
    if (here) {
      (side < 0.0 ? zone.front().lo : zone.back().hi) = end;
    } else if (at_last) {
      if (side < 0.0) zone.insert(zone.begin(), {-infinite, end});
      if (side > 0.0) zone.push_back({end, infinite});
    }
  }
  return zone;
}

double share_outside(std::span<const Interval> intervals, double q) {
  // Gaps are summed, not what the intervals hold taken from 1: a small share keeps its digits.
  const double root_q = std::sqrt(q);
  const auto between = [root_q](double a, double b) {
    // By the tails on their own side of 0, where they are small.
    if (a > 0.0) return normal_below(-a / root_q) - normal_below(-b / root_q);
    return normal_below(b / root_q) - normal_below(a / root_q);
  };
  double share = 0.0;
  double end = -infinite;
  for (const Interval& interval : intervals) {
    share += between(end, interval.lo);
    end = interval.hi;
  }
  return share + between(end, infinite);
}

DerivativePeak derivative_peak(ActivationFunction f) {
  constexpr double larger = 1.0 + 1e-12;
  const auto size = [f](double z) { return std::fabs(derivative(f, z)); };
  DerivativePeak best{0.0, size(0.0)};
  const auto compare = [&](double at, double value) {
    if (value > best.value * larger) best = {at, value};
  };
  // At a kink the derivative is the left one; what is right of it comes as near as one likes.
  for (const double kink : kinks(f)) {
    compare(kink, size(std::nextafter(kink, -infinite)));
    compare(kink, size(std::nextafter(kink, infinite)));
  }
  constexpr auto steps = static_cast<int>(all_features / grid);
  for (int k = 1; k <= steps; ++k) {
    const double z = k * grid;
    compare(z, size(z));
    compare(-z, size(-z));
  }
  // About the grid's best point; a plateau or a jump is left as it is.
  const double z = largest_between(best.at - grid, best.at + grid, size);
  compare(z, size(z));
  // Approached and never reached: softplus. sin has no limit.
  for (const double end : {infinite, -infinite}) compare(end, size(end));
  return best;
}

FactorMoments factor_moments(ActivationFunction f, double q) {
  FactorMoments m;
  m.zero_share = zero_share(f, q);
  m.mean_square = gaussian_moments(f, q).derivative_mean_square;
  const GaussianRule rule = gaussian_rule(q, graded_ends(f, q));
  m.mean_fourth =
      expectation(rule, [f](double z) { return precise::exp(4.0 * log_derivative(f, z)); });
  if (m.zero_share > 0.0) {
    m.mean_log = -infinite;
    m.log_variance = std::numeric_limits<double>::quiet_NaN();
    return m;  // what is not 0 is 1, in all functions that are flat somewhere
  }
  m.living_mean_log = expectation(rule, [f](double z) { return log_derivative(f, z); });
  m.mean_log = m.living_mean_log;
  m.log_variance = expectation(rule, [f, mean = m.mean_log](double z) {
    const double d = log_derivative(f, z) - mean;
    return d * d;
  });
  return m;
}

}  // namespace initlab
