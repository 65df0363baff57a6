// Exponents and singular values of a long product of matrices, which no format could hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

// The product P_t = A_1 ... A_t itself, scaled by a power of two: mantissas (N x N, row-major) of
// which the largest is in [1/2, 1), and an exponent. Rescaling is exact.
class ScaledProduct {
 public:
  explicit ScaledProduct(int size, int rows);  // the first rows of the identity

  // `factor` is N x N, row-major.
  void multiply(std::span<const float> factor);

  std::span<const double> mantissas() const { return mantissas_; }
  std::int64_t exponent() const { return exponent_; }
  // ln of the Euclidean norm of the first row, v P_t with v = e_1; -infinity for 0.
  double log_norm() const;

 private:
  std::size_t size_;
  std::vector<double> mantissas_, next_, factor_;
  std::int64_t exponent_ = 0;
};

// P_t = L Q with Q orthogonal, updated factor by factor (Benettin et al. 1980; Geist, Parlitz &
// Lauterborn 1990): Q A = L' Q' by Gram-Schmidt, L <- L L'.
class ProductSpectrum {
 public:
  // Without `singular_values` only the exponents are kept, which costs less.
  ProductSpectrum(int size, bool singular_values);

  void multiply(std::span<const float> factor);

  // Sums of log l_kk over the factors, k = 1..N. Divided by t they tend to the Lyapunov exponents.
  std::span<const double> log_diagonal() const { return log_diagonal_; }

  // ln of the singular values of P_t, largest first, each with a small relative error however far
  // they lie apart: one-sided Jacobi rotations (Demmel & Veselic 1992) on the columns of L, every
  // column with an exponent of its own. -infinity for 0.
  std::vector<double> log_singular_values() const;

 private:
  std::size_t size_;
  bool singular_values_;
  std::vector<double> q_, next_;  // rows
  std::vector<double> factor_, l_;
  std::vector<double> log_diagonal_;
  std::vector<double> columns_, columns_next_;  // of L, one after another
  std::vector<std::int64_t> exponents_;         // of L's columns

  void orthonormalize();
  void accumulate();
};

}  // namespace initlab
