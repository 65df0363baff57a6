// Hot: built for speed.
#include "core/matrix/orthogonal.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/random/normal.h"

namespace initlab {
namespace {

constexpr std::size_t reflections_in_a_step = 16;

// sums[j] += factor * row[j]
void add_scaled(float factor, const float* row, float* sums, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) sums[j] += factor * row[j];
}

// Householder vector of x: on return x is v, with (I - factor v v^T) x = -sign(x_0) |x| e_0.
float make_reflector(std::vector<float>& x) {
  double square = 0;
  for (const float value : x) square += static_cast<double>(value) * static_cast<double>(value);
  const double norm = std::copysign(std::sqrt(square), static_cast<double>(x[0]));
  const double head = static_cast<double>(x[0]) + norm;
  x[0] = static_cast<float>(head);
  // v^T v = 2 (|x|^2 + |x_0| |x|) = 2 norm head. A zero vector cannot be drawn in practice; if it
  // is, there is nothing to reflect.
  return square > 0 ? static_cast<float>(1 / (norm * head)) : 0.0f;
}

// Q (n x k, k <= n) with orthonormal columns, accumulated from the last reflection to the first:
// when reflection c is applied, only rows and columns c.. differ from the identity.
Steps fill_columns(const Stream& stream, RowMatrixRef q) {
  const auto n = static_cast<std::size_t>(q.rows());
  const auto k = static_cast<std::size_t>(q.cols());
  q.setZero();
  std::vector<float> v;
  std::vector<float> sums(k);
  for (std::size_t c = k; c-- > 0;) {
    v.resize(n - c);
    fill_normal(stream, std::uint64_t{c} * n, v);
    // Column c of Q changes sign where R's diagonal would be negative.
    const auto ci = static_cast<Eigen::Index>(c);
    q(ci, ci) = v[0] < 0 ? 1.0f : -1.0f;
    const float factor = make_reflector(v);

    const std::size_t width = k - c;
    sums.assign(width, 0.0f);
    for (std::size_t i = 0; i < v.size(); ++i) {
      add_scaled(v[i], &q(static_cast<Eigen::Index>(c + i), ci), sums.data(), width);
    }
    for (std::size_t i = 0; i < v.size(); ++i) {
      add_scaled(-factor * v[i], sums.data(), &q(static_cast<Eigen::Index>(c + i), ci), width);
    }
    if (c % reflections_in_a_step == 0) co_yield Pause{};
  }
}

}  // namespace

Steps fill_orthogonal(const Stream& stream, RowMatrixRef out) {
  if (out.rows() >= out.cols()) {
    co_await fill_columns(stream, out);
  } else {
    RowMatrix columns(out.cols(), out.rows());
    co_await fill_columns(stream, columns);
    out = columns.transpose();
  }
}

}  // namespace initlab
