// Infinite-width predictions of the backward pass against measurements of wide layers, and the
// paradox of std = 1.
#include "core/theory/backward_theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/theory/mean_field.h"

namespace initlab {
namespace {

BackwardSpec wide(Activation act, Initializer init, int width, int depth) {
  BackwardSpec spec;
  spec.network.widths.assign(static_cast<std::size_t>(depth) + 1, width);
  spec.network.activation = make_activation(act);
  spec.network.initializer.kind = init;
  spec.batch = 40;
  return spec;
}

// Means over a few seeds of the squared rms, by layer.
struct Means {
  std::vector<double> grad_square;
  std::vector<double> weight_grad_square;
  double cotangent_rms = 0;
};

Means measure(BackwardSpec spec, int seeds) {
  Means means;
  const auto depth = static_cast<std::size_t>(spec.network.depth());
  means.grad_square.assign(depth, 0);
  means.weight_grad_square.assign(depth, 0);
  Workspace workspace;
  for (int seed = 1; seed <= seeds; ++seed) {
    spec.network.seed = static_cast<std::uint64_t>(seed);
    const BackwardStatistics one = backward_pass(spec, spec.batch, workspace);
    means.cotangent_rms += one.cotangent_rms / seeds;
    for (std::size_t l = 0; l < depth; ++l) {
      const BackwardLayerStatistics& s = one.layers[l];
      means.grad_square[l] += s.grad_rms * s.grad_rms / seeds;
      means.weight_grad_square[l] += s.weight_grad_norm * s.weight_grad_norm / seeds;
    }
  }
  return means;
}

// Width 300, depth 4, three seeds: the log of a mean square strays by about sqrt(depth * c / (300 *
// 3)) with c of order 1 to 5, so 5 to 10 %; the correction in depth / width is a few percent.
constexpr double band = 0.2;  // relative, of mean squares: 0.1 of an rms

void expect_theory(const BackwardSpec& spec, int seeds = 3) {
  SCOPED_TRACE(testing::Message() << "act " << static_cast<int>(spec.network.activation.kind)
                                  << " norm " << static_cast<int>(spec.norm) << " loss "
                                  << static_cast<int>(spec.loss) << " residual " << spec.residual);
  const Means means = measure(spec, seeds);
  const auto theory = backward_theory(spec, spec.batch, means.cotangent_rms);
  ASSERT_EQ(theory.size(), means.grad_square.size());
  for (std::size_t l = 0; l < theory.size(); ++l) {
    SCOPED_TRACE(l + 1);
    const double predicted = theory[l].grad_rms * theory[l].grad_rms;
    EXPECT_NEAR(means.grad_square[l] / predicted, 1, band);
    if (spec.loss == Loss::random) {
      const double norm = theory[l].weight_grad_norm * theory[l].weight_grad_norm;
      EXPECT_NEAR(means.weight_grad_square[l] / norm, 1, band);
    } else {
      EXPECT_TRUE(std::isnan(theory[l].weight_grad_norm));
    }
  }
}

TEST(BackwardTheory, PlainNetworks) {
  expect_theory(wide(Activation::tanh, Initializer::xavier_normal, 300, 4));
  expect_theory(wide(Activation::relu, Initializer::he_normal, 300, 4));
  expect_theory(wide(Activation::gelu, Initializer::he_uniform, 300, 4));
  BackwardSpec large = wide(Activation::tanh, Initializer::normal, 300, 4);
  large.network.initializer.std = 1;
  expect_theory(large);
}

// Of zero weights every z is exactly 0, where phi' of ReLU is 0 and that of tanh is 1: exact.
TEST(BackwardTheory, ZeroWeights) {
  for (const Activation act : {Activation::relu, Activation::tanh}) {
    BackwardSpec spec = wide(act, Initializer::rezero, 20, 3);
    for (const bool residual : {false, true}) {
      spec.residual = residual;
      const Means means = measure(spec, 1);
      const auto theory = backward_theory(spec, spec.batch, means.cotangent_rms);
      ASSERT_EQ(theory.size(), 3u);
      const double last = theory.back().grad_rms;
      EXPECT_NEAR(last * last, means.grad_square.back(), 0.1 * last * last);
      for (std::size_t l = 0; l < 3; ++l) {
        EXPECT_EQ(theory[l].grad_rms == 0, means.grad_square[l] == 0) << residual << " layer " << l;
      }
    }
  }
}

TEST(BackwardTheory, UnequalWidthsAndBiases) {
  BackwardSpec spec = wide(Activation::tanh, Initializer::lecun_normal, 300, 4);
  spec.network.widths = {200, 400, 250, 350, 300};
  spec.network.bias_std = 0.5;
  expect_theory(spec);
}

TEST(BackwardTheory, LayerAndRmsNorm) {
  for (const Normalization norm : {Normalization::layer, Normalization::rms}) {
    for (const Activation act : {Activation::tanh, Activation::relu}) {
      BackwardSpec spec = wide(act, Initializer::he_normal, 300, 4);
      spec.norm = norm;
      expect_theory(spec);
      if (act == Activation::relu) continue;
      spec.network.initializer = {.kind = Initializer::normal, .std = 1e-4};  // eps matters
      expect_theory(spec);
    }
  }
}

TEST(BackwardTheory, ResidualConnections) {
  for (const double branch : {0.3, 1.0}) {
    for (const Normalization norm : {Normalization::none, Normalization::rms}) {
      BackwardSpec spec = wide(Activation::relu, Initializer::he_normal, 300, 4);
      spec.network.widths = {300, 300, 300, 200, 300};  // layers 3 and 4 have no skip
      spec.residual = true;
      spec.branch_scale = branch;
      spec.norm = norm;
      expect_theory(spec);
    }
  }
}

// The identity network in closed form: G_{l-1} = G_l (1 + c^2 sw^2 n).
TEST(BackwardTheory, ResidualIdentityInClosedForm) {
  BackwardSpec spec = wide(Activation::identity, Initializer::lecun_normal, 100, 5);
  spec.residual = true;
  spec.branch_scale = 0.5;
  const auto theory = backward_theory(spec, 10, 1);
  for (std::size_t l = 0; l < 5; ++l) {
    const double above = std::pow(1.25, 4.0 - static_cast<double>(l));
    EXPECT_NEAR(theory[l].grad_rms, 0.5 * std::sqrt(above), 1e-12);
    EXPECT_NEAR(theory[l].std, std::pow(1.25, 0.5 * static_cast<double>(l + 1)), 1e-12);
  }
}

// Cross-entropy's gradient is nearly one number a row, times phi'^2 at the label's unit: 200 rows
// make that mean stray by 10 %, the same at every layer.
TEST(BackwardTheory, LossesStartTheirOwnWay) {
  for (const Loss loss : {Loss::mse, Loss::cross_entropy}) {
    BackwardSpec spec = wide(Activation::tanh, Initializer::xavier_normal, 300, 3);
    spec.loss = loss;
    if (loss == Loss::cross_entropy) spec.batch = 200;
    const int seeds = loss == Loss::mse ? 3 : 1;
    spec.network.initializer.gain = 2;
    expect_theory(spec, seeds);
    spec.norm = Normalization::layer;
    expect_theory(spec, seeds);
    spec.network.activation = {Activation::relu};
    expect_theory(spec, seeds);
    spec.residual = true;
    expect_theory(spec, seeds);
  }
}

// The error contains a_L and with it W_L: He + ReLU in closed form. In units of 1 / (batch n),
// D = 1 + H / 2 with H = 1, 3, 5, ...: the mean square grows by 1 a layer where chi is 1.
TEST(BackwardTheory, SquaredErrorOfReluGrowsLinearly) {
  BackwardSpec spec = wide(Activation::relu, Initializer::he_normal, 300, 4);
  spec.loss = Loss::mse;
  const auto theory = backward_theory(spec, spec.batch, 1);
  const double unit = 1.0 / (300.0 * spec.batch);
  for (std::size_t l = 0; l < 4; ++l) {
    const double expected = 1.5 + (3.0 - static_cast<double>(l));
    EXPECT_NEAR(theory[l].grad_rms * theory[l].grad_rms / (unit * unit), expected, 1e-9);
  }
  expect_theory(spec);
  spec.residual = true;
  EXPECT_TRUE(backward_theory(spec, spec.batch, 1).empty());
}

// The module's own recursion and MeanFieldLayer::chi: D_l = D_{l+1} chi_l n_{l+1} / n_l.
TEST(BackwardTheory, IsTheProductOfChi) {
  BackwardSpec spec = wide(Activation::erf, Initializer::he_normal, 64, 4);
  spec.network.widths = {64, 80, 32, 120, 50};
  spec.network.bias_std = 0.2;
  const auto theory = backward_theory(spec, 1, 1);
  const auto forward_theory = mean_field(spec.network);
  for (std::size_t l = 0; l + 1 < theory.size(); ++l) {
    const double ratio = theory[l].grad_rms / theory[l + 1].grad_rms;
    // chi has fan_in of the layer above; the gradient's mean square has its fan_out.
    const double expected =
        forward_theory[l].chi * spec.network.widths[l + 2] / spec.network.widths[l + 1];
    EXPECT_NEAR(ratio * ratio / expected, 1, 1e-12);
    EXPECT_NEAR(theory[l].q, forward_theory[l].q, 1e-12);
    EXPECT_NEAR(theory[l].std, forward_theory[l].std, 1e-12);
  }
}

TEST(BackwardTheory, NoneWhereNoneIsKnown) {
  BackwardSpec spec = wide(Activation::tanh, Initializer::xavier_normal, 20, 3);
  spec.norm = Normalization::batch;
  EXPECT_TRUE(backward_theory(spec, 10, 1).empty());
  spec.norm = Normalization::none;
  EXPECT_FALSE(backward_theory(spec, 10, 1).empty());
  spec.network.initializer.kind = Initializer::constant;
  EXPECT_TRUE(backward_theory(spec, 10, 1).empty());
}

TEST(BackwardTheory, KeepingGain) {
  BackwardSpec spec = wide(Activation::relu, Initializer::lecun_normal, 50, 4);
  spec.network.widths = {10, 50, 20, 90, 40};
  const auto gain = gradient_keeping_gain(spec);
  ASSERT_TRUE(gain);
  spec.network.initializer.gain = gain->gain;
  const auto theory = backward_theory(spec, 1, 1);
  EXPECT_NEAR(theory.front().grad_rms, theory.back().grad_rms, 1e-12);
  spec.network.widths.assign(5, 64);
  EXPECT_NEAR(gradient_keeping_gain(spec)->gain, std::sqrt(2.0), 1e-12);
  spec.network.activation = {Activation::tanh};
  EXPECT_NEAR(gradient_keeping_gain(spec)->gain, 1, 1e-12);
  spec.network.activation = {Activation::gelu};
  EXPECT_FALSE(gradient_keeping_gain(spec));
  spec.network.activation = {Activation::relu};
  spec.norm = Normalization::layer;
  EXPECT_FALSE(gradient_keeping_gain(spec));
}

// The notes' std = 1.0: median |tanh'| about 5e-13, rms gradient times 3.5 a layer (width 500,
// chi = 12.1). Fewer rows than the notes' thousand.
TEST(BackwardParadox, MedianDerivativeVanishesWhileTheRmsGradientGrows) {
  BackwardSpec spec = wide(Activation::tanh, Initializer::normal, 500, 10);
  spec.network.initializer.std = 1;
  spec.network.seed = 1;
  spec.batch = 40;
  Workspace workspace;
  const BackwardStatistics got = backward_pass(spec, spec.batch, workspace);
  const auto theory = backward_theory(spec, spec.batch, got.cotangent_rms);
  const double growth = std::pow(got.layers[0].grad_rms / got.layers[9].grad_rms, 1.0 / 9);
  EXPECT_NEAR(growth, 3.48, 0.25);
  EXPECT_NEAR(std::pow(theory[0].grad_rms / theory[9].grad_rms, 1.0 / 9), 3.48, 0.02);
  for (std::size_t l = 1; l < 10; ++l) {
    EXPECT_NEAR(std::log(got.layers[l].derivative_median / 5e-13), 0, std::log(3.0)) << l;
    EXPECT_NEAR(std::log(theory[l].derivative_median / 5e-13), 0, std::log(1.5)) << l;
  }
}

}  // namespace
}  // namespace initlab
