// Products of t independent N x N matrices with independent entries of standard deviation s, and of
// s times an orthogonal matrix.
#pragma once

#include <vector>

#include "core/numbers/number_formats.h"
#include "core/product/random_factors.h"

namespace initlab {

// Natural logarithms, a factor each.
struct ProductTheory {
  // Lyapunov exponents, largest first: mu_k = log s + (log 2 + psi((N - k + 1) / 2)) / 2, k = 1..N
  // (Newman 1986, Commun. Math. Phys. 103, 121). For a fixed unit vector v, log |v P_t| is the sum
  // of t independent terms of mean mu_1; so is log r_kk of the QR algorithm (mu_k).
  std::vector<double> exponents;
  // Variance of one such term: psi'((N - k + 1) / 2) / 4.
  std::vector<double> variances;
  // log E|v P_t|^2 = 2 t mean_square_growth: (log(s^2 N)) / 2, for any entries of mean 0.
  double mean_square_growth = 0.0;
  // False for uniform entries: the exponents are then those of Gaussian entries, which the former
  // approach as N grows.
  bool exact = true;

  double growth() const { return exponents.empty() ? 0.0 : exponents.front(); }
  double variance() const { return variances.empty() ? 0.0 : variances.front(); }
};

ProductTheory product_theory(const FactorSpec&);

// The std of an entry (of an orthogonal factor: its scale) whose mu_1 is 0.
double critical_scale(FactorEntries, int size);

// The step nearest to where a quantity that starts at 1 and grows by e^growth a factor leaves the
// format: passes its largest number, or falls below half of its smallest. 0 when it never does.
double expected_end(NumberFormat, double growth);

}  // namespace initlab
