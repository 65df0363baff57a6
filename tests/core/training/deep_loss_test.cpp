// Losses and the log odds of the classes, by hand.
#include "core/training/deep_loss.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/training/plane_task.h"
#include "core/training/plane_training.h"

namespace initlab {
namespace {

TEST(TrainingLoss, SquaredErrorIsHalfTheSquareOfARow) {
  PaddedMatrix<float> outputs;
  outputs.resize(2, 3);
  const float values[] = {0.5F, 1.0F, -1.0F, 2.0F, 0.0F, 0.0F};
  std::copy(values, values + 3, outputs.row(0).begin());
  std::copy(values + 3, values + 6, outputs.row(1).begin());
  const std::vector<std::uint8_t> labels = {1, 2};
  PaddedMatrix<float> gradient;
  const BatchLoss loss = batch_loss(TrainingLoss::squared_error, outputs, labels, &gradient);
  // (0.25 + 0 + 1) / 2 and (4 + 0 + 1) / 2, in the mean.
  EXPECT_NEAR(loss.loss, 1.5625, 1e-15);
  EXPECT_EQ(loss.right, 1U);
  EXPECT_EQ(gradient.row(0)[0], 0.25F);
  EXPECT_EQ(gradient.row(0)[2], -0.5F);
  EXPECT_EQ(gradient.row(1)[2], -0.5F);
  // Every output one over C.
  std::fill(outputs.data.begin(), outputs.data.end(), 1.0F / 3);
  EXPECT_NEAR(batch_loss(TrainingLoss::squared_error, outputs, labels, nullptr).loss,
              guessing_loss(TrainingLoss::squared_error, 3), 1e-7);
  EXPECT_NEAR(guessing_loss(TrainingLoss::cross_entropy, 10), std::log(10.0), 1e-15);
}

TEST(LogOdds, TheFirstLossIsThatOfGuessingByTheShares) {
  DeepTrainingSpec spec = plane_training({2, 16, 16, 16, 2}, Activation::relu, {0, 3, 10});
  spec.network.initializer.kind = Initializer::zeros;
  spec.network.bias_std = 0.5;
  spec.log_odds_bias = true;
  spec.steps = 1;
  Dataset data = make_plane_task(PlaneTask::gauss, 1);
  // float32: the biases' rounding.
  EXPECT_NEAR(trained(spec, data).evaluations.front().train_loss, std::log(2.0), 1e-7);
  // A quarter of them: the entropy of (1/4, 3/4).
  for (std::size_t r = 0; r < data.labels.size(); ++r) {
    data.labels[r] = static_cast<std::uint8_t>(r % 4 == 0);
  }
  const double entropy = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  EXPECT_NEAR(trained(spec, data).evaluations.front().train_loss, entropy, 1e-7);
}

TEST(LogOdds, AClassWithoutRowsIsNoInfinity) {
  Dataset data;
  data.train_rows = 7;
  data.labels = {0, 1, 2, 0, 1, 2, 0};
  std::vector<float> bias(4);
  set_log_odds(data, bias);
  EXPECT_NEAR(bias[0], std::log(3.0 / 7), 1e-7);
  EXPECT_NEAR(bias[3], std::log(0.5 / 7), 1e-7);
}

}  // namespace
}  // namespace initlab
