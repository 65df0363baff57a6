// What BatchNorm tests with, by hand.
#include "core/training/running_moments.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/training/deep_network.h"

namespace initlab {
namespace {

// Momentum 0.1, variances with n - 1: of five rows 4 becomes 5, 0.5 becomes 0.625.
TEST(RunningMoments, MoveATenthOfTheWay) {
  DeepNetworkSpec spec;
  spec.widths = {3, 2, 4};
  spec.norm = Normalization::batch;
  RunningMoments running(spec);
  const UnitMoments batch{{2.0, -1.0}, {4.0, 0.5}};
  running.add(1, batch, 5);
  EXPECT_NEAR(running.of(1).mean[0], 0.2, 1e-15);
  EXPECT_NEAR(running.of(1).mean[1], -0.1, 1e-15);
  EXPECT_NEAR(running.of(1).variance[0], 0.9 + 0.5, 1e-15);
  EXPECT_NEAR(running.of(1).variance[1], 0.9 + 0.0625, 1e-15);
  running.add(1, batch, 5);
  EXPECT_NEAR(running.of(1).mean[0], 0.38, 1e-15);
  EXPECT_NEAR(running.of(1).variance[0], 1.76, 1e-15);
  running.add(1, {{0.0, 0.0}, {0.0, 0.0}}, 1);  // one row: no n - 1
  EXPECT_NEAR(running.of(1).variance[0], 1.584, 1e-15);
}

// z = 2 x + 1 of the rows 1 and 3: 3 and 7, mean 5, variance 4, with n - 1 under it 8.
TEST(RunningMoments, AreWhatATestGoesBy) {
  DeepNetworkSpec spec;
  spec.widths = {1, 1, 1};
  spec.activation = make_activation(Activation::identity);
  spec.norm = Normalization::batch;
  const ParameterLayout layout(spec.widths);
  std::vector<float> parameters(layout.size());
  const std::span<float> all(parameters);
  layout.weights(1, all)[0] = 2.0F;
  layout.bias(1, all)[0] = 1.0F;
  layout.weights(2, all)[0] = 1.0F;
  RunningMoments running(spec);
  DeepPass training(spec, layout);
  training.train(0, running);
  DeepPass test(spec, layout);
  test.test_with(running);
  for (DeepPass* pass : {&training, &test}) {
    pass->input().resize(2, 1);
    pass->input().row(0)[0] = 1.0F;
    pass->input().row(1)[0] = 3.0F;
    pass->forward(parameters).finish();
  }
  EXPECT_NEAR(training.activations(2).row(0)[0], -2 / std::sqrt(4 + 1e-5), 1e-6);
  EXPECT_NEAR(running.of(1).mean[0], 0.5, 1e-15);
  EXPECT_NEAR(running.of(1).variance[0], 0.9 + 0.8, 1e-15);
  EXPECT_NEAR(test.activations(2).row(0)[0], 2.5 / std::sqrt(1.7 + 1e-5), 1e-6);
  EXPECT_NEAR(test.activations(2).row(1)[0], 6.5 / std::sqrt(1.7 + 1e-5), 1e-6);
}

}  // namespace
}  // namespace initlab
