// Activation functions: a double-precision reference (theory, tests) and a float path (the
// network) that is the same bits on every platform.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace initlab {

enum class Activation : std::uint8_t {
  identity,
  sigmoid,
  tanh,
  hard_tanh,
  relu,
  leaky_relu,
  prelu,
  elu,
  selu,
  gelu,
  gelu_tanh,
  silu,
  softplus,
  mish,
  softsign,
  erf,
  sin
};
inline constexpr int activation_count = 17;

struct ActivationFunction {
  Activation kind = Activation::tanh;
  // The kind's one parameter: the slope for z < 0 of leaky_relu and prelu, alpha of elu. Unused by
  // the others.
  double slope = 0.01;

  bool operator==(const ActivationFunction&) const = default;
};

// `kind` with its usual parameter: leaky_relu .01, prelu .25 (He et al. 2015), elu 1.
ActivationFunction make_activation(Activation kind);

// phi(z) and phi'(z) in double, right over the whole range: +-inf give the limits, NaN gives NaN.
// sin(+-inf) is NaN. At a kink the derivative is the left one, as PyTorch has it: relu'(0) = 0.
double value(ActivationFunction function, double z);
double derivative(ActivationFunction function, double z);

// z -> phi(z) in place, float, the same bits on every platform. Error in units of the last place of
// the result: .52 for the piecewise linear and sin (leaky_relu and prelu 1: their slope is itself
// rounded); elu, selu and softsign 2; sigmoid, silu and softplus 3; mish 4; tanh 6; erf 7; gelu 8;
// gelu_tanh 4 and as many times its exponent. Where exp would be no normal number it counts as 0.
// Pass a std::span, not a container: std::apply would be found first.
void apply(ActivationFunction function, std::span<float> in_out);

// An activation a counts as saturated when a < lo or a > hi: beyond 99 % of the way to a bound.
// A bound that is not there is infinite. ReLU's lower bound is not saturation but `zero`.
struct SaturationBounds {
  double lo = 0;
  double hi = 0;
};
std::optional<SaturationBounds> saturation_bounds(ActivationFunction function);

// phi(k z) = k phi(z) for every k >= 0.
bool is_positively_homogeneous(ActivationFunction function);

// phi(-z) = -phi(z) for every parameter the function has (identity, tanh, ...).
bool is_odd(ActivationFunction function);

// Where phi or one of its first two derivatives jumps: quadrature must split there.
std::span<const double> kinks(ActivationFunction function);

}  // namespace initlab
