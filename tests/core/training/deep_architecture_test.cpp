// What is added to the plain network, and the losses: gradients against central differences of a
// forward pass in double that shares no code with the one that is tested but the activation
// functions and the draws of the dropout; the rest by hand.
#include "core/training/deep_architecture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "core/random/normal.h"
#include "core/training/deep_loss.h"
#include "core/training/deep_network.h"
#include "core/training/deep_training.h"
#include "core/training/dropout.h"
#include "core/training/plane_task.h"

namespace initlab {
namespace {

constexpr int batch_rows = 7;
constexpr std::uint64_t training_step = 3;
using Rows = std::vector<std::vector<double>>;

struct Case {
  DeepNetworkSpec spec;
  TrainingLoss loss = TrainingLoss::cross_entropy;
};

Case case_of(Normalization norm, bool residual, double dropout, TrainingLoss loss, Activation act) {
  Case c;
  c.spec.widths = {5, 8, 8, 8, 3};  // skips at layers 2 and 3
  c.spec.activation = make_activation(act);
  c.spec.bias_std = 0.3;
  c.spec.seed = 11;
  c.spec.norm = norm;
  c.spec.residual = residual;
  c.spec.branch_scale = 0.7;
  c.spec.dropout = dropout;
  c.loss = loss;
  return c;
}

Dataset normal_data() {
  Dataset data;
  data.features = 5;
  data.classes = 3;
  data.train_rows = batch_rows;
  data.inputs.resize(static_cast<std::size_t>(batch_rows * data.features));
  fill_normal({3, Purpose::input, 0}, 0, data.inputs);
  for (int r = 0; r < batch_rows; ++r) data.labels.push_back(static_cast<std::uint8_t>(r % 3));
  return data;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Together normalized; `centered`: about their mean.
void normalize_values(std::vector<double>& values, bool centered) {
  const double mean = centered ? mean_of(values) : 0.0;
  double square = 0;
  for (double& x : values) {
    x -= mean;
    square += x * x / static_cast<double>(values.size());
  }
  for (double& x : values) x /= std::sqrt(square + 1e-5);
}

void normalize_rows(Normalization norm, Rows& z) {
  if (norm == Normalization::batch) {
    for (std::size_t u = 0; u < z[0].size(); ++u) {
      std::vector<double> unit;
      for (const std::vector<double>& row : z) unit.push_back(row[u]);
      normalize_values(unit, true);
      for (std::size_t r = 0; r < z.size(); ++r) z[r][u] = unit[r];
    }
  } else if (norm != Normalization::none) {
    for (std::vector<double>& row : z) normalize_values(row, norm == Normalization::layer);
  }
}

Rows products(const ParameterLayout& layout, int layer, std::span<const double> parameters,
              const Rows& a) {
  const std::span<const double> weights = layout.weights(layer, parameters);
  const std::span<const double> bias = layout.bias(layer, parameters);
  Rows z;
  for (const std::vector<double>& row : a) {
    std::vector<double> to(bias.begin(), bias.end());
    for (std::size_t u = 0; u < to.size(); ++u) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::size_t panel = u / gemm_tile_columns * row.size();
        to[u] += row[i] * weights[(panel + i) * gemm_tile_columns + u % gemm_tile_columns];
      }
    }
    z.push_back(to);
  }
  return z;
}

double loss_of_outputs(TrainingLoss kind, const Rows& outputs, const Dataset& data) {
  double loss = 0;
  for (std::size_t r = 0; r < outputs.size(); ++r) {
    double sum = 0;
    for (std::size_t k = 0; k < outputs[r].size(); ++k) {
      const double target = k == data.labels[r] ? 1.0 : 0.0;
      sum += kind == TrainingLoss::cross_entropy
                 ? std::exp(outputs[r][k])
                 : (outputs[r][k] - target) * (outputs[r][k] - target) / 2;
    }
    loss += kind == TrainingLoss::cross_entropy ? std::log(sum) - outputs[r][data.labels[r]] : sum;
  }
  return loss / static_cast<double>(outputs.size());
}

double loss_in_double(const Case& c, const ParameterLayout& layout, const Dataset& data,
                      std::span<const double> parameters) {
  Rows a;
  for (int r = 0; r < batch_rows; ++r) a.emplace_back(data.input(r).begin(), data.input(r).end());
  for (int layer = 1; layer <= c.spec.depth(); ++layer) {
    Rows z = products(layout, layer, parameters, a);
    if (layer == c.spec.depth()) return loss_of_outputs(c.loss, z, data);
    normalize_rows(c.spec.norm, z);
    const bool skips = c.spec.residual && layer > 1;
    for (std::size_t r = 0; r < z.size(); ++r) {
      std::vector<double> factors(z[r].size());
      const std::uint64_t row = training_step * batch_rows + r;
      dropout_factors<double>(c.spec.dropout,
                              {c.spec.seed, Purpose::dropout, static_cast<std::uint32_t>(layer)},
                              row * dropout_blocks(factors.size()), factors);
      for (std::size_t u = 0; u < z[r].size(); ++u) {
        const double h = factors[u] * value(c.spec.activation, z[r][u]);
        z[r][u] = skips ? a[r][u] + c.spec.branch_scale * h : h;
      }
    }
    a = z;
  }
  return 0;
}

void take_all(DeepPass& pass, const Dataset& data) {
  std::vector<int> rows(static_cast<std::size_t>(data.train_rows));
  std::iota(rows.begin(), rows.end(), 0);
  pass.take_rows(data, rows);
}

void expect_gradients(const Case& c) {
  const Dataset data = normal_data();
  const ParameterLayout layout(c.spec.widths);
  std::vector<float> parameters(layout.size());
  std::vector<float> gradient(layout.size());
  draw_parameters(c.spec, data, layout, parameters).finish();
  RunningMoments running(c.spec);
  DeepPass pass(c.spec, layout);
  take_all(pass, data);
  pass.train(training_step, running);
  pass.forward(parameters).finish();
  const BatchLoss loss =
      batch_loss(c.loss, pass.activations(c.spec.depth()), data.labels, &pass.output_gradient());
  std::vector<double> grad_rms;
  pass.backward(parameters, gradient, grad_rms).finish();
  std::vector<double> at(parameters.begin(), parameters.end());
  EXPECT_NEAR(loss.loss, loss_in_double(c, layout, data, at), 3e-6);
  double largest = 0;
  for (const float g : gradient) largest = std::max(largest, std::abs(static_cast<double>(g)));
  EXPECT_GT(largest, 1e-3);
  for (std::size_t i = 0; i < at.size(); ++i) {
    constexpr double h = 1e-5;
    const double before = at[i];
    at[i] = before + h;
    const double above = loss_in_double(c, layout, data, at);
    at[i] = before - h;
    const double below = loss_in_double(c, layout, data, at);
    at[i] = before;
    // float32: some tens of roundings of 6e-8 in a sum of numbers as large as the largest; a norm
    // divides by a spread that may be a third, layer after layer.
    ASSERT_NEAR(static_cast<double>(gradient[i]), (above - below) / (2 * h), 1e-5 * largest)
        << "parameter " << i;
  }
}

TEST(DeepArchitecture, GradientsAreThoseOfCentralDifferences) {
  for (const Normalization norm :
       {Normalization::none, Normalization::batch, Normalization::layer, Normalization::rms}) {
    for (const bool residual : {false, true}) {
      for (const double dropout : {0.0, 0.4}) {
        for (const TrainingLoss loss : {TrainingLoss::cross_entropy, TrainingLoss::squared_error}) {
          for (const Activation act : {Activation::tanh, Activation::gelu}) {
            SCOPED_TRACE("norm " + std::to_string(static_cast<int>(norm)) + " residual " +
                         std::to_string(residual) + " dropout " + std::to_string(dropout) +
                         " loss " + std::to_string(static_cast<int>(loss)));
            expect_gradients(case_of(norm, residual, dropout, loss, act));
          }
        }
      }
    }
  }
}

TEST(DeepArchitecture, AddingNothingIsThePlainNetworkBitForBit) {
  Case plain =
      case_of(Normalization::none, false, 0, TrainingLoss::cross_entropy, Activation::tanh);
  // A skip whose widths differ is none; the whole way back is taken all the same.
  plain.spec.widths = {5, 8, 9, 3};
  Case whole = plain;
  whole.spec.residual = true;
  const Dataset data = normal_data();
  const ParameterLayout layout(plain.spec.widths);
  std::vector<float> parameters(layout.size());
  draw_parameters(plain.spec, data, layout, parameters).finish();
  DeepPass one(plain.spec, layout);
  DeepPass other(whole.spec, layout);
  for (DeepPass* pass : {&one, &other}) {
    take_all(*pass, data);
    pass->forward(parameters).finish();
  }
  for (std::size_t r = 0; r < batch_rows; ++r) {
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_EQ(one.activations(3).row(r)[k], other.activations(3).row(r)[k]);
    }
  }
}

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

TEST(Dropout, KeepsTheMeanAndDrawsAnew) {
  constexpr std::size_t count = 40000;
  std::vector<float> factors(count);
  dropout_factors<float>(0.25, {7, Purpose::dropout, 1}, 0, factors);
  std::size_t dropped = 0;
  for (const float f : factors) {
    ASSERT_TRUE(f == 0.0F || f == 1.0F / 0.75F);
    dropped += f == 0.0F ? 1U : 0U;
  }
  // Binomial, standard deviation 87: six of them.
  EXPECT_NEAR(static_cast<double>(dropped), 10000, 520);
  std::vector<float> layer(count);
  dropout_factors<float>(0.25, {7, Purpose::dropout, 2}, 0, layer);
  EXPECT_NE(factors, layer);
  // Any element by itself: block b is elements 4b .. 4b + 3.
  std::vector<float> part(8);
  dropout_factors<float>(0.25, {7, Purpose::dropout, 1}, 100, part);
  EXPECT_TRUE(std::equal(part.begin(), part.end(), factors.begin() + 400));
  dropout_factors<float>(0, {7, Purpose::dropout, 1}, 0, part);
  EXPECT_EQ(part, std::vector<float>(8, 1.0F));
}

TEST(Dropout, IsOfTrainingStepsOnly) {
  const Case c =
      case_of(Normalization::none, false, 0.5, TrainingLoss::cross_entropy, Activation::tanh);
  const Dataset data = normal_data();
  const ParameterLayout layout(c.spec.widths);
  std::vector<float> parameters(layout.size());
  draw_parameters(c.spec, data, layout, parameters).finish();
  RunningMoments running(c.spec);
  DeepPass training(c.spec, layout);
  DeepPass test(c.spec, layout);
  take_all(training, data);
  take_all(test, data);
  training.train(0, running);
  test.test_with(running);
  training.forward(parameters).finish();
  test.forward(parameters).finish();
  int dropped = 0;
  for (std::size_t u = 0; u < 8; ++u) {
    dropped += training.activations(1).row(0)[u] == 0.0F ? 1 : 0;
    EXPECT_NE(test.activations(1).row(0)[u], 0.0F);
    EXPECT_EQ(training.undropped(1).row(0)[u], test.activations(1).row(0)[u]);
  }
  EXPECT_GT(dropped, 0);
  EXPECT_LT(dropped, 8);
}

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

DeepTrainingSpec plane_spec() {
  DeepTrainingSpec spec;
  spec.network.widths = {2, 16, 16, 16, 2};
  spec.network.activation = make_activation(Activation::relu);
  spec.network.histogram = {0, 3, 10};
  spec.network.seed = 5;
  spec.rate = 0.1;
  spec.batch = 60;
  spec.steps = 200;
  return spec;
}

DeepTraining train_on(const DeepTrainingSpec& spec, const Dataset& data) {
  DeepTraining training;
  train_deep(spec, data, training).finish();
  return training;
}

TEST(LogOdds, TheFirstLossIsThatOfGuessingByTheShares) {
  DeepTrainingSpec spec = plane_spec();
  spec.network.initializer.kind = Initializer::zeros;
  spec.network.bias_std = 0.5;
  spec.log_odds_bias = true;
  spec.steps = 1;
  Dataset data = make_plane_task(PlaneTask::gauss, 1);
  // float32: the biases' rounding.
  EXPECT_NEAR(train_on(spec, data).evaluations.front().train_loss, std::log(2.0), 1e-7);
  // A quarter of them: the entropy of (1/4, 3/4).
  for (std::size_t r = 0; r < data.labels.size(); ++r) {
    data.labels[r] = static_cast<std::uint8_t>(r % 4 == 0);
  }
  const double entropy = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  EXPECT_NEAR(train_on(spec, data).evaluations.front().train_loss, entropy, 1e-7);
}

TEST(LogOdds, AClassWithoutRowsIsNoInfinity) {
  Dataset data = normal_data();
  data.classes = 4;
  std::vector<float> bias(4);
  set_log_odds(data, bias);
  EXPECT_NEAR(bias[0], std::log(3.0 / 7), 1e-7);
  EXPECT_NEAR(bias[3], std::log(0.5 / 7), 1e-7);
}

TEST(DeepArchitecture, EverythingLearnsTwoMoons) {
  const Dataset data = make_plane_task(PlaneTask::moons, 1);
  for (const Normalization norm :
       {Normalization::none, Normalization::batch, Normalization::layer, Normalization::rms}) {
    for (const bool residual : {false, true}) {
      for (const TrainingLoss loss : {TrainingLoss::cross_entropy, TrainingLoss::squared_error}) {
        DeepTrainingSpec spec = plane_spec();
        spec.network.norm = norm;
        spec.network.residual = residual;
        spec.network.dropout = 0.1;
        spec.loss = loss;
        spec.rate = 0.05;
        spec.steps = 300;
        const DeepTraining training = train_on(spec, data);
        EXPECT_FALSE(training.diverged_step);
        EXPECT_GT(training.evaluations.back().test_accuracy, 0.85)
            << static_cast<int>(norm) << residual << static_cast<int>(loss);
      }
    }
  }
}

// What BatchNorm had seen of the batch that broke it is taken back too.
TEST(DeepArchitecture, AStateThatIsTakenBackIsFinite) {
  DeepTrainingSpec spec = plane_spec();
  spec.network.norm = Normalization::batch;
  spec.rate = 1e44;  // the first update leaves float32's range
  const DeepTraining training = train_on(spec, make_plane_task(PlaneTask::moons, 1));
  ASSERT_EQ(training.diverged_step, 1U);
  EXPECT_TRUE(std::isfinite(training.evaluations.back().test_loss));
}

}  // namespace
}  // namespace initlab
