// The initializers whose formula looks at more than the fans, or whose weights are not independent,
// at awkward shapes.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>

#include "core/initializer/initializer.h"
#include "core/initializer/structured_weights.h"
#include "core/network/forward.h"
#include "core/random/normal.h"
#include "core/theory/mean_field.h"

namespace initlab {
namespace {

constexpr int canon_shapes[][2] = {{1, 1},    {1, 9},   {9, 1},  {300, 40},
                                   {40, 300}, {64, 64}, {33, 17}};

RowMatrix draw(Initializer kind, WeightShape shape, std::uint64_t seed = 5) {
  InitializerSpec spec;
  spec.kind = kind;
  RowMatrix base(shape.fan_in, shape.fan_out);
  const Stream stream{seed, Purpose::weight, static_cast<std::uint32_t>(shape.layer)};
  return fill_base(spec, stream, shape, base) * base;
}

double std_of(Initializer kind, WeightShape shape) {
  InitializerSpec spec;
  spec.kind = kind;
  return weight_std(spec, shape);
}

TEST(Canon, FormulasOfThePapers) {
  const WeightShape shape{200, 50, 3, 20};
  EXPECT_NEAR(std_of(Initializer::sparse, shape), std::sqrt(1.0 / 200), 1e-15);
  // Sussillo & Abbott's g for N = 200 by hand: sqrt 2 exp(1.2 / 197.6).
  EXPECT_NEAR(std_of(Initializer::random_walk, shape) * std::sqrt(200.0), 1.4228280, 1e-7);
  EXPECT_NEAR(std_of(Initializer::random_walk, {4, 4}) * 2, std::sqrt(2.0) * std::exp(1.2 / 3.6),
              1e-14);
  EXPECT_NEAR(std_of(Initializer::fixup, shape), std::sqrt(2.0 / 200) / std::sqrt(20.0), 1e-15);
  EXPECT_NEAR(std_of(Initializer::deepnorm, shape),
              std::sqrt(2.0 / 250) * std::pow(8.0 * 20, -0.25), 1e-15);
  EXPECT_NEAR(std_of(Initializer::torch_linear, shape), 1 / std::sqrt(3.0 * 200), 1e-15);
  EXPECT_EQ(std_of(Initializer::keras_dense, shape), std_of(Initializer::xavier_uniform, shape));
  EXPECT_EQ(std_of(Initializer::rezero, shape), 0);
  EXPECT_TRUE(std::isnan(std_of(Initializer::lsuv, shape)));
}

TEST(Canon, UniformOnesStayInTheirBound) {
  for (const auto& [in, out] : canon_shapes) {
    const double torch = 1 / std::sqrt(static_cast<double>(in));
    const double keras = std::sqrt(6.0 / (in + out));
    EXPECT_LE(draw(Initializer::torch_linear, {in, out}).cwiseAbs().maxCoeff(), torch * (1 + 1e-6));
    EXPECT_LE(draw(Initializer::keras_dense, {in, out}).cwiseAbs().maxCoeff(), keras * (1 + 1e-6));
  }
  EXPECT_GT(draw(Initializer::torch_linear, {300, 40}).maxCoeff(), 0.999 / std::sqrt(300.0));
}

TEST(Canon, VarianceAtAwkwardShapes) {
  constexpr int seeds = 400;
  for (const Initializer kind :
       {Initializer::sparse, Initializer::random_walk, Initializer::fixup, Initializer::deepnorm,
        Initializer::torch_linear, Initializer::keras_dense}) {
    for (const auto& [in, out] : {std::pair{1, 7}, std::pair{7, 1}, std::pair{30, 8}}) {
      const WeightShape shape{in, out, 2, 6};
      double mean = 0;
      double square = 0;
      for (int seed = 0; seed < seeds; ++seed) {
        const RowMatrix w = draw(kind, shape, static_cast<std::uint64_t>(seed));
        mean += static_cast<double>(w.sum());
        square += static_cast<double>(w.squaredNorm());
      }
      const double n = seeds * in * out;
      const double sd = std_of(kind, shape);
      // Five standard errors; the square of a sparse weight is the most scattered: its kurtosis is
      // 3 fan_in / k, so its relative variance at most 3 * 30 / 15 - 1.
      EXPECT_NEAR(mean / n / sd, 0, 5 / std::sqrt(n));
      EXPECT_NEAR(square / n / (sd * sd), 1, 5 * std::sqrt(5 / n));
    }
  }
}

TEST(Canon, ReZeroIsZero) {
  for (const auto& [in, out] : canon_shapes) {
    EXPECT_EQ(draw(Initializer::rezero, {in, out}), RowMatrix::Zero(in, out));
  }
}

TEST(Canon, SparseUnitsHaveTheirNumberOfInputs) {
  Eigen::VectorXf chosen = Eigen::VectorXf::Zero(300);
  for (const auto& [in, out] : canon_shapes) {
    const RowMatrix w = draw(Initializer::sparse, {in, out});
    for (Eigen::Index j = 0; j < w.cols(); ++j) {
      EXPECT_EQ((w.col(j).array() != 0.0F).count(), std::min(in, sparse_connections));
    }
    if (in == 300) chosen += (w.array() != 0.0F).cast<float>().matrix().rowwise().sum();
  }
  // Every input is as likely: 40 units x 15 of 300, each input 2 times; five standard deviations.
  EXPECT_LE(chosen.maxCoeff(), 2 + 5 * std::sqrt(2.0F) + 1);
}

TEST(Canon, LooksLinearIsALinearNetworkUnderRelu) {
  constexpr int rows = 6;
  const int widths[] = {9, 16, 12, 20};
  RowMatrix input(rows, widths[0]);
  for (Eigen::Index i = 0; i < input.size(); ++i) {
    input.data()[i] = std::sin(static_cast<float>(3 * i + 1));
  }
  RowMatrix a = input;       // of the ReLU network
  RowMatrix linear = input;  // of the network of half the width without a nonlinearity
  for (int layer = 1; layer <= 3; ++layer) {
    const RowMatrix w =
        draw(Initializer::looks_linear, {widths[layer - 1], widths[layer], layer, 3});
    const Eigen::Index half = widths[layer] / 2;
    linear = linear * w.block(0, 0, layer == 1 ? widths[0] : widths[layer - 1] / 2, half);
    const RowMatrix z = a * w;
    // Float roundings of sums of at most 20 terms of order 1.
    EXPECT_LT((z.leftCols(half) - linear).cwiseAbs().maxCoeff(), 1e-5F) << layer;
    EXPECT_LT((z.rightCols(half) + linear).cwiseAbs().maxCoeff(), 1e-5F) << layer;
    a = z.cwiseMax(0.0F);
  }
  for (const auto& [in, out] : canon_shapes) {
    const RowMatrix w = draw(Initializer::looks_linear, {in, out, 2, 3});
    if (in < 2 || out < 2) {
      EXPECT_TRUE(w.isZero());
      continue;
    }
    const RowMatrix block = w.topLeftCorner(in / 2, out / 2);
    const RowMatrix gram =
        in >= out ? RowMatrix(block.transpose() * block) : RowMatrix(block * block.transpose());
    EXPECT_TRUE(gram.isIdentity(1e-5F)) << in << " x " << out;
    EXPECT_TRUE(w.bottomRows(in % 2).isZero() && w.rightCols(out % 2).isZero());
    const double entries = 4.0 * static_cast<double>(block.size());
    EXPECT_NEAR(std::sqrt(static_cast<double>(w.squaredNorm()) / entries),
                looks_linear_std({in, out, 2, 3}), 1e-6);
  }
}

NetworkSpec lsuv_network(Activation act, std::vector<int> widths) {
  NetworkSpec spec;
  spec.widths = std::move(widths);
  spec.activation = make_activation(act);
  spec.initializer.kind = Initializer::lsuv;
  spec.seed = 11;
  return spec;
}

TEST(Canon, LsuvGivesEveryPreActivationUnitVarianceOnItsRows) {
  for (const Activation act : {Activation::relu, Activation::tanh, Activation::gelu}) {
    const NetworkSpec spec = lsuv_network(act, {60, 80, 30, 80, 50});
    Workspace workspace;
    RowMatrix a(calibration_rows, spec.widths[0]);
    fill_normal({spec.seed, Purpose::input, 0}, 0, {a.data(), static_cast<std::size_t>(a.size())});
    for (int layer = 1; layer <= spec.depth(); ++layer) {
      const WeightShape shape = weight_shape(spec, layer);
      RowMatrix base(shape.fan_in, shape.fan_out);
      fill_base(spec.initializer, {spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)},
                shape, base);
      RowMatrix z = workspace.weight_scale(spec, layer) * (a * base);
      const Eigen::ArrayXXd wide = z.cast<double>().array();
      EXPECT_NEAR((wide - wide.mean()).square().mean(), 1, 1e-5) << layer;  // float roundings
      a = z.unaryExpr([&spec](float x) {
        return static_cast<float>(value(spec.activation, static_cast<double>(x)));
      });
    }
    for (const MeanFieldLayer& layer : mean_field(spec)) EXPECT_NEAR(layer.q, 1, 1e-12);
  }
}

TEST(Canon, LsuvSurvivesDeadAndTinyLayers) {
  Workspace workspace;
  NetworkSpec spec = lsuv_network(Activation::relu, {1, 1, 1, 3});
  for (const LayerStatistics& layer : forward_pass(spec, 0, 5, workspace)) {
    EXPECT_EQ(layer.nan + layer.infinite, 0u);
  }
  spec.initializer.gain = 2;
  EXPECT_DOUBLE_EQ(mean_field(spec).front().q, 4.0);
}

}  // namespace
}  // namespace initlab
