// Hot: built for speed.
#include "core/training/deep_network.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/activation/activation_derivative.h"
#include "core/initializer/packed_base.h"
#include "core/matrix/gemm.h"
#include "core/network/backward_loss.h"
#include "core/network/backward_norm.h"
#include "core/network/backward_pass.h"
#include "core/network/biases.h"
#include "core/network/forward.h"
#include "core/numbers/precise_math.h"
#include "core/training/dropout.h"
#include "core/training/matrix_measures.h"

namespace initlab {
namespace {

void scale(std::span<float> values, float factor) {
  for (float& x : values) x *= factor;
}

}  // namespace

ParameterLayout::ParameterLayout(const std::vector<int>& widths) {
  for (std::size_t l = 1; l < widths.size(); ++l) {
    const std::size_t units = size_of(widths[l]);
    const std::size_t bias = size_ + size_of(widths[l - 1]) * round_up(units, gemm_tile_columns);
    places_.push_back({size_, bias, units});
    size_ = bias + units;
  }
}

Steps draw_parameters(const NetworkSpec& spec, const Dataset& data, const ParameterLayout& layout,
                      std::span<float> parameters) {
  const bool calibrates = spec.initializer.kind == Initializer::lsuv;
  DeepNetworkSpec plain;
  static_cast<NetworkSpec&>(plain) = spec;
  DeepPass pass(plain, layout);
  if (calibrates) {
    std::vector<int> rows(size_of(std::min(calibration_rows, data.train_rows)));
    std::iota(rows.begin(), rows.end(), 0);
    pass.take_rows(data, rows);
  }
  for (int layer = 1; layer <= spec.depth(); ++layer) {
    const WeightShape shape = weight_shape(spec, layer);
    const Stream stream{spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)};
    const std::span<float> weights = layout.weights(layer, parameters);
    co_await fill_packed_base(spec.initializer, stream, shape, weights);
    scale(weights, base_scale(spec.initializer, shape));
    const std::span<float> bias = layout.bias(layer, parameters);
    const std::vector<float> drawn = draw_biases(spec, layer);
    std::copy(drawn.begin(), drawn.end(), bias.begin());
    if (!calibrates) continue;
    // Mishkin & Matas 2016: z of unit variance, layer after layer.
    PaddedMatrix<float> product;
    ProductScratch scratch;
    co_await multiply_packed_columns(pass.activations(layer - 1), weights, size_of(shape.fan_out),
                                     product, scratch);
    const double std = standard_deviation(product);
    if (std > 0) scale(weights, static_cast<float>(spec.initializer.gain / std));
    co_await pass.forward_layer(layer, parameters);
  }
}

DeepPass::DeepPass(const DeepNetworkSpec& spec, const ParameterLayout& layout)
    : spec_(spec),
      layout_(layout),
      activations_(spec.widths.size()),
      pre_activations_(spec.widths.size()),
      inverse_(spec.widths.size()) {}

void DeepPass::train(std::uint64_t step, RunningMoments& running) {
  step_ = step;
  running_ = &running;
}

void DeepPass::take_rows(const Dataset& data, std::span<const int> rows) {
  input().resize(rows.size(), size_of(data.features));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::span<const float> from = data.input(rows[r]);
    std::copy(from.begin(), from.end(), input().row(r).begin());
  }
}

bool DeepPass::is_linear(int layer) const { return layer == spec_.depth(); }

Steps DeepPass::forward(std::span<const float> parameters) {
  for (int layer = 1; layer <= spec_.depth(); ++layer) {
    co_await forward_layer(layer, parameters);
  }
}

Steps DeepPass::forward_layer(int layer, std::span<const float> parameters) {
  PaddedMatrix<float>& a = activations_[size_of(layer)];
  co_await multiply_packed_columns(activations_[size_of(layer) - 1],
                                   layout_.weights(layer, parameters),
                                   size_of(spec_.widths[size_of(layer)]), a, scratch_);
  const std::span<const float> bias = layout_.bias(layer, parameters);
  for (std::size_t r = 0; r < a.rows; ++r) {
    const std::span<float> row = a.row(r);
    for (std::size_t u = 0; u < row.size(); ++u) row[u] += bias[u];
  }
  activate(layer);
}

void DeepPass::activate(int layer) {
  if (is_linear(layer)) return;
  PaddedMatrix<float>& a = activations_[size_of(layer)];
  if (keeps_pre_activations(spec_)) pre_activations_[size_of(layer)] = a;
  if (spec_.is_plain()) {
    for (std::size_t r = 0; r < a.rows; ++r) apply(spec_.activation, a.row(r));
    return;
  }
  normalize_layer(layer);
  for (std::size_t r = 0; r < a.rows; ++r) shape_row(layer, r, true, a.row(r));
}

void DeepPass::normalize_layer(int layer) {
  PaddedMatrix<float>& n = pre_activations_[size_of(layer)];
  if (spec_.norm == Normalization::batch && tested_with_ != nullptr) {
    normalize_by(tested_with_->of(layer), n);
    return;
  }
  UnitMoments moments;
  normalize(spec_.norm, n, inverse_[size_of(layer)], &moments);
  if (spec_.norm == Normalization::batch && running_ != nullptr) {
    running_->add(layer, moments, n.rows);
  }
}

// n_l -> a_l.
void DeepPass::shape_row(int layer, std::size_t row, bool drops, std::span<float> a) {
  const std::span<const float> n = std::as_const(pre_activations_[size_of(layer)]).row(row);
  std::copy(n.begin(), n.end(), a.begin());
  apply(spec_.activation, a);
  if (drops && spec_.dropout > 0 && running_ != nullptr) {
    const std::span<const float> factors = dropped_factors(layer, row, a.size());
    for (std::size_t u = 0; u < a.size(); ++u) a[u] *= factors[u];
  }
  if (!spec_.skips(layer)) return;
  const auto branch = static_cast<float>(spec_.branch_scale);
  const std::span<const float> stream = std::as_const(activations_[size_of(layer) - 1]).row(row);
  for (std::size_t u = 0; u < a.size(); ++u) a[u] = stream[u] + branch * a[u];
}

// Of a unit, row and step the same whenever they are asked for.
std::span<const float> DeepPass::dropped_factors(int layer, std::size_t row, std::size_t units) {
  factors_.resize(units);
  const std::uint64_t drawn = step_ * activations_.front().rows + row;
  dropout_factors<float>(spec_.dropout,
                         {spec_.seed, Purpose::dropout, static_cast<std::uint32_t>(layer)},
                         drawn * dropout_blocks(units), factors_);
  return factors_;
}

const PaddedMatrix<float>& DeepPass::undropped(int layer) {
  const PaddedMatrix<float>& a = activations_[size_of(layer)];
  if (!(spec_.dropout > 0)) return a;
  product_.resize(a.rows, a.cols);
  for (std::size_t r = 0; r < a.rows; ++r) shape_row(layer, r, false, product_.row(r));
  return product_;
}

// dL/da_l -> dL/dz_l.
void DeepPass::multiply_by_derivative(int layer) {
  if (is_linear(layer)) return;
  if (!spec_.is_plain()) {
    multiply_by_whole_derivative(layer);
    return;
  }
  const bool simple = derivative_follows_from_value(spec_.activation);
  const PaddedMatrix<float>& from = (simple ? activations_ : pre_activations_)[size_of(layer)];
  slopes_.resize(simple ? 0 : from.cols);
  for (std::size_t r = 0; r < from.rows; ++r) {
    const std::span<float> gradient = gradient_.row(r);
    if (simple) {
      multiply_by_derivative_from_value(spec_.activation, from.row(r), gradient);
      continue;
    }
    derivatives(spec_.activation, from.row(r), slopes_);
    for (std::size_t u = 0; u < gradient.size(); ++u) {
      gradient[u] = static_cast<float>(static_cast<double>(gradient[u]) * slopes_[u]);
    }
  }
}

// The same through skip, dropout and norm: in double, rounded once.
void DeepPass::multiply_by_whole_derivative(int layer) {
  const PaddedMatrix<float>& n = pre_activations_[size_of(layer)];
  const bool skips = spec_.skips(layer);
  if (skips) stream_ = gradient_;
  const double branch = skips ? static_cast<double>(static_cast<float>(spec_.branch_scale)) : 1.0;
  slopes_.resize(n.cols);
  exact_.resize(n.rows, n.cols);
  for (std::size_t r = 0; r < n.rows; ++r) {
    derivatives(spec_.activation, n.row(r), slopes_);
    const std::span<const float> from = std::as_const(gradient_).row(r);
    const std::span<double> exact = exact_.row(r);
    for (std::size_t u = 0; u < n.cols; ++u) {
      exact[u] = branch * static_cast<double>(from[u]) * slopes_[u];
    }
    if (!(spec_.dropout > 0) || running_ == nullptr) continue;
    const std::span<const float> factors = dropped_factors(layer, r, n.cols);
    for (std::size_t u = 0; u < n.cols; ++u) exact[u] *= static_cast<double>(factors[u]);
  }
  normalize_backward(spec_.norm, n, inverse_[size_of(layer)], exact_);
  for (std::size_t r = 0; r < n.rows; ++r) {
    const std::span<const double> exact = std::as_const(exact_).row(r);
    std::copy(exact.begin(), exact.end(), gradient_.row(r).begin());
  }
}

Steps DeepPass::backward(std::span<const float> parameters, std::span<float> gradient,
                         std::vector<double>& grad_rms) {
  grad_rms.resize(size_of(spec_.depth()));
  for (int layer = spec_.depth(); layer >= 1; --layer) {
    multiply_by_derivative(layer);
    double squares = 0;
    const std::span<float> bias = layout_.bias(layer, gradient);
    std::fill(bias.begin(), bias.end(), 0.0F);
    for (std::size_t r = 0; r < gradient_.rows; ++r) {
      const std::span<const float> row = gradient_.row(r);
      squares += sum_of_squares(row, 1.0);
      for (std::size_t u = 0; u < row.size(); ++u) bias[u] += row[u];
    }
    grad_rms[size_of(layer) - 1] =
        std::sqrt(squares / static_cast<double>(gradient_.rows * gradient_.cols));
    const PaddedMatrix<float>& before = activations_[size_of(layer) - 1];
    co_await multiply_transposed(before, gradient_, product_, scratch_);
    pack_columns(product_.data.data(), product_.stride, product_.rows, product_.cols,
                 layout_.weights(layer, gradient));
    if (layer == 1) co_return;
    co_await multiply_by_transposed(gradient_, layout_.weights(layer, parameters), before.cols,
                                    product_, scratch_);
    if (spec_.skips(layer)) {
      for (std::size_t r = 0; r < product_.rows; ++r) {
        const std::span<const float> stream = std::as_const(stream_).row(r);
        const std::span<float> to = product_.row(r);
        for (std::size_t u = 0; u < to.size(); ++u) to[u] += stream[u];
      }
    }
    std::swap(gradient_, product_);
  }
}

std::uint8_t predicted_class(std::span<const float> logits) {
  return static_cast<std::uint8_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

BatchLoss softmax_loss(const PaddedMatrix<float>& logits, std::span<const std::uint8_t> labels,
                       PaddedMatrix<float>* gradient) {
  BatchLoss result;
  std::vector<double> slopes(logits.cols);
  const auto rows = static_cast<double>(logits.rows);
  if (gradient != nullptr) gradient->resize(logits.rows, logits.cols);
  for (std::size_t r = 0; r < logits.rows; ++r) {
    const std::span<const float> row = logits.row(r);
    const std::size_t label = labels[r];
    const std::size_t predicted = predicted_class(row);
    result.right += predicted == label ? 1U : 0U;
    const auto largest = static_cast<double>(row[predicted]);
    const double sum = cross_entropy_gradient(row, label, 1.0 / rows, slopes);
    result.loss += precise::log(sum) + (largest - static_cast<double>(row[label]));
    if (gradient == nullptr) continue;
    std::copy(slopes.begin(), slopes.end(), gradient->row(r).begin());
  }
  result.loss /= rows;
  return result;
}

}  // namespace initlab
