#include "core/training/tiny_mlp.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/training/optimizer.h"

namespace initlab {
namespace {

constexpr TinyActivation activations[] = {TinyActivation::tanh, TinyActivation::sigmoid,
                                          TinyActivation::relu, TinyActivation::silu};
constexpr ToyTaskKind tasks[] = {ToyTaskKind::xor_clusters, ToyTaskKind::moons, ToyTaskKind::sine};

std::vector<double> random_weights(int hidden, std::uint64_t seed) {
  std::vector<double> weights =
      tiny_weights({.kind = TinyInit::normal, .std = 0.8}, hidden, seed, 1);
  const Stream stream{seed, Purpose::bias, 1};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0.0) weights[i] = stream.uniform(i) - 0.5;  // biases too
  }
  return weights;
}

TEST(ToyTask, HasTwoUnequalClassesThatSumsCannotCancel) {
  for (const ToyTaskKind kind : {ToyTaskKind::xor_clusters, ToyTaskKind::moons}) {
    const ToyTask task = make_toy_task(kind, 3);
    ASSERT_EQ(task.points.size(), static_cast<std::size_t>(toy_points));
    EXPECT_TRUE(task.classification);
    double sum = 0.0;
    for (const ToyPoint& point : task.points) {
      EXPECT_EQ(std::abs(point.target), 1.0);
      EXPECT_LT(std::max(std::abs(point.x), std::abs(point.y)), 2.5);
      sum += point.target;
    }
    EXPECT_EQ(sum, 16.0) << "40 against 24";
  }
}

TEST(ToyTask, TheXorClassIsTheSignOfTheProduct) {
  int right = 0;
  for (const ToyPoint& point : make_toy_task(ToyTaskKind::xor_clusters, 1).points) {
    if ((point.x * point.y > 0.0) == (point.target > 0.0)) ++right;
  }
  EXPECT_GE(right, 63) << "the clusters are four standard deviations from the axes";
}

TEST(ToyTask, TheSineIsWhatItsFormulaSays) {
  const ToyTask task = make_toy_task(ToyTaskKind::sine, 9);
  EXPECT_FALSE(task.classification);
  for (const ToyPoint& point : task.points) {
    // portable::sin_near is within 2e-10 of the sine.
    EXPECT_NEAR(point.target, std::sin(2.0 * point.x) + 0.5 * point.y + 0.25, 1e-9);
  }
}

TEST(ToyTask, OtherSeedsHaveOtherPoints) {
  EXPECT_NE(make_toy_task(ToyTaskKind::moons, 1).points[0].x,
            make_toy_task(ToyTaskKind::moons, 2).points[0].x);
}

TEST(TinyMlp, ActivationsAreThoseOfTheStandardLibrary) {
  for (double z = -6.0; z <= 6.0; z += 0.37) {
    const double s = 1.0 / (1.0 + std::exp(-z));
    // portable::exp is within 1e-11 relative, tanh within 3e-11.
    EXPECT_NEAR(tiny_value(TinyActivation::tanh, z), std::tanh(z), 1e-10);
    EXPECT_NEAR(tiny_value(TinyActivation::sigmoid, z), s, 1e-10);
    EXPECT_NEAR(tiny_value(TinyActivation::silu, z), z * s, 1e-9);
    EXPECT_EQ(tiny_value(TinyActivation::relu, z), std::max(z, 0.0));
  }
  EXPECT_EQ(tiny_value(TinyActivation::tanh, 0.0), 0.0) << "zero weights rely on it";
  EXPECT_TRUE(std::isnan(tiny_value(TinyActivation::relu, std::nan(""))));
}

TEST(TinyMlp, DerivativesAreSlopes) {
  for (const TinyActivation act : activations) {
    for (double z = -3.05; z <= 3.0; z += 0.3) {
      const double h = 1e-4;
      const double slope = (tiny_value(act, z + h) - tiny_value(act, z - h)) / (2.0 * h);
      // Truncation h^2 |f'''| / 6 < 4e-9, rounding 1e-10 / h.
      EXPECT_NEAR(tiny_derivative(act, z), slope, 2e-6) << static_cast<int>(act) << ' ' << z;
    }
  }
}

TEST(TinyMlp, OutputByHand) {
  // Two units: relu(1 + 2 - .5) * 3 + relu(-1 ...) = 0, and a bias.
  const std::vector<double> weights = {1, 1, -0.5, 3, -1, -1, 0, 7, 0.25};
  EXPECT_EQ(tiny_output(TinyActivation::relu, weights, 1.0, 2.0), 7.75);
}

TEST(TinyMlp, LossesByHand) {
  ToyTask task;
  task.points = {{0, 0, 1}, {0, 0, -1}};
  const std::vector<double> weights = {0, 0, 0, 0, 2.0};  // outputs 2 everywhere
  const double expected = 0.5 * (std::log1p(std::exp(-2.0)) + std::log1p(std::exp(2.0)));
  EXPECT_NEAR(tiny_loss(TinyActivation::tanh, weights, task), expected, 1e-10);
  task.classification = false;
  EXPECT_EQ(tiny_loss(TinyActivation::tanh, weights, task), 5.0);  // (1 + 9) / 2
}

TEST(TinyMlp, LossesOfExtremeOutputsAreFinite) {
  ToyTask task;
  task.points = {{0, 0, -1}};
  const std::vector<double> weights = {0, 0, 0, 0, 1e6};
  EXPECT_NEAR(tiny_loss(TinyActivation::tanh, weights, task), 1e6, 1.0);
}

TEST(TinyMlp, GradientsAgreeWithFiniteDifferences) {
  for (const ToyTaskKind kind : tasks) {
    const ToyTask task = make_toy_task(kind, 5);
    for (const TinyActivation act : activations) {
      std::vector<double> weights = random_weights(5, 17);
      std::vector<double> gradient(weights.size());
      tiny_gradient(act, weights, task, {}, {}, gradient);
      for (std::size_t i = 0; i < weights.size(); ++i) {
        const double h = 1e-5;
        std::vector<double> moved = weights;
        moved[i] += h;
        const double above = tiny_loss(act, moved, task);
        moved[i] -= 2.0 * h;
        const double below = tiny_loss(act, moved, task);
        // Rounding of the portable functions, 1e-11 / h, dominates; a kink of ReLU may lie within h
        // of a point, which 64 points at this seed do not show.
        EXPECT_NEAR(gradient[i], (above - below) / (2.0 * h), 2e-5)
            << static_cast<int>(kind) << ' ' << static_cast<int>(act) << ' ' << i;
      }
    }
  }
}

TEST(TinyMlp, MinibatchesAddUpToTheWhole) {
  const ToyTask task = make_toy_task(ToyTaskKind::moons, 2);
  const std::vector<double> weights = random_weights(4, 3);
  std::vector<double> whole(weights.size());
  std::vector<double> part(weights.size());
  std::vector<double> sum(weights.size());
  tiny_gradient(TinyActivation::tanh, weights, task, {}, {}, whole);
  for (int first = 16; first < 80; first += 16) {  // the last one goes round the end
    tiny_gradient(TinyActivation::tanh, weights, task, {first, 16}, {}, part);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += 0.25 * part[i];
  }
  for (std::size_t i = 0; i < sum.size(); ++i) EXPECT_NEAR(sum[i], whole[i], 1e-14);
}

TEST(TinyMlp, InitializersHaveTheirVariances) {
  // Many networks of 32 units: 64 incoming weights each. Relative error of a variance from n values
  // is sqrt(2 / n) = .6 %; five of them.
  const auto variance = [](TinyInitSpec init, TinyEntry entry) {
    double sum = 0.0;
    int count = 0;
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
      const std::vector<double> weights = tiny_weights(init, 32, seed, 1);
      for (std::size_t j = 0; j < 32; ++j) {
        const double w = weights[tiny_entries * j + entry];
        sum += w * w;
        ++count;
      }
    }
    return sum / count;
  };
  EXPECT_NEAR(variance({.kind = TinyInit::xavier_normal}, tiny_w_x) / (2.0 / 34.0), 1.0, 0.04);
  EXPECT_NEAR(variance({.kind = TinyInit::xavier_normal}, tiny_out) / (2.0 / 33.0), 1.0, 0.04);
  EXPECT_NEAR(variance({.kind = TinyInit::he_normal}, tiny_w_y), 1.0, 0.04);
  EXPECT_NEAR(variance({.kind = TinyInit::he_normal}, tiny_out) / (2.0 / 32.0), 1.0, 0.04);
  EXPECT_NEAR(variance({.kind = TinyInit::normal, .std = 0.3}, tiny_w_x) / 0.09, 1.0, 0.04);
}

TEST(TinyMlp, FixedInitializersAndBiases) {
  for (const double weight : tiny_weights({.kind = TinyInit::zero}, 3, 1, 1))
    EXPECT_EQ(weight, 0.0);
  const std::vector<double> weights =
      tiny_weights({.kind = TinyInit::constant, .value = -0.25}, 3, 1, 1);
  EXPECT_EQ(weights, (std::vector<double>{-0.25, -0.25, 0, -0.25, -0.25, -0.25, 0, -0.25, -0.25,
                                          -0.25, 0, -0.25, 0}));
  const std::vector<double> noisy =
      tiny_weights({.kind = TinyInit::constant_noise, .value = 0.5, .epsilon = 1e-3}, 3, 1, 1);
  EXPECT_NE(noisy[tiny_w_x], noisy[tiny_w_y]);
  EXPECT_NEAR(noisy[tiny_out], 0.5, 0.007) << "normals stay within 6.66";
  EXPECT_EQ(noisy[tiny_bias], 0.0);
}

TEST(TinyMlp, DropoutKeepsItsShareAndScales) {
  // The output weight's gradient of a unit that is always on (relu(1) = 1) is the mean over points
  // of slope * factor: with one point it shows the factor itself.
  ToyTask task;
  task.classification = false;
  task.points = {{0, 0, 0}};
  constexpr int hidden = 6;
  std::vector<double> weights(static_cast<std::size_t>(tiny_size(hidden)), 0.0);
  for (std::size_t j = 0; j < hidden; ++j) weights[tiny_entries * j + tiny_bias] = 1.0;
  weights.back() = 0.5;  // slope 1
  std::vector<double> gradient(weights.size());
  int kept = 0;
  constexpr int steps = 2000;
  for (int step = 0; step < steps; ++step) {
    const DropoutDraw dropout{0.25, {7, Purpose::dropout, 0}, static_cast<std::uint64_t>(step)};
    tiny_gradient(TinyActivation::relu, weights, task, {0, 1}, dropout, gradient);
    for (std::size_t j = 0; j < hidden; ++j) {
      const double factor = gradient[tiny_entries * j + tiny_out];
      EXPECT_TRUE(factor == 0.0 || factor == 1.0 / 0.75) << factor;
      if (factor > 0.0) ++kept;
    }
  }
  // 12000 draws: standard deviation of the share .004, four of them.
  EXPECT_NEAR(static_cast<double>(kept) / (steps * hidden), 0.75, 0.016);
}

/// f(w) = the sum of w^2 / 2 has the gradient w: two steps by hand from w = (1, -2), rate .1.
std::vector<double> two_steps(OptimizerKind kind) {
  std::vector<double> weights = {1.0, -2.0};
  Optimizer<double> optimizer(kind);
  for (int step = 0; step < 2; ++step) {
    std::vector<double> gradient = weights;
    optimizer.step(weights, gradient, 0.1);
  }
  return weights;
}

TEST(Optimizer, SgdByHand) {
  const std::vector<double> w = two_steps(OptimizerKind::sgd);
  EXPECT_NEAR(w[0], 0.81, 1e-15);
  EXPECT_NEAR(w[1], -1.62, 1e-15);
}

TEST(Optimizer, MomentumByHand) {
  // m = 1, w = .9; m = .9 + .9 = 1.8, w = .72.
  const std::vector<double> w = two_steps(OptimizerKind::momentum);
  EXPECT_NEAR(w[0], 0.72, 1e-15);
  EXPECT_NEAR(w[1], -1.44, 1e-15);
}

TEST(Optimizer, AdamByHand) {
  // Step 1: mean and root of the square are g: w = 1 - .1 / (1 + 1e-8). Step 2 with g = .9:
  // m = .09 + .09 = .18, / .19; v = .000999 + .00081 = .001809, / .001999.
  const std::vector<double> w = two_steps(OptimizerKind::adam);
  const double first = 1.0 - 0.1 / (1.0 + 1e-8);
  const double m = 0.9 * 0.1 + 0.1 * first;
  const double v = 0.999 * 0.001 + 0.001 * first * first;
  EXPECT_NEAR(w[0], first - 0.1 * (m / 0.19) / (std::sqrt(v / 0.001999) + 1e-8), 1e-12);
  // Adam's step hardly depends on the size of the gradient.
  EXPECT_NEAR(w[1], -1.8, 0.002);
}

TEST(Optimizer, NothingMovesWithoutAGradient) {
  for (const OptimizerKind kind :
       {OptimizerKind::sgd, OptimizerKind::momentum, OptimizerKind::adam}) {
    std::vector<double> weights = {0.0, 3.0};
    Optimizer<double> optimizer(kind);
    for (int step = 0; step < 3; ++step) {
      std::vector<double> gradient = {0.0, -0.0};
      optimizer.step(weights, gradient, 1.0);
    }
    EXPECT_EQ(weights, (std::vector<double>{0.0, 3.0}));
  }
}

}  // namespace
}  // namespace initlab
