// The first two derivatives of log gamma, for the theory of random matrices.
#pragma once

namespace initlab {

// psi(x) = d/dx log gamma(x) and psi'(x), for x > 0; NaN otherwise. The recurrence up to x >= 10,
// then the asymptotic series (Abramowitz & Stegun 6.3.18 and 6.4.12): 1e-14 relative to max(1,
// |.|).
double digamma(double x);
double trigamma(double x);

}  // namespace initlab
