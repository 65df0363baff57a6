#include "core/training/tiny_training.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/training/unit_symmetry.h"

namespace initlab {
namespace {

TinyTrainingSpec with(TinyInit init) {
  TinyTrainingSpec spec;
  spec.init.kind = init;
  spec.rate = 0.3;
  return spec;
}

int orbits_at_end(const TinyTraining& training) {
  return count_orbits(training.snapshots.back().orbits);
}

TEST(TinyTraining, KeepsEvenlySpacedSnapshotsAndTheLast) {
  for (const int steps : {1, 7, 200, 201, 400, 4999, 5000}) {
    EXPECT_LE(count_snapshots(steps), max_snapshots) << steps;
    EXPECT_GE(count_snapshots(steps), std::min(steps + 1, max_snapshots / 2)) << steps;
  }
  TinyTrainingSpec spec = with(TinyInit::xavier_normal);
  spec.steps = 203;
  spec.hidden = 2;
  const TinyTraining training = train_tiny(spec);
  ASSERT_EQ(training.snapshots.size(), static_cast<std::size_t>(count_snapshots(203)));
  EXPECT_EQ(training.snapshots.front().step, 0u);
  EXPECT_EQ(training.snapshots[1].step, 2u);
  EXPECT_EQ(training.snapshots.back().step, 203u);
}

TEST(TinyTraining, OneStepOfGradientDescentByTheGradient) {
  TinyTrainingSpec spec = with(TinyInit::he_normal);
  spec.steps = 1;
  spec.batch = 10;
  const TinyTraining training = train_tiny(spec);
  const std::vector<double>& before = training.snapshots[0].weights;
  const std::vector<double>& after = training.snapshots[1].weights;
  std::vector<double> gradient(before.size());
  tiny_gradient(spec.act, before, make_toy_task(spec.task, spec.seed), {0, 10}, {}, gradient);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i], before[i] - 0.3 * gradient[i]);
  }
}

TEST(TinyTraining, ZeroWeightsMoveOnlyTheLastBias) {
  for (const OptimizerKind optimizer :
       {OptimizerKind::sgd, OptimizerKind::momentum, OptimizerKind::adam}) {
    for (const TinyActivation act : {TinyActivation::tanh, TinyActivation::relu}) {
      for (const double dropout : {0.0, 0.4}) {
        TinyTrainingSpec spec = with(TinyInit::zero);
        spec.optimizer = optimizer;
        spec.act = act;
        spec.dropout = dropout;
        spec.steps = 60;
        for (const TinySnapshot& snapshot : train_tiny(spec).snapshots) {
          EXPECT_TRUE(std::all_of(snapshot.weights.begin(), snapshot.weights.end() - 1,
                                  [](double w) { return w == 0.0; }));
          EXPECT_EQ(snapshot.moved[hidden_weights], 0.0);
          EXPECT_EQ(snapshot.moved[hidden_biases], 0.0);
          EXPECT_EQ(snapshot.moved[output_weights], 0.0);
          EXPECT_EQ(snapshot.moved[output_bias] > 0.0, snapshot.step > 0);
          EXPECT_EQ(snapshot.gradient[hidden_weights], 0.0);
          EXPECT_EQ(snapshot.gradient[output_weights], 0.0);
        }
      }
    }
  }
}

TEST(TinyTraining, ZeroWeightsReachTheBestConstant) {
  TinyTrainingSpec spec = with(TinyInit::zero);
  // The logistic regression of a constant: odds 40 to 24, loss the entropy of 5/8.
  const TinySnapshot last = train_tiny(spec).snapshots.back();
  EXPECT_NEAR(last.weights.back(), std::log(40.0 / 24.0), 1e-6);
  EXPECT_NEAR(last.loss, -0.625 * std::log(0.625) - 0.375 * std::log(0.375), 1e-9);
}

TEST(TinyTraining, ConstantWeightsActAsOneUnitToTheLastBit) {
  for (const ToyTaskKind task :
       {ToyTaskKind::xor_clusters, ToyTaskKind::moons, ToyTaskKind::sine}) {
    for (const TinyActivation act : {TinyActivation::tanh, TinyActivation::sigmoid}) {
      for (const int batch : {64, 10}) {
        TinyTrainingSpec spec = with(TinyInit::constant);
        spec.task = task;
        spec.act = act;
        spec.batch = batch;
        spec.steps = 150;
        spec.optimizer = OptimizerKind::adam;
        spec.rate = 0.05;
        const TinyTraining training = train_tiny(spec);
        for (const TinySnapshot& snapshot : training.snapshots) {
          EXPECT_EQ(snapshot.bitwise_distinct, 1);
          EXPECT_EQ(count_orbits(snapshot.orbits), 1);
        }
        EXPECT_EQ(training.broken_step, TinyTraining::never);
        EXPECT_EQ(training.bits_step, TinyTraining::never);
        EXPECT_GT(training.snapshots.back().moved[hidden_weights], 0.0) << "but it does learn";
      }
    }
  }
}

TEST(TinyTraining, NoiseBreaksTheSymmetryAtARecordedStep) {
  const TinyTrainingSpec spec = with(TinyInit::constant_noise);
  const TinyTraining training = train_tiny(spec);
  EXPECT_EQ(count_orbits(training.snapshots.front().orbits), 1);
  EXPECT_EQ(orbits_at_end(training), spec.hidden);
  ASSERT_GT(training.broken_step, 0);
  for (const TinySnapshot& snapshot : training.snapshots) {
    if (static_cast<std::int64_t>(snapshot.step) < training.broken_step) {
      EXPECT_EQ(count_orbits(snapshot.orbits), 1) << snapshot.step;
    }
  }
  // A thousandth of that noise grows too, only later.
  TinyTrainingSpec faint = spec;
  faint.init.epsilon = 1e-6;
  const TinyTraining late = train_tiny(faint);
  EXPECT_GT(late.broken_step, training.broken_step);
}

TEST(TinyTraining, DropoutBreaksTheSymmetryInTheFirstStep) {
  TinyTrainingSpec spec = with(TinyInit::constant);
  spec.dropout = 0.2;
  const TinyTraining training = train_tiny(spec);
  EXPECT_EQ(training.snapshots.front().bitwise_distinct, 1);
  EXPECT_EQ(training.bits_step, 1);
  EXPECT_EQ(orbits_at_end(training), spec.hidden);
  EXPECT_GT(training.broken_step, 0);
}

TEST(TinyTraining, RandomWeightsAreDistinctAllAlong) {
  for (const TinyInit init : {TinyInit::normal, TinyInit::xavier_normal, TinyInit::he_normal}) {
    const TinyTraining training = train_tiny(with(init));
    EXPECT_EQ(count_orbits(training.snapshots.front().orbits), 8);
    EXPECT_EQ(orbits_at_end(training), 8);
    EXPECT_EQ(training.broken_step, TinyTraining::never) << "there was nothing to break";
    EXPECT_LT(training.snapshots.back().loss, training.snapshots.front().loss);
  }
}

TEST(TinyTraining, TheTwinLearnsWhatTiedUnitsCannot) {
  const TinySnapshot last = train_tiny(with(TinyInit::constant)).snapshots.back();
  EXPECT_LT(last.twin_loss, 0.1 * last.loss);
}

/// The weights after some steps from `start`, by the core's own parts.
std::vector<double> trained(std::vector<double> weights, int steps) {
  const ToyTask task = make_toy_task(ToyTaskKind::xor_clusters, 4);
  Optimizer<double> optimizer(OptimizerKind::adam);
  std::vector<double> gradient(weights.size());
  for (int step = 0; step < steps; ++step) {
    tiny_gradient(TinyActivation::tanh, weights, task, {}, {}, gradient);
    optimizer.step(weights, gradient, 0.03);
  }
  return weights;
}

std::vector<double> swapped(std::vector<double> weights, std::size_t i, std::size_t j) {
  std::swap_ranges(weights.begin() + static_cast<std::ptrdiff_t>(tiny_entries * i),
                   weights.begin() + static_cast<std::ptrdiff_t>(tiny_entries * (i + 1)),
                   weights.begin() + static_cast<std::ptrdiff_t>(tiny_entries * j));
  return weights;
}

TEST(TinyTraining, SwappingUnitsSwapsTheResult) {
  const TinyInitSpec init{.kind = TinyInit::xavier_normal};
  // Two units: a sum of two numbers does not depend on their order.
  const std::vector<double> two = tiny_weights(init, 2, 8, 1);
  EXPECT_EQ(trained(swapped(two, 0, 1), 50), swapped(trained(two, 50), 0, 1));
  // More: to rounding, which 20 smooth steps amplify little.
  const std::vector<double> five = tiny_weights(init, 5, 8, 1);
  const std::vector<double> a = trained(swapped(five, 1, 4), 20);
  const std::vector<double> b = swapped(trained(five, 20), 1, 4);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-10);
}

TEST(TinyTraining, StopsWhereItDiverges) {
  TinyTrainingSpec spec = with(TinyInit::he_normal);
  spec.task = ToyTaskKind::sine;
  spec.act = TinyActivation::relu;
  spec.rate = 100.0;
  const TinyTraining training = train_tiny(spec);
  ASSERT_GT(training.diverged_step, 0);
  EXPECT_LT(training.diverged_step, spec.steps);
  EXPECT_EQ(training.snapshots.back().step, static_cast<std::uint64_t>(training.diverged_step));
  for (std::size_t i = 0; i + 1 < training.snapshots.size(); ++i) {
    EXPECT_TRUE(std::isfinite(training.snapshots[i].loss)) << i;
  }
}

TEST(TinyTraining, TheTwinMayDivergeAlone) {
  TinyTrainingSpec spec = with(TinyInit::zero);
  spec.task = ToyTaskKind::sine;
  spec.rate = 0.99;  // a bias alone is stable below 1
  const TinyTraining training = train_tiny(spec);
  EXPECT_EQ(training.diverged_step, TinyTraining::never);
  ASSERT_GT(training.twin_diverged_step, 0);
  EXPECT_TRUE(std::isnan(training.snapshots.back().twin_loss));
  EXPECT_TRUE(std::isfinite(training.snapshots.front().twin_loss));
}

TEST(TinyTraining, SameSpecSameBits) {
  TinyTrainingSpec spec = with(TinyInit::xavier_normal);
  spec.dropout = 0.3;
  spec.batch = 7;
  spec.steps = 50;
  EXPECT_EQ(train_tiny(spec).snapshots.back().weights, train_tiny(spec).snapshots.back().weights);
  TinyTrainingSpec other = spec;
  other.seed = 2;
  EXPECT_NE(train_tiny(spec).snapshots.back().weights, train_tiny(other).snapshots.back().weights);
}

}  // namespace
}  // namespace initlab
