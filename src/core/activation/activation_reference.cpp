// The double reference: values, derivatives and properties. Theory uses it; libm is welcome here.
#include <array>
#include <cmath>
#include <limits>

#include "core/activation/activation.h"
#include "core/activation/activation_constants.h"

namespace initlab {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double sigmoid(double z) {
  // exp of a negative number only: no overflow, and full relative precision in the tail.
  if (z < 0) {
    const double e = std::exp(z);
    return e / (1 + e);
  }
  return 1 / (1 + std::exp(-z));
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z * sqrt_half); }
double normal_pdf(double z) { return inverse_sqrt_two_pi * std::exp(-0.5 * z * z); }

// z * weight(z) where the weight tends to 0 at -inf faster than z grows.
template <class Weight>
double gated(double z, Weight weight) {
  return z == -infinity ? 0.0 : z * weight(z);
}

double softplus(double z) { return std::fmax(z, 0.0) + std::log1p(std::exp(-std::fabs(z))); }

// tanh(softplus(z)), with full relative precision in the tail.
double mish_gate(double z) {
  if (z > 20) return 1;
  const double e = std::exp(z);
  return e * (e + 2) / (e * (e + 2) + 2);
}

double gelu_tanh_argument(double z) { return gelu_tanh_scale * (z + gelu_tanh_cubic * z * z * z); }

}  // namespace

ActivationFunction make_activation(Activation kind) {
  switch (kind) {
    case Activation::prelu:
      return {kind, 0.25};
    case Activation::elu:
      return {kind, 1.0};
    default:
      return {kind, 0.01};
  }
}

double value(ActivationFunction function, double z) {
  if (std::isnan(z)) return z;
  switch (function.kind) {
    case Activation::identity:
      return z;
    case Activation::sigmoid:
      return sigmoid(z);
    case Activation::tanh:
      return std::tanh(z);
    case Activation::hard_tanh:
      return std::fmin(std::fmax(z, -1.0), 1.0);
    case Activation::relu:
      return z > 0 ? z : 0;
    case Activation::leaky_relu:
    case Activation::prelu:
      return z < 0 ? function.slope * z : z;
    case Activation::elu:
      return z > 0 ? z : function.slope * std::expm1(z);
    case Activation::selu:
      return selu_scale * (z > 0 ? z : selu_alpha * std::expm1(z));
    case Activation::gelu:
      return gated(z, normal_cdf);
    case Activation::gelu_tanh:
      return gated(z, [](double x) { return sigmoid(2 * gelu_tanh_argument(x)); });
    case Activation::silu:
      return gated(z, sigmoid);
    case Activation::softplus:
      return softplus(z);
    case Activation::mish:
      return gated(z, mish_gate);
    case Activation::softsign:
      return std::isinf(z) ? std::copysign(1.0, z) : z / (1 + std::fabs(z));
    case Activation::erf:
      return std::erf(z);
    case Activation::sin:
      return std::sin(z);
  }
  return z;
}

double derivative(ActivationFunction function, double z) {
  if (std::isnan(z)) return z;
  switch (function.kind) {
    case Activation::identity:
      return 1;
    case Activation::sigmoid:
      return sigmoid(z) * sigmoid(-z);
    case Activation::tanh: {
      // 4 s(2z) s(-2z) = 1 - tanh^2 z, without its cancellation.
      return 4 * sigmoid(2 * z) * sigmoid(-2 * z);
    }
    case Activation::hard_tanh:
      return z > -1 && z < 1 ? 1 : 0;
    case Activation::relu:
      return z > 0 ? 1 : 0;
    case Activation::leaky_relu:
    case Activation::prelu:
      return z > 0 ? 1 : function.slope;
    case Activation::elu:
      return z > 0 ? 1 : function.slope * std::exp(z);
    case Activation::selu:
      return selu_scale * (z > 0 ? 1 : selu_alpha * std::exp(z));
    case Activation::gelu:
      return std::isinf(z) ? (z > 0 ? 1 : 0) : normal_cdf(z) + z * normal_pdf(z);
    case Activation::gelu_tanh: {
      if (std::fabs(z) > 1e3) return z > 0 ? 1 : 0;
      const double u = gelu_tanh_argument(z);
      const double du = gelu_tanh_scale * (1 + 3 * gelu_tanh_cubic * z * z);
      return sigmoid(2 * u) + z * 2 * du * sigmoid(2 * u) * sigmoid(-2 * u);
    }
    case Activation::silu:
      return std::isinf(z) ? (z > 0 ? 1 : 0) : sigmoid(z) + z * sigmoid(z) * sigmoid(-z);
    case Activation::softplus:
      return sigmoid(z);
    case Activation::mish: {
      if (std::fabs(z) > 1e3) return z > 0 ? 1 : 0;
      // d tanh(s)/dz = (1 - tanh^2 s) sigmoid(z), s = softplus(z); 1 - t^2 = 4
      // (1+e)^2/(1+(1+e)^2)^2.
      const double square = z > 20 ? std::exp(2 * z) : (1 + std::exp(z)) * (1 + std::exp(z));
      const double slope = z > 300 ? 0 : 4 * square / ((1 + square) * (1 + square));
      return mish_gate(z) + z * slope * sigmoid(z);
    }
    case Activation::softsign: {
      const double d = 1 + std::fabs(z);
      return 1 / (d * d);
    }
    case Activation::erf:
      return two_over_sqrt_pi * std::exp(-z * z);
    case Activation::sin:
      return std::cos(z);
  }
  return 1;
}

std::optional<SaturationBounds> saturation_bounds(ActivationFunction function) {
  constexpr double part = 0.99;
  switch (function.kind) {
    case Activation::tanh:
    case Activation::hard_tanh:
    case Activation::softsign:
    case Activation::erf:
      return SaturationBounds{-part, part};
    case Activation::sigmoid:
      return SaturationBounds{0.01, part};
    case Activation::elu:
      if (!(function.slope > 0)) return std::nullopt;
      return SaturationBounds{-part * function.slope, infinity};
    case Activation::selu:
      return SaturationBounds{-part * selu_scale * selu_alpha, infinity};
    default:
      return std::nullopt;
  }
}

bool is_positively_homogeneous(ActivationFunction function) {
  return function.kind == Activation::identity || function.kind == Activation::relu ||
         function.kind == Activation::leaky_relu || function.kind == Activation::prelu;
}

bool is_odd(ActivationFunction function) {
  switch (function.kind) {
    case Activation::identity:
    case Activation::tanh:
    case Activation::hard_tanh:
    case Activation::softsign:
    case Activation::erf:
    case Activation::sin:
      return true;
    default:
      return false;
  }
}

std::span<const double> kinks(ActivationFunction function) {
  static constexpr std::array<double, 1> at_zero = {0.0};
  static constexpr std::array<double, 2> at_ones = {-1.0, 1.0};
  switch (function.kind) {
    case Activation::relu:
    case Activation::leaky_relu:
    case Activation::prelu:
    case Activation::elu:
    case Activation::selu:
    case Activation::softsign:
      return at_zero;
    case Activation::hard_tanh:
      return at_ones;
    default:
      return {};
  }
}

}  // namespace initlab
