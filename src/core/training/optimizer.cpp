// Hot: built for speed.
#include "core/training/optimizer.h"

#include <algorithm>
#include <cmath>

namespace initlab {

template <class Real>
void Optimizer<Real>::to_update(std::span<const Real> weights, std::span<Real> gradient,
                                double rate) {
  if (decay_ != 0 && kind_ != OptimizerKind::adamw) {
    const auto decay = static_cast<Real>(decay_);
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] += decay * weights[i];
  }
  const auto step = static_cast<Real>(rate);
  constexpr auto keep = static_cast<Real>(momentum_decay);
  switch (kind_) {
    case OptimizerKind::sgd:
      for (Real& g : gradient) g = -(step * g);
      break;
    case OptimizerKind::momentum:
      first_.resize(gradient.size());
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        first_[i] = keep * first_[i] + gradient[i];
        gradient[i] = -(step * first_[i]);
      }
      break;
    case OptimizerKind::nesterov:
      first_.resize(gradient.size());
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        first_[i] = keep * first_[i] + gradient[i];
        gradient[i] = -(step * (gradient[i] + keep * first_[i]));
      }
      break;
    case OptimizerKind::adam:
    case OptimizerKind::adamw:
      adam_update(weights, gradient, rate);
      break;
  }
}

template <class Real>
void Optimizer<Real>::adam_update(std::span<const Real> weights, std::span<Real> gradient,
                                  double rate) {
  first_.resize(gradient.size());
  second_.resize(gradient.size());
  power_1_ *= adam_decay_1;
  power_2_ *= adam_decay_2;
  constexpr auto keep_1 = static_cast<Real>(adam_decay_1);
  constexpr auto keep_2 = static_cast<Real>(adam_decay_2);
  constexpr auto take_1 = static_cast<Real>(1.0 - adam_decay_1);
  constexpr auto take_2 = static_cast<Real>(1.0 - adam_decay_2);
  constexpr auto epsilon = static_cast<Real>(adam_epsilon);
  const auto whole_1 = static_cast<Real>(1.0 - power_1_);
  const auto whole_2 = static_cast<Real>(1.0 - power_2_);
  const auto step = static_cast<Real>(rate);
  const auto shrink = static_cast<Real>(kind_ == OptimizerKind::adamw ? rate * decay_ : 0.0);
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    const Real g = gradient[i];
    first_[i] = keep_1 * first_[i] + take_1 * g;
    second_[i] = keep_2 * second_[i] + take_2 * (g * g);
    const Real mean = first_[i] / whole_1;
    const Real square = second_[i] / whole_2;
    gradient[i] = -(step * mean / (std::sqrt(square) + epsilon)) - shrink * weights[i];
  }
}

int optimizer_numbers(OptimizerKind kind) {
  switch (kind) {
    case OptimizerKind::sgd:
      return 0;
    case OptimizerKind::momentum:
    case OptimizerKind::nesterov:
      return 1;
    case OptimizerKind::adam:
    case OptimizerKind::adamw:
      return 2;
  }
  return 0;
}

template <class Real>
void clip(std::span<Real> gradient, double norm, double limit) {
  constexpr double epsilon = 1e-6;
  if (limit <= 0 || norm <= limit) return;
  const auto factor = static_cast<Real>(limit / (norm + epsilon));
  for (Real& g : gradient) g *= factor;
}

double warmed_rate(double rate, int warmup, int t) {
  return warmup > 0 ? rate * std::min(1.0, static_cast<double>(t) / warmup) : rate;
}

template void clip(std::span<float>, double, double);
template void clip(std::span<double>, double, double);
template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace initlab
