// Hot: built for speed.
#include "core/activation/activation_derivative.h"

#include <algorithm>
#include <cstddef>

#include "core/activation/activation_constants.h"
#include "core/numbers/portable_math.h"
#include "core/numbers/simd.h"

namespace initlab {
namespace {

template <class Function>
void map(std::span<const float> z, std::span<double> out, Function f) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = f(static_cast<double>(z[i]));
}

// The same with the numbers of portable::exp from memory.
template <class Function>
void map_with_exp(std::span<const float> z, std::span<double> out, Function f) {
  const double* exp_numbers = simd::from_memory(portable::exp_numbers);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = f(static_cast<double>(z[i]), exp_numbers);
}

double magnitude(double z) { return z < 0.0 ? -z : z; }

double within(double z, double limit) {
  return portable::at_most(portable::at_least(z, -limit), limit);
}

// sigmoid(z) sigmoid(-z), without cancellation in either tail.
double sigmoid_slope(double z, const double* c) {
  const double e = portable::exp(-magnitude(z), c);
  return e / ((1.0 + e) * (1.0 + e));
}

double gelu_slope(double z, const double* c) {
  z = within(z, 40.0);  // beyond, the slope is 0 or 1
  return 0.5 * portable::erfc(-z * sqrt_half) +
         z * (inverse_sqrt_two_pi * portable::exp(-0.5 * z * z, c));
}

double gelu_tanh_slope(double z, const double* c) {
  z = within(z, 30.0);
  const double u = 2.0 * gelu_tanh_scale * (z + gelu_tanh_cubic * (z * z * z));
  const double du = 2.0 * gelu_tanh_scale * (1.0 + 3.0 * gelu_tanh_cubic * (z * z));
  return portable::sigmoid(u, c) + z * (du * sigmoid_slope(u, c));
}

double silu_slope(double z, const double* c) {
  z = within(z, 690.0);
  return portable::sigmoid(z, c) + z * sigmoid_slope(z, c);
}

double mish_slope(double z, const double* c) {
  // d tanh(s) / dz = (1 - tanh^2 s) sigmoid(z), s = softplus(z), with e = exp(z):
  // 1 - tanh^2 s = 4 (1 + e)^2 / (1 + (1 + e)^2)^2.
  z = portable::at_most(portable::at_least(z, -690.0), 40.0);
  const double e = portable::exp(z, c);
  const double n = e * (e + 2.0);
  const double square = (1.0 + e) * (1.0 + e);
  const double slope = 4.0 * square / ((1.0 + square) * (1.0 + square));
  return n / (n + 2.0) + z * slope * (e / (1.0 + e));
}

double softsign_slope(double z) {
  const double d = 1.0 + magnitude(within(z, 1e100));
  return 1.0 / (d * d);
}

double cosine(float z) {
  constexpr auto limit = static_cast<float>(portable::sin_near_limit);
  return z < -limit || z > limit ? portable::cos_far(z) : portable::cos_near(z);
}

}  // namespace

void derivatives(ActivationFunction function, std::span<const float> z, std::span<double> out) {
  const double alpha = function.slope;
  // What is constant on either side still has to hand a NaN on.
  const auto step = [&](double below, double above) {
    map(z, out, [=](double x) { return x > 0.0 ? above : (x <= 0.0 ? below : x); });
  };
  switch (function.kind) {
    case Activation::identity:
      return step(1.0, 1.0);
    case Activation::sigmoid:
      return map_with_exp(z, out, sigmoid_slope);
    case Activation::tanh:
      return map_with_exp(
          z, out, [](double x, const double* c) { return 4.0 * sigmoid_slope(2.0 * x, c); });
    case Activation::hard_tanh:
      return map(z, out, [](double x) {
        return x > -1.0 && x < 1.0 ? 1.0 : (x <= -1.0 || x >= 1.0 ? 0.0 : x);
      });
    case Activation::relu:
      return step(0.0, 1.0);
    case Activation::leaky_relu:
    case Activation::prelu:
      return step(alpha, 1.0);
    case Activation::elu:
      return map_with_exp(z, out, [alpha](double x, const double* c) {
        return x > 0.0 ? 1.0 : alpha * portable::exp(x, c);
      });
    case Activation::selu:
      return map_with_exp(z, out, [](double x, const double* c) {
        return selu_scale * (x > 0.0 ? 1.0 : selu_alpha * portable::exp(x, c));
      });
    case Activation::gelu:
      return map_with_exp(z, out, gelu_slope);
    case Activation::gelu_tanh:
      return map_with_exp(z, out, gelu_tanh_slope);
    case Activation::silu:
      return map_with_exp(z, out, silu_slope);
    case Activation::softplus:
      return map_with_exp(z, out,
                          [](double x, const double* c) { return portable::sigmoid(x, c); });
    case Activation::mish:
      return map_with_exp(z, out, mish_slope);
    case Activation::softsign:
      return map(z, out, softsign_slope);
    case Activation::erf:
      return map_with_exp(z, out, [](double x, const double* c) {
        x = within(x, 40.0);
        return two_over_sqrt_pi * portable::exp(-x * x, c);
      });
    case Activation::sin:
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = cosine(z[i]);
      return;
  }
}

bool derivative_follows_from_value(ActivationFunction function) {
  switch (function.kind) {
    case Activation::identity:
    case Activation::sigmoid:
    case Activation::tanh:
    case Activation::relu:
      return true;
    default:
      return false;
  }
}

void multiply_by_derivative_from_value(ActivationFunction function, std::span<const float> a,
                                       std::span<float> gradient) {
  const std::size_t n = gradient.size();
  switch (function.kind) {
    case Activation::sigmoid:
      for (std::size_t i = 0; i < n; ++i) gradient[i] *= a[i] * (1.0F - a[i]);
      break;
    case Activation::tanh:
      for (std::size_t i = 0; i < n; ++i) gradient[i] *= 1.0F - a[i] * a[i];
      break;
    case Activation::relu:
      for (std::size_t i = 0; i < n; ++i) gradient[i] = a[i] > 0.0F ? gradient[i] : 0.0F;
      break;
    default:
      break;
  }
}

}  // namespace initlab
