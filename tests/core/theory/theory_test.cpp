// Quadrature, moments and the mean-field recursion.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>

#include "core/numbers/quadrature.h"
#include "core/reference.h"
#include "core/theory/mean_field.h"

namespace initlab {
namespace {

// The contract on quadrature, absolute.
constexpr double contract = 1e-8;
constexpr double pi = 3.14159265358979323846;

double second_moment(ActivationFunction f, double q) {
  const GaussianRule rule = gaussian_rule(q, kinks(f));
  return expectation(rule, [f](double u) { return value(f, u) * value(f, u); });
}

TEST(Quadrature, WeightsSumToOneAndNodesHaveVarianceQ) {
  for (double q = 1e-12; q < 1e13; q *= 10) {
    const GaussianRule rule = gaussian_rule(q, {});
    EXPECT_NEAR(expectation(rule, [](double) { return 1.0; }), 1, 1e-13) << q;
    EXPECT_NEAR(expectation(rule, [q](double u) { return u * u / q; }), 1, 1e-13) << q;
    EXPECT_NEAR(expectation(rule, [q](double u) { return u * u * u * u / (q * q); }), 3, 1e-12)
        << q;
    EXPECT_LT(rule.nodes.size(), 20000u);
  }
}

TEST(Quadrature, ReluIsExactAtEveryScale) {
  for (double q = 1e-12; q < 1e13; q *= 7) {
    EXPECT_NEAR(second_moment({Activation::relu}, q) / q, 0.5, 1e-13) << q;
  }
}

// E hard_tanh^2 = q (2 Phi(a) - 1 - 2 a pdf(a)) + 2 (1 - Phi(a)), a = 1 / sqrt(q).
TEST(Quadrature, HardTanhClosedForm) {
  for (double q = 1e-6; q < 1e13; q *= 5) {
    const double a = 1 / std::sqrt(q);
    const double pdf = std::exp(-a * a / 2) / std::sqrt(2 * pi);
    const double inside = std::erf(a / std::sqrt(2.0));
    const double expected = q * (inside - 2 * a * pdf) + (1 - inside);
    // The closed form itself cancels at large q: q * 1e-16 * a.
    EXPECT_NEAR(second_moment({Activation::hard_tanh}, q), expected, contract) << q;
    const GaussianRule rule = gaussian_rule(q, kinks({Activation::hard_tanh}));
    const double slope = expectation(rule, [](double u) {
      const double d = derivative({Activation::hard_tanh}, u);
      return d * d;
    });
    EXPECT_NEAR(slope, inside, 1e-12) << q;
  }
}

// Arcsine law: E erf(u)^2 = (2 / pi) asin(2q / (1 + 2q)); E erf'(u)^2 = (4 / pi) / sqrt(1 + 4q).
TEST(Quadrature, ErfArcsineLaw) {
  for (double q = 1e-6; q < 1e13; q *= 5) {
    // asin(2q / (1 + 2q)) without its loss of digits near 1.
    const double angle = std::atan2(2 * q, std::sqrt(1 + 4 * q));
    EXPECT_NEAR(second_moment({Activation::erf}, q), 2 / pi * angle, 1e-12) << q;
    const Moments m = gaussian_moments({Activation::erf}, q);
    EXPECT_NEAR(m.derivative_mean_square, 4 / pi / std::sqrt(1 + 4 * q), 1e-12) << q;
  }
}

// E tanh(u)^2 -> 1 - E|u|-like tail: at large q, 1 - E tanh^2 = E sech^2 -> 2 pdf(0) / sqrt(q), and
// E sech^4 -> (4/3) pdf(0) / sqrt(q), each with relative corrections below 1/q.
TEST(Quadrature, TanhAtHugeVariance) {
  for (const double q : {1e6, 1e9, 1e12}) {
    const Moments m = gaussian_moments({Activation::tanh}, q);
    const double density = 1 / std::sqrt(2 * pi * q);
    EXPECT_NEAR(1 - m.mean_square, 2 * density, 2 * density / q + 1e-13);
    EXPECT_NEAR(m.derivative_mean_square, 4.0 / 3 * density, density / q + 1e-15);
  }
}

TEST(Quadrature, ZeroVarianceIsTheValueAtZeroAndNonsenseIsEmpty) {
  EXPECT_DOUBLE_EQ(second_moment({Activation::sigmoid}, 0), 0.25);
  EXPECT_TRUE(gaussian_rule(-1, {}).nodes.empty());
  EXPECT_TRUE(gaussian_rule(std::numeric_limits<double>::infinity(), {}).nodes.empty());
  EXPECT_TRUE(gaussian_rule(std::nan(""), {}).nodes.empty());
  EXPECT_TRUE(std::isnan(gaussian_moments({Activation::tanh}, std::nan("")).mean_square));
  EXPECT_TRUE(std::isnan(
      gaussian_moments({Activation::relu}, std::numeric_limits<double>::infinity()).mean_square));
}

TEST(Moments, AgreeWithTheReferenceTable) {
  // Stated accuracy of the table is 1e-10, but for Mish's E phi'^2 given to 8 digits.
  constexpr double table = 1e-9;
  constexpr double table_mish = 1e-8;
  const auto json = test::read_reference("gaussian_moments.json");
  const struct {
    const char* name;
    Activation kind;
  } rows[] = {{"identity", Activation::identity},
              {"sigmoid", Activation::sigmoid},
              {"tanh", Activation::tanh},
              {"relu", Activation::relu},
              {"leaky_relu(0.01)", Activation::leaky_relu},
              {"elu(1)", Activation::elu},
              {"selu", Activation::selu},
              {"gelu", Activation::gelu},
              {"silu", Activation::silu},
              {"softplus", Activation::softplus},
              {"mish", Activation::mish},
              {"hard_tanh", Activation::hard_tanh},
              {"softsign", Activation::softsign},
              {"erf", Activation::erf},
              {"sin", Activation::sin}};
  EXPECT_EQ(std::size(rows), json["moments"].size());
  for (const auto& [name, kind] : rows) {
    const auto& expected = json["moments"][name];
    ASSERT_TRUE(expected.is_object()) << name;
    const Moments m = gaussian_moments(make_activation(kind), 1);
    EXPECT_NEAR(m.mean, expected["E_phi"].get<double>(), table) << name;
    EXPECT_NEAR(m.mean_square, expected["E_phi2"].get<double>(), table) << name;
    EXPECT_NEAR(std::sqrt(m.variance), expected["std"].get<double>(), table) << name;
    EXPECT_NEAR(m.derivative_mean_square, expected["E_dphi2"].get<double>(),
                kind == Activation::mish ? table_mish : table)
        << name;
  }
}

// The quadrature against itself with every panel cut in eight: for all functions and scales.
TEST(Moments, AreConverged) {
  for (int k = 0; k < activation_count; ++k) {
    const ActivationFunction f = make_activation(static_cast<Activation>(k));
    if (f.kind == Activation::sin || is_positively_homogeneous(f)) continue;
    for (const double q : {1e-8, 1e-2, 1.0, 30.0, 500.0, 1e5, 1e9}) {
      std::vector<double> cuts(kinks(f).begin(), kinks(f).end());
      const GaussianRule coarse = gaussian_rule(q, cuts);
      for (double u = 0.11; u < 10 * std::sqrt(q); u += 0.05 + 0.02 * u) {
        cuts.push_back(u);
        cuts.push_back(-u);
      }
      const GaussianRule fine = gaussian_rule(q, cuts);
      for (const bool slope : {false, true}) {
        const auto square = [f, slope](double u) {
          const double y = slope ? derivative(f, u) : value(f, u);
          return y * y;
        };
        const double expected = expectation(fine, square);
        EXPECT_NEAR(expectation(coarse, square), expected, 1e-11 * (1 + expected))
            << k << " q " << q;
      }
    }
  }
}

NetworkSpec preset(Initializer kind, Activation activation) {
  NetworkSpec spec;
  spec.widths.assign(11, 500);
  spec.activation = make_activation(activation);
  spec.initializer.kind = kind;
  return spec;
}

NetworkSpec named_preset(const std::string& name) {
  if (name == "small" || name == "large") {
    NetworkSpec spec = preset(Initializer::normal, Activation::tanh);
    spec.initializer.std = name == "small" ? 0.01 : 1;
    return spec;
  }
  if (name == "xavier-tanh") return preset(Initializer::xavier_normal, Activation::tanh);
  if (name == "xavier-relu") return preset(Initializer::xavier_normal, Activation::relu);
  return preset(Initializer::he_normal, Activation::relu);
}

TEST(MeanField, AgreesWithTheReferencePredictions) {
  const auto json = test::read_reference("mean_field.json");
  ASSERT_EQ(json["cases"].size(), 5u);
  for (const auto& expected : json["cases"]) {
    const auto name = expected["preset"].get<std::string>();
    const auto layers = mean_field(named_preset(name));
    ASSERT_EQ(layers.size(), 10u);
    double ratio = 1;
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const auto& row = expected["layers"][l];
      EXPECT_NEAR(layers[l].mean, row["mean"].get<double>(), contract) << name << l;
      // Relative: the small preset's std falls to 3e-7.
      EXPECT_NEAR(layers[l].std / row["std"].get<double>(), 1, contract) << name << l;
      EXPECT_NEAR(layers[l].chi / row["chi"].get<double>(), 1, contract) << name << l;
      if (l + 1 < layers.size()) ratio *= layers[l].chi;
    }
    EXPECT_NEAR(std::sqrt(ratio) / expected["grad_rms_ratio_first_last"].get<double>(), 1, contract)
        << name;
  }
}

TEST(MeanField, UsesEachLayersOwnFans) {
  NetworkSpec spec = preset(Initializer::xavier_normal, Activation::relu);
  spec.widths = {100, 300, 50};
  spec.bias_std = 0.5;
  const auto layers = mean_field(spec, 2.0);
  const double q1 = 100 * 2.0 / 400 * 2.0 + 0.25;
  EXPECT_DOUBLE_EQ(layers[0].q, q1);
  EXPECT_DOUBLE_EQ(layers[0].chi, 300 * 2.0 / 350 * 0.5);
  EXPECT_DOUBLE_EQ(layers[1].q, 300 * 2.0 / 350 * q1 / 2 + 0.25);
  EXPECT_DOUBLE_EQ(layers[1].chi, 300 * 2.0 / 350 * 0.5);
}

TEST(MeanField, ZerosGiveTheValueAtZero) {
  const auto layers = mean_field(preset(Initializer::zeros, Activation::sigmoid));
  EXPECT_DOUBLE_EQ(layers[4].mean, 0.5);
  EXPECT_EQ(layers[4].std, 0);
}

TEST(SizeKeepingGain, HomogeneousOddAndSelu) {
  const auto gain = [](Initializer i, Activation a) -> std::optional<double> {
    const auto keeping = size_keeping_gain(preset(i, a));
    if (!keeping) return std::nullopt;
    return keeping->gain;
  };
  EXPECT_NEAR(*gain(Initializer::xavier_normal, Activation::relu), std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(*gain(Initializer::he_normal, Activation::relu), 1, 1e-12);
  EXPECT_NEAR(*gain(Initializer::lecun_uniform, Activation::leaky_relu), std::sqrt(2 / (1 + 1e-4)),
              1e-12);
  EXPECT_NEAR(*gain(Initializer::lecun_normal, Activation::identity), 1, 1e-12);
  EXPECT_NEAR(*gain(Initializer::xavier_normal, Activation::tanh), 1, 1e-12);
  EXPECT_NEAR(*gain(Initializer::xavier_normal, Activation::erf), std::sqrt(pi) / 2, 1e-12);
  EXPECT_NEAR(*gain(Initializer::orthogonal, Activation::tanh), 1, 1e-12);
  EXPECT_NEAR(*gain(Initializer::lecun_normal, Activation::selu), 1, 1e-12);
  EXPECT_NEAR(*gain(Initializer::normal, Activation::identity), 1 / (0.01 * std::sqrt(500.0)),
              1e-10);
  EXPECT_FALSE(gain(Initializer::xavier_normal, Activation::sigmoid).has_value());
  EXPECT_FALSE(gain(Initializer::zeros, Activation::relu).has_value());
  EXPECT_FALSE(gain(Initializer::constant, Activation::relu).has_value());
  NetworkSpec biased = preset(Initializer::he_normal, Activation::relu);
  biased.bias_std = 0.1;
  EXPECT_FALSE(size_keeping_gain(biased).has_value());
}

// What the gain promises: with unequal layers, the last layer's mean square is the input's.
TEST(SizeKeepingGain, KeepsTheMeanSquare) {
  NetworkSpec spec = preset(Initializer::xavier_normal, Activation::prelu);
  spec.widths = {100, 300, 50, 70};
  spec.initializer.gain = 3;  // not part of the answer
  spec.initializer.gain = size_keeping_gain(spec)->gain;
  const auto layers = mean_field(spec);
  EXPECT_NEAR(layers[2].std * layers[2].std + layers[2].mean * layers[2].mean, 1, 1e-12);
}

TEST(SizeKeepingGain, IsCriticalForSmallOddSignals) {
  for (const Activation kind : {Activation::tanh, Activation::erf, Activation::softsign,
                                Activation::hard_tanh, Activation::sin}) {
    NetworkSpec spec = preset(Initializer::lecun_normal, kind);
    spec.initializer.gain = size_keeping_gain(spec)->gain;
    // softsign's derivative falls linearly from 0: E phi'^2 = 1 - 4 E|u| there.
    EXPECT_NEAR(mean_field(spec, 1e-12)[0].chi, 1, 5e-6) << static_cast<int>(kind);
  }
}

}  // namespace
}  // namespace initlab
