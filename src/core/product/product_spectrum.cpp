// Hot: built for speed.
#include "core/product/product_spectrum.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/numbers/scaled_number.h"

namespace initlab {
namespace {

constexpr int max_sweeps = 40;
constexpr double orthogonal_enough = 1e-15;  // cosine of the angle between two columns

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

// y += factor x
void add_scaled(double factor, const double* x, double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] += factor * x[i];
}

// rows (m x n) times a (n x n).
void multiply_rows(const double* rows, const double* a, double* out, std::size_t m, std::size_t n) {
  std::fill(out, out + m * n, 0.0);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t k = 0; k < n; ++k) add_scaled(rows[i * n + k], a + k * n, out + i * n, n);
  }
}

// Scales by a power of two so that the largest element is in [1/2, 1); returns the power taken out.
// Zeros, infinities and NaN stay.
int normalize(double* values, std::size_t n) {
  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, std::fabs(values[i]));
  if (largest == 0.0 || !std::isfinite(largest)) return 0;
  int exponent = 0;
  std::frexp(largest, &exponent);
  // In two steps: 2^-exponent itself may not be a double.
  const int half = exponent / 2;
  const double first = std::ldexp(1.0, -half);
  const double second = std::ldexp(1.0, -(exponent - half));
  for (std::size_t i = 0; i < n; ++i) values[i] = values[i] * first * second;
  return exponent;
}

// One column of L: 2^exponent u.
struct Column {
  double* u;
  std::int64_t exponent;
};

// Rotates two columns until they are orthogonal. True when they were not. In terms of u, with
// delta = 2^(q.exponent - p.exponent) <= 1: no number over- or underflows that matters.
bool rotate(Column p, Column q, std::size_t n) {
  if (q.exponent > p.exponent) std::swap(p, q);
  const double alpha = dot(p.u, p.u, n);
  const double beta = dot(q.u, q.u, n);
  const double gamma = dot(p.u, q.u, n);
  if (!(std::fabs(gamma) > orthogonal_enough * std::sqrt(alpha * beta))) return false;
  const double delta = power_of_two(q.exponent - p.exponent);
  const double z = (beta * delta * delta - alpha) / (2.0 * gamma);
  const double tau = std::copysign(1.0, z) / (std::fabs(z) + std::sqrt(delta * delta + z * z));
  const double tangent = tau * delta;
  const double cosine = 1.0 / std::sqrt(1.0 + tangent * tangent);
  for (std::size_t i = 0; i < n; ++i) {
    const double x = p.u[i];
    const double y = q.u[i];
    p.u[i] = cosine * (x - tangent * delta * y);
    q.u[i] = cosine * (y + tau * x);
  }
  return true;
}

}  // namespace

ScaledProduct::ScaledProduct(int size, int rows) : size_(static_cast<std::size_t>(size)) {
  const auto m = static_cast<std::size_t>(std::min(rows, size));
  mantissas_.assign(m * size_, 0.0);
  for (std::size_t i = 0; i < m; ++i) mantissas_[i * size_ + i] = 1.0;
  next_ = mantissas_;
}

void ScaledProduct::multiply(std::span<const float> factor) {
  factor_.assign(factor.begin(), factor.end());
  multiply_rows(mantissas_.data(), factor_.data(), next_.data(), mantissas_.size() / size_, size_);
  mantissas_.swap(next_);
  exponent_ += normalize(mantissas_.data(), mantissas_.size());
}

double ScaledProduct::log_norm() const {
  const double norm = std::sqrt(dot(mantissas_.data(), mantissas_.data(), size_));
  return log_of(norm, exponent_);
}

ProductSpectrum::ProductSpectrum(int size, bool singular_values)
    : size_(static_cast<std::size_t>(size)), singular_values_(singular_values) {
  const std::size_t count = size_ * size_;
  q_.assign(count, 0.0);
  for (std::size_t i = 0; i < size_; ++i) q_[i * size_ + i] = 1.0;
  next_.resize(count);
  l_.assign(count, 0.0);
  log_diagonal_.assign(size_, 0.0);
  if (!singular_values_) return;
  columns_ = q_;
  columns_next_ = q_;
  exponents_.assign(size_, 0);
}

void ProductSpectrum::multiply(std::span<const float> factor) {
  factor_.assign(factor.begin(), factor.end());
  multiply_rows(q_.data(), factor_.data(), next_.data(), size_, size_);
  q_.swap(next_);
  orthonormalize();
  for (std::size_t k = 0; k < size_; ++k) log_diagonal_[k] += log_of(l_[k * size_ + k], 0);
  if (singular_values_) accumulate();
}

// Modified Gram-Schmidt on the rows of q_: row k = sum over i <= k of l_ki (new row i).
void ProductSpectrum::orthonormalize() {
  const std::size_t n = size_;
  std::fill(l_.begin(), l_.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    double* row = &q_[i * n];
    const double norm = std::sqrt(dot(row, row, n));
    l_[i * n + i] = norm;
    // A row of zeros (a singular factor, which cannot be drawn in practice) stays.
    const double inverse = norm > 0.0 ? 1.0 / norm : 0.0;
    for (std::size_t j = 0; j < n; ++j) row[j] *= inverse;
    for (std::size_t k = i + 1; k < n; ++k) {
      double* other = &q_[k * n];
      const double part = dot(row, other, n);
      l_[k * n + i] = part;
      add_scaled(-part, row, other, n);
    }
  }
}

// L <- L L': column j is the sum over k >= j of l'_kj (column k). Column j has zeros above row j.
void ProductSpectrum::accumulate() {
  const std::size_t n = size_;
  std::vector<std::int64_t> exponents(n, 0);
  for (std::size_t j = 0; j < n; ++j) {
    double* column = &columns_next_[j * n];
    std::fill(column, column + n, 0.0);
    std::int64_t top = std::numeric_limits<std::int64_t>::min();
    for (std::size_t k = j; k < n; ++k) {
      if (l_[k * n + j] != 0.0) top = std::max(top, exponents_[k]);
    }
    if (top == std::numeric_limits<std::int64_t>::min()) continue;
    for (std::size_t k = j; k < n; ++k) {
      const double weight = l_[k * n + j] * power_of_two(exponents_[k] - top);
      add_scaled(weight, &columns_[k * n + k], column + k, n - k);
    }
    exponents[j] = top + normalize(column, n);
  }
  columns_.swap(columns_next_);
  exponents_.swap(exponents);
}

std::vector<double> ProductSpectrum::log_singular_values() const {
  const std::size_t n = size_;
  std::vector<double> columns = columns_;
  std::vector<std::int64_t> exponents = exponents_;
  bool moved = true;
  for (int sweep = 0; moved && sweep < max_sweeps; ++sweep) {
    moved = false;
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        moved |= rotate({&columns[p * n], exponents[p]}, {&columns[q * n], exponents[q]}, n);
      }
    }
    for (std::size_t k = 0; k < n; ++k) exponents[k] += normalize(&columns[k * n], n);
  }
  std::vector<double> logs;
  logs.reserve(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double norm = std::sqrt(dot(&columns[k * n], &columns[k * n], n));
    logs.push_back(log_of(norm, exponents[k]));
  }
  std::sort(logs.begin(), logs.end());
  std::reverse(logs.begin(), logs.end());
  return logs;
}

}  // namespace initlab
