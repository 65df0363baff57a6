#include "core/theory/depth_scale.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/numbers/precise_math.h"
#include "core/numbers/quadrature.h"
#include "core/theory/preactivation_law.h"

namespace initlab {
namespace {

constexpr double least_q = 1e-9;
constexpr double most_q = 1e6;
constexpr double stride_q = 1.1;  // fixed points nearer to each other are taken for one
constexpr int halvings = 60;

double next_q(ActivationFunction function, double weight_variance, double bias_variance, double q) {
  return weight_variance * gaussian_moments(function, q).mean_square + bias_variance;
}

// Where q comes to: it moves one way only, as far as the next fixed point.
std::optional<double> fixed_q(ActivationFunction function, double weight_variance,
                              double bias_variance) {
  const auto rises = [&](double q) {
    return next_q(function, weight_variance, bias_variance, q) > q;
  };
  double from = weight_variance + bias_variance;
  if (!(from < most_q)) return std::nullopt;
  if (is_positively_homogeneous(function)) {
    const double kept = weight_variance * gaussian_moments(function, 1).mean_square;
    constexpr double rounding = 1e-12;
    if (std::fabs(kept - 1) < rounding && bias_variance == 0) return from;
    if (kept >= 1) return std::nullopt;
    return bias_variance / (1 - kept);
  }
  const bool up = rises(from);
  double to = from;
  do {
    from = to;
    to = up ? from * stride_q : from / stride_q;
    if (to > most_q) return std::nullopt;
    if (to < least_q) return 0.0;
  } while (rises(to) == up);
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (from + to);
    (rises(middle) == up ? from : to) = middle;
  }
  return 0.5 * (from + to);
}

// Squares of the coefficients of f(sqrt(q) z) in normalized Hermite polynomials: of two normal z of
// correlation c, E f f is the sum of terms[k] c^k (Mehler's formula).
constexpr std::size_t terms_count = 256;
using Terms = std::array<double, terms_count>;

template <class Function>
Terms squared_coefficients(const GaussianRule& rule, double root_q, Function&& f) {
  Terms sums{};
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double z = rule.nodes[i] / root_q;
    const double part = rule.weights[i] * f(rule.nodes[i]);
    double before = 0;
    double now = 1;
    for (std::size_t k = 0; k < terms_count; ++k) {
      sums[k] += part * now;
      const auto n = static_cast<double>(k);
      const double next = (z * now - std::sqrt(n) * before) / std::sqrt(n + 1);
      before = now;
      now = next;
    }
  }
  for (double& sum : sums) sum *= sum;
  return sums;
}

double series(const Terms& terms, double c) {
  double sum = 0;
  for (std::size_t k = terms_count; k-- > 0;) sum = sum * c + terms[k];
  return sum;
}

// The fixed point below 1, where chi > 1: the map is convex on [0, 1], so that Newton's method
// comes to it from 0 without passing over it.
void find_correlation(ActivationFunction function, double weight_variance, double bias_variance,
                      SignalScale& scale) {
  const GaussianRule rule = gaussian_rule(scale.q, kinks(function));
  const double root_q = std::sqrt(scale.q);
  const Terms value_terms =
      squared_coefficients(rule, root_q, [&](double u) { return value(function, u); });
  const Terms slope_terms =
      squared_coefficients(rule, root_q, [&](double u) { return derivative(function, u); });
  constexpr int most_turns = 100;
  constexpr double near = 1e-14;
  scale.c = 0;
  for (int turn = 0; turn < most_turns; ++turn) {
    const double mapped =
        (weight_variance * series(value_terms, scale.c) + bias_variance) / scale.q;
    scale.slope = weight_variance * series(slope_terms, scale.c);
    const double step = (mapped - scale.c) / (1 - scale.slope);
    if (!(step > near) || !(scale.slope < 1) || scale.c + step >= 1) return;
    scale.c += step;
  }
}

}  // namespace

std::optional<SignalScale> signal_scale(ActivationFunction function, double weight_variance,
                                        double bias_variance) {
  const std::optional<double> q = fixed_q(function, weight_variance, bias_variance);
  if (!q) return std::nullopt;
  SignalScale scale;
  scale.q = *q;
  scale.chi = weight_variance * gaussian_moments(function, *q).derivative_mean_square;
  scale.slope = scale.chi;
  if (scale.chi > 1 && scale.q > 0) {
    find_correlation(function, weight_variance, bias_variance, scale);
  }
  scale.depth =
      scale.slope < 1 ? -1 / precise::log(scale.slope) : std::numeric_limits<double>::infinity();
  return scale;
}

std::optional<double> critical_weight_variance(ActivationFunction function, double bias_variance) {
  // Of the weight variance that has its fixed point at q.
  const auto chi = [&](double q) {
    const Moments m = gaussian_moments(function, q);
    return (q - bias_variance) / m.mean_square * m.derivative_mean_square;
  };
  constexpr double wide_stride = 1.5;
  double from = bias_variance + least_q;
  double to = from;
  while (chi(to) < 1) {
    from = to;
    to = bias_variance + (to - bias_variance) * wide_stride;
    if (to > most_q) return std::nullopt;
  }
  for (int i = 0; i < halvings && from < to; ++i) {
    const double middle = 0.5 * (from + to);
    (chi(middle) < 1 ? from : to) = middle;
  }
  return (to - bias_variance) / gaussian_moments(function, to).mean_square;
}

}  // namespace initlab
