// Optimizers, in PyTorch's conventions, from + - * / and sqrt: each weight is moved by the same
// operations on its own numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

enum class OptimizerKind : std::uint8_t {
  sgd,       // w -= rate g
  momentum,  // m = .9 m + g, w -= rate m (Polyak 1964)
  adam,      // Kingma & Ba 2015, Algorithm 1: beta .9 and .999, epsilon 1e-8 outside the root
  nesterov,  // m as momentum's, w -= rate (g + .9 m) (Sutskever et al. 2013)
  adamw      // w -= rate decay w, then Adam's step (Loshchilov & Hutter 2019)
};

// Real is double or float: what weights and the optimizer's own numbers are stored in.
template <class Real>
class Optimizer {
 public:
  static constexpr double momentum_decay = 0.9;
  static constexpr double adam_decay_1 = 0.9;
  static constexpr double adam_decay_2 = 0.999;
  static constexpr double adam_epsilon = 1e-8;

  // decay d: adamw as above; else g + d w takes the place of g.
  explicit Optimizer(OptimizerKind kind, double decay = 0) : kind_(kind), decay_(decay) {}

  // Turns the gradient into what is to be added to the weights. Both are as long at every call.
  void to_update(std::span<const Real> weights, std::span<Real> gradient, double rate);
  // The same, and adds it.
  void step(std::span<Real> weights, std::span<Real> gradient, double rate) {
    to_update(weights, gradient, rate);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += gradient[i];
  }

 private:
  void adam_update(std::span<const Real> weights, std::span<Real> gradient, double rate);

  OptimizerKind kind_;
  double decay_;
  std::vector<Real> first_;   // momentum, or Adam's mean of the gradient
  std::vector<Real> second_;  // Adam's mean of its square
  double power_1_ = 1.0;      // adam_decay_1 to the number of steps
  double power_2_ = 1.0;
};

// Numbers that an optimizer keeps for every weight.
int optimizer_numbers(OptimizerKind kind);

// Makes the gradient, of this norm, at most `limit` long where it is above, as PyTorch's
// clip_grad_norm_: times limit / (norm + 1e-6). 0 leaves it as it is.
template <class Real>
void clip(std::span<Real> gradient, double norm, double limit);

// The rate of update t = 1, 2, ...: it grows evenly over the first `warmup` updates.
double warmed_rate(double rate, int warmup, int t);

extern template class Optimizer<float>;
extern template class Optimizer<double>;

}  // namespace initlab
