#include "core/initializer/code/householder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace initlab::init_code {
namespace {

using Eigen::Index;

// Of column c of `a` from row c on: leaves the reflector's vector v there (v_0 = 1 is implied) and
// returns tau, with (I - tau v v^T) x = beta e_0, beta = -sign(x_0) |x|. LAPACK's larfg.
double make_reflector(RowMatrixRef a, Index c) {
  double square = 0;
  for (Index i = c + 1; i < a.rows(); ++i) {
    square += static_cast<double>(a(i, c)) * static_cast<double>(a(i, c));
  }
  if (square == 0) return 0;
  const auto head = static_cast<double>(a(c, c));
  const double beta = -std::copysign(std::sqrt(head * head + square), head);
  const double scale = 1 / (head - beta);
  for (Index i = c + 1; i < a.rows(); ++i) {
    a(i, c) = static_cast<float>(static_cast<double>(a(i, c)) * scale);
  }
  return (beta - head) / beta;
}

// target -= tau v (v^T target) on rows c.. and columns first.., v being column c of `a`.
void reflect(RowMatrixRef a, Index c, double tau, RowMatrixRef target, Index first, Index end,
             std::vector<float>& sums) {
  if (tau == 0 || first >= end) return;
  const auto width = static_cast<std::size_t>(end - first);
  sums.assign(width, 0.0f);
  for (Index i = c; i < a.rows(); ++i) {
    const float v = i == c ? 1.0f : a(i, c);
    const float* row = &target(i, first);
    for (std::size_t j = 0; j < width; ++j) sums[j] += v * row[j];
  }
  for (Index i = c; i < a.rows(); ++i) {
    const float factor = static_cast<float>(tau) * (i == c ? 1.0f : a(i, c));
    float* row = &target(i, first);
    for (std::size_t j = 0; j < width; ++j) row[j] -= factor * sums[j];
  }
}

}  // namespace

void decompose(const RowMatrixRef& a, RowMatrixRef q) {
  // Q depends on the first k columns only.
  const Index k = std::min(a.rows(), a.cols());
  std::vector<double> taus(static_cast<std::size_t>(k));
  std::vector<float> sums;
  for (Index c = 0; c < k; ++c) {
    const double tau = make_reflector(a, c);
    taus[static_cast<std::size_t>(c)] = tau;
    reflect(a, c, tau, a, c + 1, k, sums);
  }
  q.setIdentity();
  for (Index c = k; c-- > 0;) {
    reflect(a, c, taus[static_cast<std::size_t>(c)], q, c, k, sums);
  }
}

}  // namespace initlab::init_code
