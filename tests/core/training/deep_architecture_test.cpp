// What is added to the plain network: gradients, of both losses, against central differences of a
// forward pass in double that shares no code with the one that is tested but the activation
// functions and the draws of the dropout.
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
#include "core/training/dropout.h"
#include "core/training/plane_task.h"
#include "core/training/plane_training.h"

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

TEST(DeepArchitecture, EverythingLearnsTwoMoons) {
  const Dataset data = make_plane_task(PlaneTask::moons, 1);
  for (const Normalization norm :
       {Normalization::none, Normalization::batch, Normalization::layer, Normalization::rms}) {
    for (const bool residual : {false, true}) {
      for (const TrainingLoss loss : {TrainingLoss::cross_entropy, TrainingLoss::squared_error}) {
        DeepTrainingSpec spec = plane_training({2, 16, 16, 16, 2}, Activation::relu, {0, 3, 10});
        spec.network.norm = norm;
        spec.network.residual = residual;
        spec.network.dropout = 0.1;
        spec.loss = loss;
        spec.rate = 0.05;
        spec.steps = 300;
        const DeepTraining training = trained(spec, data);
        EXPECT_FALSE(training.diverged_step);
        EXPECT_GT(training.evaluations.back().test_accuracy, 0.85)
            << static_cast<int>(norm) << residual << static_cast<int>(loss);
      }
    }
  }
}

// What BatchNorm had seen of the batch that broke it is taken back too.
TEST(DeepArchitecture, AStateThatIsTakenBackIsFinite) {
  DeepTrainingSpec spec = plane_training({2, 16, 16, 16, 2}, Activation::relu, {0, 3, 10});
  spec.network.norm = Normalization::batch;
  spec.rate = 1e44;  // the first update leaves float32's range
  const DeepTraining training = trained(spec, make_plane_task(PlaneTask::moons, 1));
  ASSERT_EQ(training.diverged_step, 1U);
  EXPECT_TRUE(std::isfinite(training.evaluations.back().test_loss));
}

}  // namespace
}  // namespace initlab
