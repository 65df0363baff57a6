// Hot: built for speed.
#include "core/training/optimizer.h"

#include <cmath>

namespace initlab {

void Optimizer::step(std::span<double> weights, std::span<const double> gradient) {
  first_.resize(weights.size());
  switch (kind_) {
    case OptimizerKind::sgd:
      for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= rate_ * gradient[i];
      break;
    case OptimizerKind::momentum:
      for (std::size_t i = 0; i < weights.size(); ++i) {
        first_[i] = momentum_decay * first_[i] + gradient[i];
        weights[i] -= rate_ * first_[i];
      }
      break;
    case OptimizerKind::adam:
      step_adam(weights, gradient);
      break;
  }
}

void Optimizer::step_adam(std::span<double> weights, std::span<const double> gradient) {
  second_.resize(weights.size());
  power_1_ *= adam_decay_1;
  power_2_ *= adam_decay_2;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double g = gradient[i];
    first_[i] = adam_decay_1 * first_[i] + (1.0 - adam_decay_1) * g;
    second_[i] = adam_decay_2 * second_[i] + (1.0 - adam_decay_2) * (g * g);
    const double mean = first_[i] / (1.0 - power_1_);
    const double square = second_[i] / (1.0 - power_2_);
    weights[i] -= rate_ * mean / (std::sqrt(square) + adam_epsilon);
  }
}

}  // namespace initlab
