// Gaussian expectations E[f(sqrt(q) z)], z ~ N(0, 1), for activation-like f: smooth but for known
// kinks, with all its features within a few tens of u = 0 and nothing new further out.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace initlab {

// E[f(sqrt(q) z)] = sum of weights[i] f(nodes[i]) (nodes are values of u = sqrt(q) z). Composite
// 16-point Gauss-Legendre: panels end at the kinks, are at most .5 wide in z, and at most 1 wide in
// u up to |u| = 256 and |u| / 4 beyond, so that a step of width 1 in u, invisibly narrow in z when
// q is huge, is resolved. q = 0 gives the one node 0. Negative or non-finite q: empty. Absolute
// error below 1e-8 x max(1, the moment's own size) for every activation but sin when sqrt(q) > 25:
// mean_field.h has its closed forms.
struct GaussianRule {
  std::vector<double> nodes;
  std::vector<double> weights;
};
GaussianRule gaussian_rule(double q, std::span<const double> kinks);

template <class Function>
double expectation(const GaussianRule& rule, Function&& f) {
  double sum = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) sum += rule.weights[i] * f(rule.nodes[i]);
  return sum;
}

}  // namespace initlab
