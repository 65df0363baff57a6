// The law of a unit's pre-activation over weights and inputs, in the limit of infinite width:
// normal for independent weights, a mixture of normals where a unit's own variance stays random
// (sparse) or where one unit is left out (looks-linear).
#pragma once

#include <vector>

#include "core/activation/activation.h"

namespace initlab {

struct Moments {
  double mean = 0;                    // E phi
  double mean_square = 0;             // E phi^2
  double variance = 0;                // E (phi - E phi)^2
  double derivative_mean_square = 0;  // E phi'^2
};
// At u ~ N(0, q). Absolute error below 1e-8 (in truth near rounding); q = 0 is the limit q -> 0.
Moments gaussian_moments(ActivationFunction function, double q);

// phi(u) / u for u < 0 of a positively homogeneous function: identity 1, relu 0, else its slope.
double negative_slope(ActivationFunction function);

// With probability `share` z ~ N(0, variance).
struct NormalPart {
  double share = 1;
  double variance = 0;
};
using PreactivationLaw = std::vector<NormalPart>;

double variance_of(const PreactivationLaw& law);
Moments law_moments(ActivationFunction function, const PreactivationLaw& law);
// Median of |z|.
double median_magnitude(const PreactivationLaw& law);

// z = sum of k weights from N(0, weight_variance) times independent copies of a = phi(z'), z' of
// the law `below` (of a itself where `identity` is phi and `below` the input's law), plus a bias.
// Given the a it is normal, of variance weight_variance (a_1^2 + .. + a_k^2) + bias_variance: a
// mixture, whose few parts share the sum's first moments (Gauss quadrature). With k = 15 moments of
// phi(z) have a relative error below 1e-5; with k = 1 the mean of |z|, the worst of them, 3 %.
PreactivationLaw few_weights_law(ActivationFunction function, const PreactivationLaw& below, int k,
                                 double weight_variance, double bias_variance);

// Of looks-linear weights a pair of units has z = u and -u, u ~ N(0, q), and hands on
// E (phi(u) - phi(-u))^2; on the way back E (phi'(u) + phi'(-u))^2.
struct OppositePair {
  double difference_mean_square = 0;
  double slope_sum_mean_square = 0;
};
OppositePair opposite_pair(ActivationFunction function, double q);

}  // namespace initlab
