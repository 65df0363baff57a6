#include "core/derivative_chain.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/activation_constants.h"
#include "core/mean_field.h"
#include "core/portable_math.h"
#include "core/precise_math.h"
#include "core/quadrature.h"

namespace initlab {
namespace {

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

// Zeros of phi' that are crossings, on [-reach, reach].
std::vector<double> crossings(ActivationFunction f, double reach) {
  constexpr double step = 1.0 / 64.0;
  const int steps = static_cast<int>(std::ceil(2.0 * reach / step));
  std::vector<double> roots;
  for (int i = 0; i < steps; ++i) {
    double lo = -reach + i * step;
    double hi = lo + step;
    const bool below = derivative(f, lo) < 0.0;
    // Where phi' underflows it is 0, on one side of everything.
    if (derivative(f, lo) == 0.0 || derivative(f, hi) == 0.0) continue;
    if ((derivative(f, hi) < 0.0) == below) continue;
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = 0.5 * (lo + hi);
      ((derivative(f, middle) < 0.0) == below ? lo : hi) = middle;
    }
    roots.push_back(0.5 * (lo + hi));
  }
  return roots;
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
  constexpr double step = 1.0 / 64.0;
  const auto inside = [&](double z) { return std::fabs(derivative(f, z)) >= threshold; };
  const auto boundary = [&](double a, double b) {
    const bool first = inside(a);
    for (int i = 0; i < 60; ++i) {
      const double middle = 0.5 * (a + b);
      (inside(middle) == first ? a : b) = middle;
    }
    const double edge = 0.5 * (a + b);
    return std::fabs(edge) < 1e-15 ? 0.0 : edge;  // a kink at 0 is at 0
  };
  std::vector<Interval> zone;
  if (!(hi > lo)) return zone;
  const int steps = std::max(1, static_cast<int>(std::ceil((hi - lo) / step)));
  double a = lo;
  if (inside(a)) zone.push_back({lo, hi});
  for (int i = 1; i <= steps; ++i) {
    const double b = i == steps ? hi : lo + i * step;
    if (inside(a) != inside(b)) {
      const double edge = boundary(a, b);
      if (inside(a)) {
        zone.back().hi = edge;
      } else {
        zone.push_back({edge, hi});
      }
    }
    a = b;
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
  // Every function's derivative is monotone beyond |z| = 8, or periodic.
  constexpr double step = 1.0 / 64.0;
  DerivativePeak best{0.0, std::fabs(derivative(f, 0.0))};
  for (int i = 1; i <= 512; ++i) {
    for (const double z : {i * step, -i * step}) {
      const double size = std::fabs(derivative(f, z));
      if (size > best.value * (1.0 + 1e-12)) best = {z, size};
    }
  }
  // Golden section about the grid's best point; a plateau or a jump is left as it is.
  constexpr double ratio = 0.6180339887498949;
  double lo = best.at - step;
  double hi = best.at + step;
  for (int i = 0; i < 60; ++i) {
    const double a = hi - ratio * (hi - lo);
    const double b = lo + ratio * (hi - lo);
    (std::fabs(derivative(f, a)) > std::fabs(derivative(f, b)) ? hi : lo) =
        std::fabs(derivative(f, a)) > std::fabs(derivative(f, b)) ? b : a;
  }
  const double z = 0.5 * (lo + hi);
  const double size = std::fabs(derivative(f, z));
  return size > best.value * (1.0 + 1e-12) ? DerivativePeak{z, size} : best;
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
    return m;
  }
  m.mean_log = expectation(rule, [f](double z) { return log_derivative(f, z); });
  m.log_variance = expectation(rule, [f, mean = m.mean_log](double z) {
    const double d = log_derivative(f, z) - mean;
    return d * d;
  });
  return m;
}

}  // namespace initlab
