// Mean-field theory of weights that are not independent, and where theory ends.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "core/numbers/quadrature.h"
#include "core/theory/backward_theory.h"
#include "core/theory/mean_field.h"
#include "core/theory/softmax_error.h"

namespace initlab {
namespace {

NetworkSpec network(Initializer init, Activation act, int width, int depth) {
  NetworkSpec spec;
  spec.widths.assign(static_cast<std::size_t>(depth) + 1, width);
  spec.initializer.kind = init;
  spec.activation = make_activation(act);
  return spec;
}

// NumPy, with the engine's own random numbers: width 500, depth 10, 100 rows, one seed. A seed
// strays by less than 1 % (identity: exactly orthogonal, but for the rows' own norms).
TEST(LooksLinear, MeasuredStdsOfLayerTen) {
  struct Case {
    Activation act;
    double measured;
  };
  for (const Case& c : {Case{Activation::identity, 507.3}, Case{Activation::tanh, 0.7293},
                        Case{Activation::sigmoid, 3.840e-4}, Case{Activation::gelu, 0.5823},
                        Case{Activation::prelu, 4.907}, Case{Activation::softplus, 0.5161}}) {
    const auto layers = mean_field(network(Initializer::looks_linear, c.act, 500, 10));
    EXPECT_NEAR(layers.back().std / c.measured, 1, 0.011) << static_cast<int>(c.act);
  }
}

// Identity: phi(u) - phi(-u) = 2u, so the std doubles a layer. ReLU: u itself, as the paper has it,
// with std^2 = q (1/2 - 1 / 2 pi).
TEST(LooksLinear, ClosedForms) {
  EXPECT_NEAR(
      mean_field(network(Initializer::looks_linear, Activation::identity, 500, 10)).back().std, 512,
      1e-9);
  const auto relu = mean_field(network(Initializer::looks_linear, Activation::relu, 500, 10));
  EXPECT_NEAR(relu.back().std, std::sqrt(0.5 - 0.5 / std::numbers::pi), 1e-12);
  // Unequal layers: what comes in is spread over the pairs there are; odd layers leave a unit at 0.
  NetworkSpec spec = network(Initializer::looks_linear, Activation::identity, 1, 3);
  spec.widths = {30, 10, 41, 7};
  const auto layers = mean_field(spec);
  EXPECT_NEAR(layers[0].std, 1, 1e-12);  // 30 / max(30, 5)
  EXPECT_NEAR(layers[1].std * layers[1].std, 4.0 * 5 / 20 * 40 / 41, 1e-12);
  EXPECT_NEAR(layers[2].std * layers[2].std, 4.0 * (4.0 * 5 / 20) * 6 / 7, 1e-12);
}

TEST(LooksLinear, NoTheoryWithBiases) {
  NetworkSpec spec = network(Initializer::looks_linear, Activation::tanh, 100, 3);
  spec.bias_std = 0.1;
  EXPECT_TRUE(mean_field(spec).empty());
  BackwardSpec back;
  back.network = spec;
  EXPECT_TRUE(backward_theory(back, 10, 1).empty());
  EXPECT_EQ(backward_theory_gap(back), TheoryGap::biased_pairs);
}

TEST(LooksLinear, GainsThatKeep) {
  for (const Activation act : {Activation::identity, Activation::prelu, Activation::relu}) {
    NetworkSpec spec = network(Initializer::looks_linear, act, 100, 5);
    const auto gain = size_keeping_gain(spec);
    ASSERT_TRUE(gain);
    EXPECT_EQ(gain->kind, KeepingGain::Kind::exact);
    spec.initializer.gain = gain->gain;
    const MeanFieldLayer last = mean_field(spec).back();
    EXPECT_NEAR(last.std * last.std + last.mean * last.mean, 1, 1e-12);
    BackwardSpec back;
    back.network = spec;
    const auto back_gain = gradient_keeping_gain(back);
    ASSERT_TRUE(back_gain);
    back.network.initializer.gain = back_gain->gain;
    const auto theory = backward_theory(back, 1, 1);
    EXPECT_NEAR(theory.front().grad_rms, theory.back().grad_rms, 1e-12);
  }
  // A layer passes 2 phi'(0) u on: critical at 1/2 and not at 1.
  const auto tanh = size_keeping_gain(network(Initializer::looks_linear, Activation::tanh, 100, 5));
  ASSERT_TRUE(tanh);
  EXPECT_NEAR(tanh->gain, 0.5, 1e-12);
  EXPECT_EQ(tanh->kind, KeepingGain::Kind::critical);
  EXPECT_FALSE(size_keeping_gain(network(Initializer::looks_linear, Activation::selu, 100, 5)));
}

TEST(UnequalLayers, AGainSaysOnlyWhatIsSo) {
  NetworkSpec selu = network(Initializer::xavier_normal, Activation::selu, 1, 5);
  EXPECT_TRUE(size_keeping_gain(network(Initializer::xavier_normal, Activation::selu, 40, 5)));
  selu.widths = {200, 20, 200, 20, 200, 20};
  EXPECT_FALSE(size_keeping_gain(selu)) << "its fixed point is each layer's";
  NetworkSpec tanh = selu;
  tanh.activation = make_activation(Activation::tanh);
  EXPECT_EQ(size_keeping_gain(tanh)->kind, KeepingGain::Kind::on_whole);
  tanh.widths.assign(6, 20);
  EXPECT_EQ(size_keeping_gain(tanh)->kind, KeepingGain::Kind::critical);
}

// E phi^2 where z ~ N(0, s), s ~ chi^2_15 / 15: the density of s by Simpson's rule.
double mixed_mean_square(ActivationFunction function) {
  constexpr double degrees = 15;
  constexpr int panels = 2000;
  constexpr double end = 8;
  double sum = 0;
  for (int i = 1; i < panels; ++i) {
    const double s = end * i / panels;
    const double x = degrees * s;
    const double density =
        degrees * std::exp((0.5 * degrees - 1) * std::log(x) - 0.5 * x -
                           0.5 * degrees * std::numbers::ln2 - std::lgamma(0.5 * degrees));
    sum += (i % 2 == 0 ? 2.0 : 4.0) * density * gaussian_moments(function, s).mean_square;
  }
  return sum * end / panels / 3;
}

TEST(Sparse, FirstLayerIsAScaleMixture) {
  for (const Activation act : {Activation::tanh, Activation::hard_tanh, Activation::erf,
                               Activation::softsign, Activation::sin}) {
    const ActivationFunction function = make_activation(act);
    const auto layers = mean_field(network(Initializer::sparse, act, 500, 1));
    EXPECT_NEAR(layers[0].std, std::sqrt(mixed_mean_square(function)), 1e-5)
        << static_cast<int>(act);
  }
  // E |z| of ReLU's mean: sqrt(2/15) Gamma(8) / Gamma(7.5), halved, times E |u|.
  const double scale = std::sqrt(2.0 / 15) * std::exp(std::lgamma(8) - std::lgamma(7.5));
  EXPECT_NEAR(mean_field(network(Initializer::sparse, Activation::relu, 500, 1))[0].mean,
              0.5 * scale * std::sqrt(2 / std::numbers::pi), 1e-5);
}

// The exact limit of layer 1, and what NumPy measured at widths 500, 2000 and 4096 within its
// noise.
TEST(Sparse, KnownNumbers) {
  const auto tanh = mean_field(network(Initializer::sparse, Activation::tanh, 500, 1));
  EXPECT_NEAR(tanh[0].std, 0.61895, 5e-6);
  const auto ratio = [](Activation act, double gain, std::size_t layer) {
    NetworkSpec spec = network(Initializer::sparse, act, 1600, 6);
    spec.initializer.gain = gain;
    const double mixed = mean_field(spec)[layer].std;
    spec.initializer.kind = Initializer::lecun_normal;
    return mixed / mean_field(spec)[layer].std - 1;
  };
  EXPECT_NEAR(ratio(Activation::hard_tanh, 1, 0), -0.0157, 5e-5);
  EXPECT_NEAR(ratio(Activation::sigmoid, 3, 0), -0.0125, 5e-5);
  // One set of seeds; layer 6 strays by 1.5 %.
  const double gelu[] = {0.009, 0.040, 0.084, 0.112, 0.126, 0.121};
  for (std::size_t l = 0; l < 6; ++l)
    EXPECT_NEAR(ratio(Activation::gelu, 1, l), gelu[l], 0.02) << l;
}

// A law of few weights keeps the variance, and its fourth moment by hand: of k weights from N(0,
// 1/k) on a with kurtosis 3, kurtosis 3 (1 + 2 / k).
TEST(Sparse, MomentsOfFewWeights) {
  for (const int k : {1, 2, 5, 15}) {
    const PreactivationLaw law = few_weights_law({Activation::identity}, {{1, 1}}, k, 1.0 / k, 0);
    double share = 0;
    double square = 0;
    for (const NormalPart& part : law) {
      share += part.share;
      square += part.share * part.variance * part.variance;
    }
    EXPECT_NEAR(share, 1, 1e-12);
    EXPECT_NEAR(variance_of(law), 1, 1e-12);
    EXPECT_NEAR(square, 1 + 2.0 / k, 1e-9);
  }
  const PreactivationLaw silent = few_weights_law({Activation::relu}, {{1, 0}}, 15, 1, 0.25);
  EXPECT_EQ(variance_of(silent), 0.25);
}

TEST(MedianMagnitude, OfANormalAndOfAMixture) {
  EXPECT_NEAR(median_magnitude({{1, 4}}), 2 * 0.67448975019608174, 1e-12);
  const double median = median_magnitude({{0.25, 1}, {0.75, 9}});
  EXPECT_NEAR(0.25 * std::erf(median / std::sqrt(2.0)) + 0.75 * std::erf(median / std::sqrt(18.0)),
              0.5, 1e-12);
}

// Two outputs: sum p^2 - 1/2 = tanh^2((a_1 - a_2) / 2) / 2, a_1 - a_2 ~ N(0, 2q).
TEST(SoftmaxConcentration, TwoOutputsInClosedForm) {
  for (const double q : {1e-4, 0.1, 1.0, 9.0}) {
    const GaussianRule rule = gaussian_rule(2 * q, {});
    const double expected =
        expectation(rule, [](double d) { return std::pow(std::tanh(d / 2), 2); });
    EXPECT_NEAR(softmax_concentration({Activation::identity}, {{1, q}}, 2), expected, 1e-9) << q;
  }
  EXPECT_EQ(softmax_concentration({Activation::tanh}, {{1, 1}}, 1), 0);
  EXPECT_NEAR(softmax_concentration({Activation::tanh}, {{1, 0}}, 50), 0, 1e-9);
}

BackwardSpec entropic(double gain, int depth, bool residual) {
  BackwardSpec spec;
  spec.network = network(Initializer::he_normal, Activation::relu, 400, depth);
  spec.network.initializer.gain = gain;
  spec.loss = Loss::cross_entropy;
  spec.batch = 64;
  spec.residual = residual;
  return spec;
}

// Measured over theory at layer 4, NumPy: +0.2 % at gain 1, +15 to +20 % at 1.5 to 3, +18.5 % with
// skips.
TEST(CrossEntropy, NoTheoryWhereFewOutputsTakeAll) {
  EXPECT_EQ(backward_theory_gap(entropic(1, 4, false)), TheoryGap::none);
  for (const double gain : {1.5, 2.0, 3.0}) {
    EXPECT_EQ(backward_theory_gap(entropic(gain, 4, false)), TheoryGap::concentrated) << gain;
    EXPECT_TRUE(backward_theory(entropic(gain, 4, false), 64, 1e-3).empty()) << gain;
  }
  EXPECT_EQ(backward_theory_gap(entropic(1, 5, true)), TheoryGap::concentrated);
}

TEST(CrossEntropy, TheoryHoldsWhereSoftmaxIsNearlyEven) {
  BackwardSpec spec = entropic(1, 4, false);
  Workspace workspace;
  double ratio = 0;
  constexpr int seeds = 4;
  for (int seed = 900; seed < 900 + seeds; ++seed) {
    spec.network.seed = static_cast<std::uint64_t>(seed);
    const BackwardStatistics got = backward_pass(spec, 64, workspace);
    const auto theory = backward_theory(spec, 64, got.cotangent_rms);
    ASSERT_EQ(theory.size(), 4u);
    ratio += got.layers[3].grad_rms / theory[3].grad_rms / seeds;
  }
  // 64 rows whose one label's unit is alive or not: sqrt(1 / (4 * 256)) of the rms.
  EXPECT_NEAR(ratio, 1, 4.0 / 32);
}

TEST(BackwardGaps, AreNamed) {
  BackwardSpec spec;
  spec.network = network(Initializer::sparse, Activation::tanh, 40, 3);
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::none);
  spec.loss = Loss::mse;
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::special_weights);
  spec.network.initializer.kind = Initializer::he_normal;
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::none);
  spec.residual = true;
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::error_with_skips);
  spec.loss = Loss::random;
  spec.norm = Normalization::batch;
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::batch_norm);
  spec.norm = Normalization::none;
  spec.network.initializer.kind = Initializer::identity;
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::fixed_weights);
  spec.network.initializer.kind = Initializer::code;
  spec.network.initializer.code = "np.random.randn(fan_in, fan_out)*0.05 + (layer-1)*0.02";
  EXPECT_EQ(backward_theory_gap(spec), TheoryGap::drawn_weights);
}

std::size_t described(const char* code, Activation act = Activation::relu, int width = 200) {
  NetworkSpec spec = network(Initializer::code, act, width, 4);
  spec.initializer.code = code;
  return mean_field(spec).size();
}

TEST(CodeTheory, EndsAtTheFirstLayerItDoesNotDescribe) {
  EXPECT_EQ(described("np.random.randn(fan_in, fan_out) * 0.05"), 4u);
  EXPECT_EQ(described("nn.init.orthogonal_(W)"), 4u);
  EXPECT_EQ(described("uniform(-1, 1, (fan_in, fan_out))"), 4u);
  EXPECT_EQ(described("np.random.randn(fan_in, fan_out)*0.05 + (layer-1)*0.02"), 1u);
  EXPECT_EQ(described("rand(fan_in, fan_out)"), 0u);
  EXPECT_EQ(described("0.05*randn(fan_in, fan_out) + np.eye(fan_in, fan_out)"), 0u);
  // 20 of 200 weights a unit: its size stays random, as with sparse.
  EXPECT_EQ(described("nn.init.sparse_(W, sparsity=0.95)"), 0u);
}

}  // namespace
}  // namespace initlab
