// Gradients against central differences of a forward pass in double that shares no code with the
// one that is tested but the activation functions.
#include "core/training/deep_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/network/forward.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

constexpr int rows = 6;
const std::vector<int> widths = {5, 9, 7, 3};

DeepNetworkSpec spec_of(Activation act) {
  DeepNetworkSpec spec;
  spec.widths = widths;
  spec.activation = make_activation(act);
  spec.bias_std = 0.3;
  spec.seed = 11;
  return spec;
}

Dataset small_data() {
  Dataset data;
  data.features = widths.front();
  data.classes = widths.back();
  data.train_rows = rows;
  data.inputs.resize(static_cast<std::size_t>(rows * data.features));
  fill_normal({3, Purpose::input, 0}, 0, data.inputs);
  for (int r = 0; r < rows; ++r) data.labels.push_back(static_cast<std::uint8_t>(r % 3));
  return data;
}

/// Weight (i, u) of a layer in the panels of gemm.h.
std::size_t place(std::size_t i, std::size_t u, std::size_t fan_in) {
  return u / gemm_tile_columns * fan_in * gemm_tile_columns + i * gemm_tile_columns +
         u % gemm_tile_columns;
}

double reference_loss(const DeepNetworkSpec& spec, const ParameterLayout& layout,
                      const Dataset& data, std::span<const double> parameters) {
  double loss = 0;
  for (int r = 0; r < rows; ++r) {
    std::vector<double> a(data.input(r).begin(), data.input(r).end());
    for (int layer = 1; layer <= spec.depth(); ++layer) {
      const std::span<const double> weights = layout.weights(layer, parameters);
      const std::span<const double> bias = layout.bias(layer, parameters);
      std::vector<double> z(bias.begin(), bias.end());
      for (std::size_t u = 0; u < z.size(); ++u) {
        for (std::size_t i = 0; i < a.size(); ++i) z[u] += a[i] * weights[place(i, u, a.size())];
        if (layer < spec.depth()) z[u] = value(spec.activation, z[u]);
      }
      a = z;
    }
    double sum = 0;
    for (const double x : a) sum += std::exp(x);
    loss += std::log(sum) - a[data.labels[static_cast<std::size_t>(r)]];
  }
  return loss / rows;
}

struct Trial {
  DeepNetworkSpec spec;
  Dataset data = small_data();
  ParameterLayout layout{widths};
  std::vector<float> parameters = std::vector<float>(layout.size());
  std::vector<float> gradient = std::vector<float>(layout.size());
  std::vector<double> grad_rms;
  BatchLoss loss;

  explicit Trial(const DeepNetworkSpec& network) : spec(network) {
    draw_parameters(spec, data, layout, parameters).finish();
    DeepPass pass(spec, layout);
    pass.input().resize(rows, static_cast<std::size_t>(data.features));
    for (int r = 0; r < rows; ++r) {
      const std::span<const float> from = data.input(r);
      std::copy(from.begin(), from.end(), pass.input().row(static_cast<std::size_t>(r)).begin());
    }
    pass.forward(parameters).finish();
    loss = softmax_loss(pass.activations(spec.depth()), data.labels, &pass.output_gradient());
    pass.backward(parameters, gradient, grad_rms).finish();
  }
};

TEST(DeepNetwork, GradientsAreThoseOfCentralDifferences) {
  for (int kind = 0; kind < activation_count; ++kind) {
    const Trial trial(spec_of(static_cast<Activation>(kind)));
    std::vector<double> at(trial.parameters.begin(), trial.parameters.end());
    EXPECT_NEAR(trial.loss.loss, reference_loss(trial.spec, trial.layout, trial.data, at), 2e-6);
    double largest = 0;
    for (const float g : trial.gradient) {
      largest = std::max(largest, std::abs(static_cast<double>(g)));
    }
    for (std::size_t i = 0; i < at.size(); ++i) {
      constexpr double h = 1e-5;
      const double before = at[i];
      at[i] = before + h;
      const double above = reference_loss(trial.spec, trial.layout, trial.data, at);
      at[i] = before - h;
      const double below = reference_loss(trial.spec, trial.layout, trial.data, at);
      at[i] = before;
      // float32: some tens of roundings of 6e-8 in a sum of numbers as large as the largest.
      ASSERT_NEAR(static_cast<double>(trial.gradient[i]), (above - below) / (2 * h), 3e-6 * largest)
          << "activation " << kind << ", parameter " << i;
    }
  }
}

TEST(DeepNetwork, WeightsAreThoseOfTheForwardLab) {
  const Trial trial(spec_of(Activation::tanh));
  Workspace workspace;
  for (int layer = 1; layer <= trial.spec.depth(); ++layer) {
    const std::vector<float>& base = workspace.packed_base(trial.spec, layer);
    const float scale = workspace.weight_scale(trial.spec, layer);
    const std::span<const float> weights =
        trial.layout.weights(layer, std::span<const float>(trial.parameters));
    ASSERT_EQ(weights.size(), base.size());
    for (std::size_t i = 0; i < base.size(); ++i) EXPECT_EQ(weights[i], base[i] * scale);
  }
}

TEST(DeepNetwork, WhatFillsPanelsUpStaysZero) {
  const Trial trial(spec_of(Activation::relu));
  for (int layer = 1; layer <= trial.spec.depth(); ++layer) {
    const auto fan_in = static_cast<std::size_t>(widths[static_cast<std::size_t>(layer) - 1]);
    const auto units = static_cast<std::size_t>(widths[static_cast<std::size_t>(layer)]);
    const std::span<const float> gradient =
        trial.layout.weights(layer, std::span<const float>(trial.gradient));
    for (std::size_t u = units; u < round_up(units, gemm_tile_columns); ++u) {
      for (std::size_t i = 0; i < fan_in; ++i) EXPECT_EQ(gradient[place(i, u, fan_in)], 0.0F);
    }
  }
}

TEST(DeepNetwork, LsuvMeasuresItsScalesOnTheData) {
  DeepNetworkSpec spec = spec_of(Activation::tanh);
  spec.initializer.kind = Initializer::lsuv;
  spec.bias_std = 0;
  const Trial trial(spec);
  DeepPass pass(spec, trial.layout);
  pass.input().resize(rows, static_cast<std::size_t>(trial.data.features));
  for (int r = 0; r < rows; ++r) {
    const std::span<const float> from = trial.data.input(r);
    std::copy(from.begin(), from.end(), pass.input().row(static_cast<std::size_t>(r)).begin());
  }
  pass.forward(trial.parameters).finish();
  // The logits are the last z: of unit standard deviation.
  const PaddedMatrix<float>& z = pass.activations(spec.depth());
  double sum = 0;
  double squares = 0;
  for (std::size_t r = 0; r < z.rows; ++r) {
    for (const float x : z.row(r)) {
      sum += static_cast<double>(x);
      squares += static_cast<double>(x) * static_cast<double>(x);
    }
  }
  const auto count = static_cast<double>(z.rows * z.cols);
  EXPECT_NEAR(std::sqrt(squares / count - sum / count * (sum / count)), 1.0, 1e-5);
}

TEST(DeepNetwork, LossOfEqualLogitsIsThatOfGuessing) {
  PaddedMatrix<float> logits;
  logits.resize(2, 10);
  for (std::size_t r = 0; r < 2; ++r) std::fill(logits.row(r).begin(), logits.row(r).end(), 3.0F);
  const std::vector<std::uint8_t> labels = {0, 9};
  PaddedMatrix<float> gradient;
  const BatchLoss loss = softmax_loss(logits, labels, &gradient);
  EXPECT_NEAR(loss.loss, std::log(10.0), 1e-15);
  EXPECT_EQ(loss.right, 1U);  // of equals the first
  EXPECT_NEAR(gradient.row(0)[0], -0.45F, 1e-7);
  EXPECT_NEAR(gradient.row(0)[1], 0.05F, 1e-7);
}

TEST(DeepNetwork, InfiniteLogitsHaveNoLoss) {
  PaddedMatrix<float> logits;
  logits.resize(1, 3);
  const std::vector<std::uint8_t> labels = {0};
  logits.row(0)[0] = std::numeric_limits<float>::infinity();
  logits.row(0)[1] = logits.row(0)[2] = 0.0F;
  EXPECT_FALSE(std::isfinite(softmax_loss(logits, labels, nullptr).loss));
}

}  // namespace
}  // namespace initlab
