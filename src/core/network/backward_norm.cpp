// Hot: built for speed.
#include "core/network/backward_norm.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace initlab {
namespace {

double inverse_of(double variance) { return 1.0 / std::sqrt(variance + norm_epsilon); }

double normalize_row(Normalization norm, std::span<float> z) {
  const auto n = static_cast<double>(z.size());
  double mean = 0;
  if (norm == Normalization::layer) {
    for (const float x : z) mean += static_cast<double>(x);
    mean /= n;
  }
  double square = 0;
  for (const float x : z) {
    square += (static_cast<double>(x) - mean) * (static_cast<double>(x) - mean);
  }
  const double inverse = inverse_of(square / n);
  for (float& x : z) x = static_cast<float>((static_cast<double>(x) - mean) * inverse);
  return inverse;
}

UnitMoments moments_of(const PaddedMatrix<float>& z) {
  const auto rows = static_cast<double>(z.rows);
  UnitMoments moments{std::vector<double>(z.cols, 0.0), std::vector<double>(z.cols, 0.0)};
  for (std::size_t r = 0; r < z.rows; ++r) {
    const std::span<const float> row = z.row(r);
    for (std::size_t u = 0; u < z.cols; ++u) moments.mean[u] += static_cast<double>(row[u]);
  }
  for (double& m : moments.mean) m /= rows;
  for (std::size_t r = 0; r < z.rows; ++r) {
    const std::span<const float> row = z.row(r);
    for (std::size_t u = 0; u < z.cols; ++u) {
      const double d = static_cast<double>(row[u]) - moments.mean[u];
      moments.variance[u] += d * d;
    }
  }
  for (double& v : moments.variance) v /= rows;
  return moments;
}

void shift_and_scale(const std::vector<double>& mean, const std::vector<double>& inverse,
                     PaddedMatrix<float>& z) {
  for (std::size_t r = 0; r < z.rows; ++r) {
    const std::span<float> row = z.row(r);
    for (std::size_t u = 0; u < z.cols; ++u) {
      row[u] = static_cast<float>((static_cast<double>(row[u]) - mean[u]) * inverse[u]);
    }
  }
}

void invert(const std::vector<double>& variance, std::vector<double>& inverse) {
  inverse.resize(variance.size());
  for (std::size_t u = 0; u < variance.size(); ++u) inverse[u] = inverse_of(variance[u]);
}

void row_backward(Normalization norm, std::span<const float> n, double inverse,
                  std::span<double> gradient) {
  const auto size = static_cast<double>(n.size());
  double mean = 0;
  double along = 0;
  for (std::size_t u = 0; u < n.size(); ++u) {
    mean += gradient[u];
    along += gradient[u] * static_cast<double>(n[u]);
  }
  mean = norm == Normalization::layer ? mean / size : 0.0;
  along /= size;
  for (std::size_t u = 0; u < n.size(); ++u) {
    gradient[u] = inverse * (gradient[u] - mean - static_cast<double>(n[u]) * along);
  }
}

void units_backward(const PaddedMatrix<float>& n, const std::vector<double>& inverse,
                    PaddedMatrix<double>& gradient) {
  const auto rows = static_cast<double>(n.rows);
  std::vector<double> mean(n.cols, 0.0);
  std::vector<double> along(n.cols, 0.0);
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<const double> dn = gradient.row(r);
    const std::span<const float> row = n.row(r);
    for (std::size_t u = 0; u < n.cols; ++u) {
      mean[u] += dn[u];
      along[u] += dn[u] * static_cast<double>(row[u]);
    }
  }
  for (std::size_t u = 0; u < n.cols; ++u) {
    mean[u] /= rows;
    along[u] /= rows;
  }
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<double> dn = gradient.row(r);
    const std::span<const float> row = n.row(r);
    for (std::size_t u = 0; u < n.cols; ++u) {
      dn[u] = inverse[u] * (dn[u] - mean[u] - static_cast<double>(row[u]) * along[u]);
    }
  }
}

}  // namespace

void normalize(Normalization norm, PaddedMatrix<float>& z, std::vector<double>& inverse,
               UnitMoments* moments) {
  if (norm == Normalization::none) return;
  if (norm == Normalization::batch) {
    UnitMoments found = moments_of(z);
    invert(found.variance, inverse);
    shift_and_scale(found.mean, inverse, z);
    if (moments != nullptr) *moments = std::move(found);
    return;
  }
  inverse.resize(z.rows);
  for (std::size_t r = 0; r < z.rows; ++r) inverse[r] = normalize_row(norm, z.row(r));
}

void normalize_by(const UnitMoments& moments, PaddedMatrix<float>& z) {
  std::vector<double> inverse;
  invert(moments.variance, inverse);
  shift_and_scale(moments.mean, inverse, z);
}

void normalize_backward(Normalization norm, const PaddedMatrix<float>& n,
                        const std::vector<double>& inverse, PaddedMatrix<double>& gradient) {
  if (norm == Normalization::none) return;
  if (norm == Normalization::batch) {
    units_backward(n, inverse, gradient);
    return;
  }
  for (std::size_t r = 0; r < n.rows; ++r) {
    row_backward(norm, n.row(r), inverse[r], gradient.row(r));
  }
}

}  // namespace initlab
