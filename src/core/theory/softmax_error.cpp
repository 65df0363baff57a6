#include "core/theory/softmax_error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/numbers/quadrature.h"

namespace initlab {
namespace {

// Beyond this standard deviation of z the largest of even 4096 outputs has most of the softmax.
constexpr double widest = 8;
constexpr double step = 0.2;  // of y below; the integrand has width 1 and is smooth
// Beyond these ends the integrand is below 1e-17.
constexpr double below_least = 4;
constexpr double above_most = 20;

}  // namespace

// 1 / S^2 = int t exp(-t S) dt, S = sum exp(a_j): with t = exp(-y) and x = a - y,
// E sum p_j^2 = n int E[exp(2x - exp x)] (E exp(-exp x))^(n - 1) dy.
double softmax_concentration(ActivationFunction function, const PreactivationLaw& law, int units) {
  if (units < 2) return 0;
  std::vector<double> outputs;
  std::vector<double> shares;
  for (const NormalPart& part : law) {
    if (!(part.variance < widest * widest)) return 1;
    const GaussianRule rule = gaussian_rule(part.variance, kinks(function));
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      outputs.push_back(value(function, rule.nodes[i]));
      shares.push_back(part.share * rule.weights[i]);
    }
  }
  const auto [least, most] = std::minmax_element(outputs.begin(), outputs.end());
  double sum = 0;
  const double start = *least - below_least;
  const auto steps = static_cast<int>(std::ceil((*most + above_most - start) / step));
  for (int k = 0; k < steps; ++k) {
    const double y = start + k * step;
    double one = 0;
    double none = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const double x = std::exp(outputs[i] - y);
      const double survives = shares[i] * std::exp(-x);
      one += survives * x * x;
      none += survives;
    }
    sum += one * std::pow(none, units - 1);
  }
  const double even = 1.0 / units;
  return (units * sum * step - even) / (1 - even);
}

}  // namespace initlab
