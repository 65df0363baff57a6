#include "core/initializer/code/draw.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/matrix/orthogonal.h"
#include "core/random/normal.h"

namespace initlab::init_code {
namespace {

std::span<float> elements(RowMatrix& m) { return {m.data(), static_cast<std::size_t>(m.size())}; }

void scale_shift(RowMatrix& m, double scale, double shift) {
  if (scale == 1 && shift == 0) return;
  for (float& x : elements(m)) x = static_cast<float>(shift + scale * static_cast<double>(x));
}

// Sparse: words that choose the zeros, beyond those of the largest matrix.
constexpr std::uint64_t choice_words = std::uint64_t{1} << 36;

// Coefficients of rising powers.
template <std::size_t n>
double polynomial(const double (&c)[n], double x) {
  double sum = 0;
  for (std::size_t i = n; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

double distribution(double x) { return std::erfc(-x * std::numbers::sqrt2 / 2) / 2; }

}  // namespace

void draw_normal(const Draw& draw, double mean, double std, RowMatrix& out) {
  fill_normal(draw.stream, draw.first(), elements(out));
  scale_shift(out, std, mean);
}

void draw_uniform(const Draw& draw, double low, double high, RowMatrix& out) {
  fill_uniform(draw.stream, draw.first(), elements(out));
  scale_shift(out, (high - low) / 2, (high + low) / 2);
}

void draw_truncated(const Draw& draw, double mean, double std, double low, double high,
                    RowMatrix& out) {
  const double from = (low - mean) / std;
  const double to = (high - mean) / std;
  if (from == -2 && to == 2) {
    fill_truncated_normal(draw.stream, draw.first(), elements(out));
    return scale_shift(out, std, mean);
  }
  // fill_normal stays within 6.66. No spread at all: the mean, or the bound next to it.
  if (!(from > -7) && !(to < 7)) {
    draw_normal(draw, mean, std, out);
  } else {
    // The tail that is small keeps its digits: mirrored, if both bounds are above the mean.
    const double sign = from > 0 ? -1 : 1;
    const double p_from = distribution(sign * (sign > 0 ? from : to));
    const double p_to = distribution(sign * (sign > 0 ? to : from));
    for (Eigen::Index i = 0; i < out.size(); ++i) {
      // An element takes two words here.
      const std::uint64_t at = draw.first() / 2 + static_cast<std::uint64_t>(i);
      const double p = p_from + (p_to - p_from) * draw.stream.uniform(at);
      const double z = sign * normal_quantile(std::clamp(p, 1e-300, 1 - 0x1p-53));
      out.data()[i] = static_cast<float>(mean + std * z);
    }
  }
  // Rounding, and tails too thin for any digits.
  const auto lo = static_cast<float>(low);
  const auto hi = static_cast<float>(high);
  for (float& x : elements(out)) x = x < lo ? lo : x > hi ? hi : x;
}

void draw_orthogonal(const Draw& draw, double gain, RowMatrix& out) {
  Stream stream = draw.stream;
  stream.index += static_cast<std::uint32_t>(draw.call) << 24;
  fill_orthogonal(stream, out).finish();
  scale_shift(out, gain, 0);
}

void draw_sparse(const Draw& draw, double sparsity, double std, RowMatrix& out) {
  draw_normal(draw, 0, std, out);
  const auto cols = static_cast<std::size_t>(out.cols());
  const auto zeros = static_cast<std::size_t>(std::ceil(sparsity * static_cast<double>(cols)));
  std::vector<Eigen::Index> order(cols);
  std::iota(order.begin(), order.end(), 0);
  for (Eigen::Index i = 0; i < out.rows(); ++i) {
    const std::uint64_t words = draw.first() + choice_words + static_cast<std::uint64_t>(i) * cols;
    // The first steps of a shuffle (Fisher & Yates); any order to start from is as good.
    for (std::size_t j = 0; j < zeros; ++j) {
      const std::uint64_t left = cols - j;
      const std::uint64_t pick = (std::uint64_t{draw.stream.word(words + j)} * left) >> 32;
      std::swap(order[j], order[j + static_cast<std::size_t>(pick)]);
      out(i, order[j]) = 0;
    }
  }
}

// Wichura 1988, algorithm AS 241 (PPND16), Applied Statistics 37, 477-484.
double normal_quantile(double p) {
  constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                          1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                          3.3430575583588128105e4, 2.5090809287301226727e3};
  constexpr double b[] = {1,
                          4.2313330701600911252e1,
                          6.8718700749205790830e2,
                          5.3941960214247511077e3,
                          2.1213794301586595867e4,
                          3.9307895800092710610e4,
                          2.8729085735721942674e4,
                          5.2264952788528545610e3};
  constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                          5.76949722146069140550e0,  3.64784832476320460504e0,
                          1.27045825245236838258e0,  2.41780725177450611770e-1,
                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[] = {1,
                          2.05319162663775882187e0,
                          1.67638483018380384940e0,
                          6.89767334985100004550e-1,
                          1.48103976427480074590e-1,
                          1.51986665636164571966e-2,
                          5.47593808499534494600e-4,
                          1.05075007164441684324e-9};
  constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                          1.78482653991729133580e0,  2.96560571828504891230e-1,
                          2.65321895265761230930e-2, 1.24266094738807843860e-3,
                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double f[] = {1,
                          5.99832206555887937690e-1,
                          1.36929880922735805310e-1,
                          1.48753612908506148525e-2,
                          7.86869131145613259100e-4,
                          1.84631831751005468180e-5,
                          1.42151175831644588870e-7,
                          2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double size = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                             : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -size : size;
}

}  // namespace initlab::init_code
