// Gradient descent, heavy-ball momentum and Adam, from + - * / and sqrt: each weight is moved by
// the same operations on its own numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

enum class OptimizerKind : std::uint8_t {
  sgd,       // w -= rate g
  momentum,  // m = .9 m + g, w -= rate m (Polyak 1964, as PyTorch writes it)
  adam       // Kingma & Ba 2015, Algorithm 1: beta .9 and .999, epsilon 1e-8
};

class Optimizer {
 public:
  static constexpr double momentum_decay = 0.9;
  static constexpr double adam_decay_1 = 0.9;
  static constexpr double adam_decay_2 = 0.999;
  static constexpr double adam_epsilon = 1e-8;

  Optimizer(OptimizerKind kind, double rate) : kind_(kind), rate_(rate) {}

  // Moves the weights one step; `gradient` is as long, and every call has the same length.
  void step(std::span<double> weights, std::span<const double> gradient);

 private:
  void step_adam(std::span<double> weights, std::span<const double> gradient);

  OptimizerKind kind_;
  double rate_;
  std::vector<double> first_;   // momentum, or Adam's mean of the gradient
  std::vector<double> second_;  // Adam's mean of its square
  double power_1_ = 1.0;        // adam_decay_1 to the number of steps
  double power_2_ = 1.0;
};

}  // namespace initlab
