#include "core/initializer/initializer.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>

#include "core/random/normal.h"

namespace initlab {
namespace {

InitializerSpec of(Initializer kind) {
  InitializerSpec spec;
  spec.kind = kind;
  return spec;
}

RowMatrix draw(const InitializerSpec& spec, int fan_in, int fan_out, std::uint64_t seed = 3) {
  RowMatrix base(fan_in, fan_out);
  const float scale = fill_base(spec, {seed, Purpose::weight, 1}, {fan_in, fan_out}, base);
  EXPECT_EQ(scale, base_scale(spec, {fan_in, fan_out}));
  return scale * base;
}

TEST(Initializer, StandardDeviationsAreTheFormulas) {
  constexpr int in = 200;
  constexpr int out = 50;
  const auto sd = [](InitializerSpec spec) { return weight_std(spec, {in, out}); };
  for (const Initializer kind : {Initializer::xavier_normal, Initializer::xavier_uniform}) {
    EXPECT_DOUBLE_EQ(sd(of(kind)), std::sqrt(2.0 / 250));
  }
  for (const Initializer kind : {Initializer::he_normal, Initializer::he_uniform}) {
    InitializerSpec spec = of(kind);
    EXPECT_DOUBLE_EQ(sd(spec), std::sqrt(2.0 / 200));
    spec.fan = Fan::out;
    EXPECT_DOUBLE_EQ(sd(spec), std::sqrt(2.0 / 50));
    spec.fan = Fan::average;
    EXPECT_DOUBLE_EQ(sd(spec), std::sqrt(2.0 / 125));
  }
  for (const Initializer kind : {Initializer::lecun_normal, Initializer::lecun_uniform}) {
    EXPECT_DOUBLE_EQ(sd(of(kind)), std::sqrt(1.0 / 200));
  }
  InitializerSpec spec = of(Initializer::normal);
  spec.std = 0.3;
  spec.gain = 2;
  EXPECT_DOUBLE_EQ(sd(spec), 0.6);
  spec = of(Initializer::uniform);
  spec.bound = 0.3;
  EXPECT_DOUBLE_EQ(sd(spec), 0.3 / std::sqrt(3.0));
  spec = of(Initializer::truncated_normal);
  spec.std = 0.3;
  EXPECT_DOUBLE_EQ(sd(spec), 0.3 * truncated_normal_std);
  spec = of(Initializer::variance_scaling);
  spec.scale = 3;
  for (const Distribution d :
       {Distribution::normal, Distribution::uniform, Distribution::truncated_normal}) {
    spec.distribution = d;
    EXPECT_DOUBLE_EQ(sd(spec), std::sqrt(3.0 / 200));
  }
  EXPECT_DOUBLE_EQ(sd(of(Initializer::orthogonal)), std::sqrt(1.0 / 200));
  for (const Initializer kind :
       {Initializer::zeros, Initializer::constant, Initializer::identity}) {
    EXPECT_EQ(sd(of(kind)), 0);
    EXPECT_FALSE(is_random(of(kind)));
  }
}

TEST(Initializer, DrawnWeightsHaveTheStatedVarianceAndMean) {
  constexpr int in = 300;
  constexpr int out = 200;
  const double n = in * out;
  for (int k = 0; k < initializer_count; ++k) {
    for (const Distribution d :
         {Distribution::normal, Distribution::uniform, Distribution::truncated_normal}) {
      InitializerSpec spec = of(static_cast<Initializer>(k));
      spec.distribution = d;
      spec.gain = 1.7;
      if (!is_iid(spec.kind)) continue;  // the others have tests of their own
      const Eigen::ArrayXXd w = draw(spec, in, out).cast<double>().array();
      const double sd = weight_std(spec, {in, out});
      // Four standard errors; the normal's sqrt(2/n) of the variance is the largest of all.
      EXPECT_NEAR(w.mean() / sd, 0, 4 / std::sqrt(n)) << k;
      EXPECT_NEAR(w.square().mean() / (sd * sd), 1, 4 * std::sqrt(2 / n)) << k;
    }
  }
}

TEST(Initializer, UniformsReachTheirBoundAndStayInside) {
  InitializerSpec spec = of(Initializer::uniform);
  spec.bound = 0.25;
  const RowMatrix w = draw(spec, 200, 200);
  EXPECT_LE(w.maxCoeff(), 0.25f);
  EXPECT_GE(w.minCoeff(), -0.25f);
  EXPECT_GT(w.maxCoeff(), 0.2499f);
  EXPECT_LT(w.minCoeff(), -0.2499f);
  // Glorot's U(+-sqrt(6 / (in + out))), He's U(+-sqrt(6 / in)).
  EXPECT_NEAR(base_scale(of(Initializer::xavier_uniform), {100, 50}), std::sqrt(6.0 / 150), 1e-7);
  EXPECT_NEAR(base_scale(of(Initializer::he_uniform), {100, 50}), std::sqrt(6.0 / 100), 1e-7);
}

TEST(Initializer, TruncatedNormalIsCutAtTwoStd) {
  InitializerSpec spec = of(Initializer::truncated_normal);
  spec.std = 0.5;
  const RowMatrix w = draw(spec, 200, 200);
  EXPECT_LT(w.cwiseAbs().maxCoeff(), 1.0f);
  EXPECT_GT(w.cwiseAbs().maxCoeff(), 0.99f);
}

TEST(Initializer, FixedOnes) {
  EXPECT_EQ(draw(of(Initializer::zeros), 3, 5), RowMatrix::Zero(3, 5));
  InitializerSpec spec = of(Initializer::constant);
  spec.value = -0.25;
  spec.gain = 2;
  EXPECT_EQ(draw(spec, 3, 5), RowMatrix::Constant(3, 5, -0.5f));
  spec = of(Initializer::identity);
  spec.gain = 1.5;
  EXPECT_EQ(draw(spec, 5, 3), 1.5f * RowMatrix::Identity(5, 3));
  EXPECT_EQ(draw(spec, 3, 5), 1.5f * RowMatrix::Identity(3, 5));
}

TEST(Initializer, GainAndStdReuseTheBase) {
  RowMatrix a(7, 9);
  RowMatrix b(7, 9);
  InitializerSpec spec = of(Initializer::normal);
  fill_base(spec, {3, Purpose::weight, 1}, {7, 9}, a);
  spec.std = 5;
  spec.gain = -2;
  const float scale = fill_base(spec, {3, Purpose::weight, 1}, {7, 9}, b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(scale, -10.0f);
  // He and Xavier share it as well: a preset button redraws nothing.
  fill_base(of(Initializer::he_normal), {3, Purpose::weight, 1}, {7, 9}, b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(base_kind(of(Initializer::he_normal)), base_kind(of(Initializer::xavier_normal)));
}

TEST(Initializer, EntriesAreElementsOfTheStream) {
  RowMatrix base(7, 9);
  const Stream stream{3, Purpose::weight, 2};
  fill_base(of(Initializer::lecun_normal), stream, {7, 9}, base);
  float element[1];
  fill_normal(stream, 4 * 9 + 5, element);
  EXPECT_EQ(base(4, 5), element[0]);
}

TEST(Orthogonal, ColumnsOrRowsAreOrthonormal) {
  // Float roundings: about 1e-7 sqrt(n) an inner product.
  constexpr float tolerance = 5e-6f;
  const int shapes[][2] = {{1, 1}, {1, 7}, {7, 1}, {8, 8}, {64, 20}, {20, 64}, {131, 131}};
  for (const auto& [in, out] : shapes) {
    const RowMatrix w = draw(of(Initializer::orthogonal), in, out);
    const RowMatrix gram = in >= out ? RowMatrix(w.transpose() * w) : RowMatrix(w * w.transpose());
    const RowMatrix error = gram - RowMatrix::Identity(gram.rows(), gram.cols());
    EXPECT_LT(error.cwiseAbs().maxCoeff(), tolerance) << in << " x " << out;
  }
}

// Haar measure: the trace of a uniformly random orthogonal matrix has mean 0 and variance 1, each
// sign of determinant is equally likely, and an entry of an n x n one has variance 1/n.
TEST(Orthogonal, IsUniformlyDistributed) {
  constexpr int draws = 4000;
  constexpr int n = 4;
  double trace = 0, trace2 = 0, corner = 0, corner2 = 0, corner4 = 0;
  int positive = 0;
  for (int k = 0; k < draws; ++k) {
    const RowMatrix w = draw(of(Initializer::orthogonal), n, n, static_cast<std::uint64_t>(k));
    const auto t = static_cast<double>(w.trace());
    const auto c = static_cast<double>(w(n - 1, n - 1));
    trace += t, trace2 += t * t, corner += c, corner2 += c * c, corner4 += c * c * c * c;
    positive += w.determinant() > 0 ? 1 : 0;
  }
  // Four standard errors each: Var t = 1, Var t^2 = 2 (as if normal: at most), Var c = 1/4,
  // Var c^2 = 3 / (n (n + 2)) - 1 / n^2 = 1/16.
  const double root = std::sqrt(static_cast<double>(draws));
  EXPECT_NEAR(trace / draws, 0, 4 / root);
  EXPECT_NEAR(trace2 / draws, 1, 4 * std::sqrt(2.0) / root);
  EXPECT_NEAR(corner / draws, 0, 4 * 0.5 / root);
  EXPECT_NEAR(corner2 / draws, 0.25, 4 * 0.25 / root);
  EXPECT_NEAR(corner4 / draws, 3.0 / 24, 4 * 0.25 / root);
  EXPECT_NEAR(positive, draws / 2, 4 * 0.5 * root);
}

// The same distribution, and the very same matrix, as Q of a QR with positive diagonal: rebuild R
// from Q and the reflections' Gaussian, whose column c is Q applied to it.
TEST(Orthogonal, FirstColumnIsTheFirstGaussianVectorNormalized) {
  constexpr int n = 9;
  const Stream stream{3, Purpose::weight, 1};
  const RowMatrix w = draw(of(Initializer::orthogonal), n, 5);
  Eigen::VectorXf x(n);
  fill_normal(stream, 0, {x.data(), n});
  EXPECT_LT((w.col(0) - x.normalized()).norm(), 1e-6f);
}

}  // namespace
}  // namespace initlab
