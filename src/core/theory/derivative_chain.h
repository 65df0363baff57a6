// What a chain of derivatives phi'(z_1) phi'(z_2) ... phi'(z_L) does when z_l ~ N(0, q) are
// independent: the factors that backpropagation meets on the way through L nonlinearities, the
// weights left aside.
#pragma once

#include <span>
#include <vector>

#include "core/activation/activation.h"

namespace initlab {

// ln |phi'(z)|, -infinity where phi' is 0. Finite far beyond the z where phi' itself underflows
// (erf, GELU). |z| <= 1e3. The same bits on every platform. Error below 1e-9 of max(1, |result|),
// but next to a zero of phi', where the error of phi' counts (1e-10 absolute).
double log_derivative(ActivationFunction function, double z);

struct Interval {
  double lo = 0;
  double hi = 0;
};

// Where |phi'| >= threshold on [lo, hi], as disjoint intervals in ascending order, ends by
// bisection to rounding, between the zeros and extrema of phi'.
std::vector<Interval> derivative_zone(ActivationFunction function, double threshold, double lo,
                                      double hi);
// The same on the whole line (of sin on [-reach, reach], beyond which what touches an end goes on).
std::vector<Interval> derivative_zone(ActivationFunction function, double threshold, double reach);

// P(z outside all of the intervals), z ~ N(0, q). Nothing outside of them counts as inside.
double share_outside(std::span<const Interval> intervals, double q);

struct DerivativePeak {
  double at = 0;  // the one of least |z|; +-infinity where it is only approached: softplus
  double value = 0;
};
// The supremum of |phi'| on the line, to 1e-12: sigmoid 1/4 at 0, ReLU 1 (right of) 0.
DerivativePeak derivative_peak(ActivationFunction function);

// Of one factor f = |phi'(z)|, z ~ N(0, q).
struct FactorMoments {
  double zero_share = 0;       // P(f = 0) where phi is flat: ReLU 1/2
  double mean_log = 0;         // E ln f; -infinity when zero_share > 0
  double living_mean_log = 0;  // E[ln f | f > 0]
  double log_variance = 0;     // of ln f; NaN when zero_share > 0
  double mean_square = 0;      // E f^2
  double mean_fourth = 0;      // E f^4
};
// sqrt(q) in (0, 20]. Absolute error below 1e-7.
FactorMoments factor_moments(ActivationFunction function, double q);

}  // namespace initlab
