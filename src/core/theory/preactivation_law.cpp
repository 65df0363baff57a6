#include "core/theory/preactivation_law.h"

#include <Eigen/Eigenvalues>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include "core/activation/activation_constants.h"
#include "core/numbers/quadrature.h"

namespace initlab {
namespace {

// E sin = 0, E sin^2 = (1 - exp(-2q)) / 2, E cos^2 = (1 + exp(-2q)) / 2: quadrature would need ever
// more points as q grows.
Moments sin_moments(double q) {
  const double half_lost = -0.5 * std::expm1(-2 * q);
  return {0, half_lost, half_lost, 1 - half_lost};
}

// phi = slope u for u < 0, u for u > 0: exact at every q, 0 included (where the derivative's mean
// square is the limit q -> 0, not that of a single point).
Moments homogeneous_moments(double slope, double q) {
  const double mean = (1 - slope) * std::sqrt(q) * inverse_sqrt_two_pi;
  const double mean_square = 0.5 * (1 + slope * slope) * q;
  return {mean, mean_square, mean_square - mean * mean, 0.5 * (1 + slope * slope)};
}

// Parts of a mixture that stands for a sum: Gauss quadrature of 6 nodes is exact for 11 moments.
constexpr int parts = 6;
constexpr int moment_count = 2 * parts;
using CentralMoments = std::array<double, moment_count>;  // of order 0, 1, ..

// Of phi(z)^2 / E phi(z)^2, about its mean 1.
CentralMoments square_moments(ActivationFunction function, const PreactivationLaw& law,
                              double mean_square) {
  CentralMoments moments{};
  for (const NormalPart& part : law) {
    const GaussianRule rule = gaussian_rule(part.variance, kinks(function));
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      const double phi = value(function, rule.nodes[i]);
      const double deviation = phi * phi / mean_square - 1;
      double power = part.share * rule.weights[i];
      for (double& moment : moments) {
        moment += power;
        power *= deviation;
      }
    }
  }
  return moments;
}

using Binomials = std::array<std::array<double, moment_count>, moment_count>;
constexpr Binomials pascal() {
  Binomials c{};
  for (std::size_t n = 0; n < moment_count; ++n) {
    c[n][0] = 1;
    for (std::size_t j = 1; j <= n; ++j) c[n][j] = c[n - 1][j - 1] + (j < n ? c[n - 1][j] : 0.0);
  }
  return c;
}
constexpr Binomials binomial = pascal();

// Of the mean of k independent copies: cumulants of order r are k^(1 - r) times those of one.
CentralMoments mean_moments(const CentralMoments& one, int k) {
  CentralMoments cumulants{};
  for (std::size_t n = 2; n < moment_count; ++n) {
    cumulants[n] = one[n];
    for (std::size_t j = 2; j + 1 < n; ++j) {
      cumulants[n] -= binomial[n - 1][j - 1] * cumulants[j] * one[n - j];
    }
  }
  CentralMoments many{1, 0};
  double scale = 1.0 / k;
  for (std::size_t n = 2; n < moment_count; ++n, scale /= k) cumulants[n] *= scale;
  for (std::size_t n = 2; n < moment_count; ++n) {
    many[n] = cumulants[n];
    for (std::size_t j = 2; j + 1 < n; ++j) {
      many[n] += binomial[n - 1][j - 1] * cumulants[j] * many[n - j];
    }
  }
  return many;
}

// Nodes and weights with these moments (Golub & Welsch 1969): the Cholesky factor of the Hankel
// matrix gives the recursion of the orthogonal polynomials, as far as the law has that many points.
struct Nodes {
  std::vector<double> places;
  std::vector<double> shares;
};
Nodes gauss_nodes(CentralMoments moments) {
  constexpr double least_spread = 1e-14;  // of the variance beside the mean's square 1
  constexpr double least_pivot = 1e-9;    // squared: below, the law has no more points
  if (!(moments[2] > least_spread)) return {{0.0}, {1.0}};
  const double sd = std::sqrt(moments[2]);
  double scale = 1;
  for (double& moment : moments) {
    moment /= scale;
    scale *= sd;
  }

  double factor[parts][parts + 1] = {};
  int count = 0;
  for (; count < parts; ++count) {
    for (int j = count; j <= parts; ++j) {
      const std::size_t order = static_cast<std::size_t>(count) + static_cast<std::size_t>(j);
      double entry = moments[order];
      for (int i = 0; i < count; ++i) entry -= factor[i][count] * factor[i][j];
      if (j == count) {
        if (!(entry > least_pivot)) break;
        factor[count][j] = std::sqrt(entry);
      } else {
        factor[count][j] = entry / factor[count][count];
      }
    }
    if (factor[count][count] == 0) break;
  }
  Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(count, count);
  for (int j = 0; j < count; ++j) {
    jacobi(j, j) =
        factor[j][j + 1] / factor[j][j] - (j > 0 ? factor[j - 1][j] / factor[j - 1][j - 1] : 0.0);
    if (j + 1 < count) {
      jacobi(j, j + 1) = factor[j + 1][j + 1] / factor[j][j];
      jacobi(j + 1, j) = jacobi(j, j + 1);
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(jacobi);
  Nodes nodes;
  for (int i = 0; i < count; ++i) {
    const double first = solver.eigenvectors()(0, i);
    nodes.places.push_back(sd * solver.eigenvalues()(i));
    nodes.shares.push_back(first * first);
  }
  return nodes;
}

}  // namespace

double negative_slope(ActivationFunction function) {
  switch (function.kind) {
    case Activation::identity:
      return 1;
    case Activation::relu:
      return 0;
    default:
      return function.slope;
  }
}

Moments gaussian_moments(ActivationFunction function, double q) {
  if (!(q >= 0) || std::isinf(q)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan, nan, nan};
  }
  if (is_positively_homogeneous(function)) {
    return homogeneous_moments(negative_slope(function), q);
  }
  if (function.kind == Activation::sin) return sin_moments(q);

  const GaussianRule rule = gaussian_rule(q, kinks(function));
  Moments m;
  if (!is_odd(function)) {
    m.mean = expectation(rule, [function](double u) { return value(function, u); });
  }
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double phi = value(function, rule.nodes[i]);
    const double slope = derivative(function, rule.nodes[i]);
    m.mean_square += rule.weights[i] * phi * phi;
    // About the mean: E phi^2 - (E phi)^2 would cancel when q is small.
    m.variance += rule.weights[i] * (phi - m.mean) * (phi - m.mean);
    m.derivative_mean_square += rule.weights[i] * slope * slope;
  }
  return m;
}

double variance_of(const PreactivationLaw& law) {
  double variance = 0;
  for (const NormalPart& part : law) variance += part.share * part.variance;
  return variance;
}

Moments law_moments(ActivationFunction function, const PreactivationLaw& law) {
  if (law.size() == 1) return gaussian_moments(function, law.front().variance);
  std::vector<Moments> each;
  Moments m;
  for (const NormalPart& part : law) {
    each.push_back(gaussian_moments(function, part.variance));
    m.mean += part.share * each.back().mean;
    m.mean_square += part.share * each.back().mean_square;
    m.derivative_mean_square += part.share * each.back().derivative_mean_square;
  }
  for (std::size_t i = 0; i < law.size(); ++i) {
    const double off = each[i].mean - m.mean;
    m.variance += law[i].share * (each[i].variance + off * off);
  }
  return m;
}

double median_magnitude(const PreactivationLaw& law) {
  const auto share_below = [&law](double z) {
    double sum = 0;
    for (const NormalPart& part : law) {
      sum += part.share * (part.variance > 0 ? std::erf(z / std::sqrt(2 * part.variance)) : 1.0);
    }
    return sum;
  };
  double lo = 0;
  double hi = 1e-300;
  for (const NormalPart& part : law) hi = std::fmax(hi, std::sqrt(part.variance));
  if (!std::isfinite(hi)) return hi;
  for (int i = 0; i < 200 && lo < hi; ++i) {  // to the last bit
    const double middle = 0.5 * (lo + hi);
    (share_below(middle) < 0.5 ? lo : hi) = middle;
  }
  return hi;
}

PreactivationLaw few_weights_law(ActivationFunction function, const PreactivationLaw& below, int k,
                                 double weight_variance, double bias_variance) {
  const double mean_square = law_moments(function, below).mean_square;
  const double expected = k * weight_variance * mean_square;
  if (!(expected > 0) || !std::isfinite(expected)) return {{1, expected + bias_variance}};
  const Nodes nodes = gauss_nodes(mean_moments(square_moments(function, below, mean_square), k));
  PreactivationLaw law;
  for (std::size_t i = 0; i < nodes.places.size(); ++i) {
    law.push_back({nodes.shares[i], expected * std::fmax(0, 1 + nodes.places[i]) + bias_variance});
  }
  return law;
}

OppositePair opposite_pair(ActivationFunction function, double q) {
  if (is_positively_homogeneous(function)) {
    const double sum = 1 + negative_slope(function);
    return {sum * sum * q, sum * sum};
  }
  if (is_odd(function)) {
    const Moments m = gaussian_moments(function, q);
    return {4 * m.mean_square, 4 * m.derivative_mean_square};
  }
  std::vector<double> ends;
  for (const double kink : kinks(function)) {
    ends.push_back(kink);
    ends.push_back(-kink);
  }
  const GaussianRule rule = gaussian_rule(q, ends);
  OppositePair m;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double u = rule.nodes[i];
    const double difference = value(function, u) - value(function, -u);
    const double sum = derivative(function, u) + derivative(function, -u);
    m.difference_mean_square += rule.weights[i] * difference * difference;
    m.slope_sum_mean_square += rule.weights[i] * sum * sum;
  }
  return m;
}

}  // namespace initlab
