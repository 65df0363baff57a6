// A network that learns: its parameters, and one batch through it and its gradient back. float32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/matrix/padded_matrix.h"
#include "core/matrix/products.h"
#include "core/network/network.h"
#include "core/steps/steps.h"
#include "core/training/dataset.h"
#include "core/training/deep_architecture.h"
#include "core/training/running_moments.h"

namespace initlab {

// Numbers for every weight and bias: the parameters, or a gradient. Layer after layer, a layer's
// weights as pack_columns of gemm.h packs them (what fills its panels up is 0), then its biases.
class ParameterLayout {
 public:
  explicit ParameterLayout(const std::vector<int>& widths);

  std::size_t size() const { return size_; }
  // Of layer 1..depth.
  template <class Real>
  std::span<Real> weights(int layer, std::span<Real> all) const {
    const Place& place = places_[static_cast<std::size_t>(layer) - 1];
    return all.subspan(place.weights, place.bias - place.weights);
  }
  template <class Real>
  std::span<Real> bias(int layer, std::span<Real> all) const {
    const Place& place = places_[static_cast<std::size_t>(layer) - 1];
    return all.subspan(place.bias, place.units);
  }

 private:
  struct Place {
    std::size_t weights;
    std::size_t bias;
    std::size_t units;
  };
  std::vector<Place> places_;
  std::size_t size_ = 0;
};

// What the initializer draws: layer l's weights are those of the forward lab with the same spec.
// lsuv measures its scales on the first rows of the data, on the plain network.
[[gnu::noinline]] Steps draw_parameters(const NetworkSpec& spec, const Dataset& data,
                                        const ParameterLayout& layout, std::span<float> parameters);

class DeepPass {
 public:
  DeepPass(const DeepNetworkSpec& spec, const ParameterLayout& layout);

  // From now on as in training step `step`: with its dropout, and BatchNorm's moments of the batch
  // go into `running`. Else nothing is dropped.
  void train(std::uint64_t step, RunningMoments& running);
  // From now on BatchNorm goes by `running`. Else, and in training, by the batch's own moments.
  void test_with(const RunningMoments& running) { tested_with_ = &running; }

  // Rows x features, to be filled before forward(), or taken from the data.
  PaddedMatrix<float>& input() { return activations_.front(); }
  void take_rows(const Dataset& data, std::span<const int> rows);
  [[gnu::noinline]] Steps forward(std::span<const float> parameters);
  // One layer of it, 1..depth, after those before.
  [[gnu::noinline]] Steps forward_layer(int layer, std::span<const float> parameters);
  // a_l, 0..depth; the last are the logits.
  const PaddedMatrix<float>& activations(int layer) const {
    return activations_[static_cast<std::size_t>(layer)];
  }

  // a_l of a hidden layer as it is without the layer's own dropout. Valid until the next call.
  const PaddedMatrix<float>& undropped(int layer);

  // dL/dz_depth, to be filled before backward().
  PaddedMatrix<float>& output_gradient() { return gradient_; }
  // Fills `gradient` in the layout of the parameters, and grad_rms[l - 1] with the rms of dL/dz_l.
  [[gnu::noinline]] Steps backward(std::span<const float> parameters, std::span<float> gradient,
                                   std::vector<double>& grad_rms);

 private:
  bool is_linear(int layer) const;
  void activate(int layer);
  void normalize_layer(int layer);
  void shape_row(int layer, std::size_t row, bool drops, std::span<float> a);
  std::span<const float> dropped_factors(int layer, std::size_t row, std::size_t units);
  void multiply_by_derivative(int layer);
  void multiply_by_whole_derivative(int layer);

  DeepNetworkSpec spec_;
  const ParameterLayout& layout_;
  std::vector<PaddedMatrix<float>> activations_;      // a_0 .. a_depth
  std::vector<PaddedMatrix<float>> pre_activations_;  // n_1 .., where a does not say phi'
  std::vector<std::vector<double>> inverse_;          // of normalize(), 1 ..
  PaddedMatrix<float> gradient_;                      // dL/dz of the layer at hand
  PaddedMatrix<float> stream_;                        // dL/da of it, where it is skipped
  PaddedMatrix<double> exact_;                        // dL/dn, then dL/dz, before rounding
  PaddedMatrix<float> product_;
  std::vector<double> slopes_;
  std::vector<float> factors_;  // of dropout, a row
  std::uint64_t step_ = 0;
  RunningMoments* running_ = nullptr;  // in training
  const RunningMoments* tested_with_ = nullptr;
  ProductScratch scratch_;
};

// Mean over the rows of -log softmax(logits)[label], in double; how many rows have their label's
// logit as the largest (the first of equals).
struct BatchLoss {
  double loss = 0;
  std::uint64_t right = 0;
};
// labels[r] of row r. `gradient`, where given, gets the shape of the logits.
BatchLoss softmax_loss(const PaddedMatrix<float>& logits, std::span<const std::uint8_t> labels,
                       PaddedMatrix<float>* gradient);
// The class of the largest of a row of logits.
std::uint8_t predicted_class(std::span<const float> logits);

}  // namespace initlab
