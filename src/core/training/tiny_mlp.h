// A network of two inputs, one hidden layer and one output, with gradients by hand. Double
// precision and IEEE + - * / only: the same bits natively and in wasm. Every unit goes through the
// same operations in the same order, so units that start equal stay equal to the last bit unless
// something tells them apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random/rng.h"
#include "core/training/toy_task.h"

namespace initlab {

enum class TinyActivation : std::uint8_t { tanh, sigmoid, relu, silu };

double tiny_value(TinyActivation act, double z);
// relu'(0) = 0, as PyTorch has it.
double tiny_derivative(TinyActivation act, double z);

// All parameters in one vector of tiny_size(hidden) numbers: the four of unit 0, of unit 1, ...,
// then the output's bias.
//   y(x) = c + sum_j v_j phi(w_j . x + b_j)
enum TinyEntry : std::uint8_t { tiny_w_x, tiny_w_y, tiny_bias, tiny_out, tiny_entries };
inline int tiny_size(int hidden) { return tiny_entries * hidden + 1; }

enum class TinyInit : std::uint8_t {
  zero,
  constant,        // every weight is `value`
  constant_noise,  // value + epsilon N(0, 1)
  normal,          // N(0, std^2)
  xavier_normal,   // variance 2 / (fan_in + fan_out), Glorot & Bengio 2010
  he_normal        // variance 2 / fan_in, He et al. 2015
};

struct TinyInitSpec {
  TinyInit kind = TinyInit::xavier_normal;
  double value = 0.5;
  double epsilon = 1e-3;
  double std = 0.1;
};

// Biases are 0. Weights of the hidden layer are elements 2j, 2j + 1 of the stream (seed, weight,
// first_layer), those of the output element j of (seed, weight, first_layer + 1).
std::vector<double> tiny_weights(const TinyInitSpec& init, int hidden, std::uint64_t seed,
                                 std::uint32_t first_layer);

double tiny_output(TinyActivation act, std::span<const double> weights, double x, double y);

// Mean over the points: log(1 + exp(-t y)) of a classification, (y - t)^2 of a regression.
double tiny_loss(TinyActivation act, std::span<const double> weights, const ToyTask& task);

// Dropout on the hidden units (dropout.h), for each point and step anew. The draw of unit j and
// point k of the batch in a step is word k * stride + j of the stream's part for that step, with
// stride the next multiple of 4 from the number of hidden units.
struct DropoutDraw {
  double rate = 0;
  Stream stream;
  std::uint64_t step = 0;
};

// Which points a gradient is taken over: `rows` of them from `first` on, round the end.
struct TinyBatch {
  int first = 0;
  int rows = toy_points;
};

// Sets `gradient` (as many numbers as there are weights) to that of the mean loss over the batch.
void tiny_gradient(TinyActivation act, std::span<const double> weights, const ToyTask& task,
                   TinyBatch batch, const DropoutDraw& dropout, std::span<double> gradient);

}  // namespace initlab
