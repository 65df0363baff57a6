// Hot: built for speed.
#include "core/training/tiny_mlp.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/numbers/portable_math.h"
#include "core/random/normal.h"
#include "core/training/dropout.h"

namespace initlab {
namespace {

int hidden_units(std::span<const double> weights) {
  return static_cast<int>(weights.size()) / tiny_entries;
}

double logistic_loss(double margin) {
  return margin >= 0.0 ? portable::log1p_unit(portable::exp(-margin))
                       : portable::log1p_unit(portable::exp(margin)) - margin;
}

double loss_of(const ToyTask& task, double output, double target) {
  if (task.classification) return logistic_loss(target * output);
  return (output - target) * (output - target);
}

// d loss / d output of one point.
double loss_slope(const ToyTask& task, double output, double target) {
  if (task.classification) return -target * portable::sigmoid(-target * output);
  return 2.0 * (output - target);
}

double weight_std(const TinyInitSpec& init, double fan_in, double fan_out) {
  switch (init.kind) {
    case TinyInit::zero:
    case TinyInit::constant:
      return 0.0;
    case TinyInit::constant_noise:
      return init.epsilon;
    case TinyInit::normal:
      return init.std;
    case TinyInit::xavier_normal:
      return std::sqrt(2.0 / (fan_in + fan_out));
    case TinyInit::he_normal:
      return std::sqrt(2.0 / fan_in);
  }
  return 0.0;
}

}  // namespace

double tiny_value(TinyActivation act, double z) {
  switch (act) {
    case TinyActivation::tanh:
      return portable::tanh(z);
    case TinyActivation::sigmoid:
      return portable::sigmoid(z);
    case TinyActivation::relu:
      return z <= 0.0 ? 0.0 : z;
    case TinyActivation::silu:
      return z * portable::sigmoid(z);
  }
  return z;
}

double tiny_derivative(TinyActivation act, double z) {
  switch (act) {
    case TinyActivation::tanh: {
      const double a = portable::tanh(z);
      return 1.0 - a * a;
    }
    case TinyActivation::sigmoid: {
      const double a = portable::sigmoid(z);
      return a * (1.0 - a);
    }
    case TinyActivation::relu:
      return z <= 0.0 ? 0.0 : 1.0;
    case TinyActivation::silu: {
      const double s = portable::sigmoid(z);
      return s + z * s * (1.0 - s);
    }
  }
  return 1.0;
}

std::vector<double> tiny_weights(const TinyInitSpec& init, int hidden, std::uint64_t seed,
                                 std::uint32_t first_layer) {
  const auto units = static_cast<std::size_t>(hidden);
  std::vector<float> incoming(2 * units);
  std::vector<float> outgoing(units);
  fill_normal({seed, Purpose::weight, first_layer}, 0, incoming);
  fill_normal({seed, Purpose::weight, first_layer + 1}, 0, outgoing);
  const bool fixed = init.kind == TinyInit::constant || init.kind == TinyInit::constant_noise;
  const double center = fixed ? init.value : 0.0;
  const double std_in = weight_std(init, 2.0, hidden);
  const double std_out = weight_std(init, hidden, 1.0);
  std::vector<double> weights(static_cast<std::size_t>(tiny_size(hidden)), 0.0);
  for (std::size_t j = 0; j < units; ++j) {
    double* unit = &weights[tiny_entries * j];
    unit[tiny_w_x] = center + std_in * incoming[2 * j];
    unit[tiny_w_y] = center + std_in * incoming[2 * j + 1];
    unit[tiny_out] = center + std_out * outgoing[j];
  }
  return weights;
}

double tiny_output(TinyActivation act, std::span<const double> weights, double x, double y) {
  const int hidden = hidden_units(weights);
  double sum = 0.0;
  for (int j = 0; j < hidden; ++j) {
    const double* unit = &weights[static_cast<std::size_t>(j) * tiny_entries];
    const double z = unit[tiny_w_x] * x + unit[tiny_w_y] * y + unit[tiny_bias];
    sum += unit[tiny_out] * tiny_value(act, z);
  }
  return weights.back() + sum;
}

double tiny_loss(TinyActivation act, std::span<const double> weights, const ToyTask& task) {
  double sum = 0.0;
  for (const ToyPoint& point : task.points) {
    sum += loss_of(task, tiny_output(act, weights, point.x, point.y), point.target);
  }
  return sum / static_cast<double>(task.points.size());
}

void tiny_gradient(TinyActivation act, std::span<const double> weights, const ToyTask& task,
                   TinyBatch batch, const DropoutDraw& dropout, std::span<double> gradient) {
  const auto units = static_cast<std::size_t>(hidden_units(weights));
  std::fill(gradient.begin(), gradient.end(), 0.0);
  std::vector<double> z(units);
  std::vector<double> a(units);  // after dropout
  std::vector<double> factors(units);
  const std::uint64_t blocks_per_point = dropout_blocks(units);
  const double share = 1.0 / batch.rows;
  for (int k = 0; k < batch.rows; ++k) {
    const auto row = static_cast<std::size_t>(batch.first + k) % task.points.size();
    const ToyPoint& point = task.points[row];
    const std::uint64_t draw =
        dropout.step * static_cast<std::uint64_t>(batch.rows) + static_cast<std::uint64_t>(k);
    dropout_factors<double>(dropout.rate, dropout.stream, draw * blocks_per_point, factors);
    double sum = 0.0;
    for (std::size_t j = 0; j < units; ++j) {
      const double* unit = &weights[tiny_entries * j];
      z[j] = unit[tiny_w_x] * point.x + unit[tiny_w_y] * point.y + unit[tiny_bias];
      a[j] = factors[j] * tiny_value(act, z[j]);
      sum += unit[tiny_out] * a[j];
    }
    const double slope = share * loss_slope(task, weights.back() + sum, point.target);
    for (std::size_t j = 0; j < units; ++j) {
      const double* unit = &weights[tiny_entries * j];
      double* g = &gradient[tiny_entries * j];
      const double at_unit = slope * unit[tiny_out] * factors[j] * tiny_derivative(act, z[j]);
      g[tiny_w_x] += at_unit * point.x;
      g[tiny_w_y] += at_unit * point.y;
      g[tiny_bias] += at_unit;
      g[tiny_out] += slope * a[j];
    }
    gradient.back() += slope;
  }
}

}  // namespace initlab
