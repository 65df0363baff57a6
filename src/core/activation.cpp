// The float path: phi over a span of activations.
#include "core/activation.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/activation_constants.h"
#include "core/portable_math.h"

namespace initlab {
namespace {

// z -> f(z) in double. Fixed-length chunks let compilers vectorise without a scalar remainder; the
// last chunk is padded, so every element takes the same path.
template <class Function>
void map_in_double(std::span<float> in_out, Function f) {
  constexpr std::size_t chunk = 32;
  while (in_out.size() >= chunk) {
    float* x = in_out.data();
    for (std::size_t i = 0; i < chunk; ++i) x[i] = static_cast<float>(f(static_cast<double>(x[i])));
    in_out = in_out.subspan(chunk);
  }
  if (in_out.empty()) return;
  std::array<float, chunk> x{};
  std::copy(in_out.begin(), in_out.end(), x.begin());
  for (std::size_t i = 0; i < chunk; ++i) x[i] = static_cast<float>(f(static_cast<double>(x[i])));
  std::copy_n(x.begin(), in_out.size(), in_out.begin());
}

template <class Function>
void map_in_float(std::span<float> in_out, Function f) {
  for (float& x : in_out) x = f(x);
}

void apply_sin(std::span<float> in_out) {
  constexpr auto limit = static_cast<float>(portable::sin_near_limit);
  bool near = true;
  for (const float x : in_out) near = near && x >= -limit && x <= limit;
  if (near) {
    map_in_double(in_out, [](double z) { return portable::sin_near(z); });
    return;
  }
  for (float& x : in_out) {
    const bool far = x < -limit || x > limit;
    x = static_cast<float>(far ? portable::sin_far(x) : portable::sin_near(x));
  }
}

// Functions that tend to 0 at -inf as z times something: z is held at -1000, where the product is
// already far below the smallest float, so that -inf gives 0 and not NaN.
double above_floor(double z) { return portable::at_least(z, -1000.0); }

double mish(double z) {
  z = above_floor(z);
  // tanh(ln(1 + e)) = ((1 + e)^2 - 1) / ((1 + e)^2 + 1).
  const double e = portable::exp(portable::at_most(z, 40.0));
  const double n = e * (e + 2.0);
  return z * (n / (n + 2.0));
}

double gelu_tanh(double z) {
  z = above_floor(z);
  // (1 + tanh u) / 2 = sigmoid(2u): no cancellation for negative u.
  const double u = gelu_tanh_scale * (z + gelu_tanh_cubic * (z * z * z));
  return z * portable::sigmoid(2.0 * u);
}

double gelu(double z) {
  z = above_floor(z);
  return z * (0.5 * portable::erfc(-z * sqrt_half));
}

double fast_softplus(double z) {
  const double magnitude = z < 0.0 ? -z : z;
  return portable::at_least(z, 0.0) + portable::log1p_unit(portable::exp(-magnitude));
}

double softsign(double z) {
  z = portable::at_most(portable::at_least(z, -1e300), 1e300);
  return z / (1.0 + (z < 0.0 ? -z : z));
}

}  // namespace

void apply(ActivationFunction function, std::span<float> in_out) {
  const double alpha = function.slope;
  const auto slope = static_cast<float>(function.slope);
  switch (function.kind) {
    case Activation::identity:
      return;
    case Activation::sigmoid:
      return map_in_double(in_out, [](double z) { return portable::sigmoid(z); });
    case Activation::tanh:
      return map_in_double(in_out, [](double z) { return portable::tanh(z); });
    case Activation::hard_tanh:
      return map_in_float(in_out,
                          [](float z) { return z < -1.0f ? -1.0f : (z > 1.0f ? 1.0f : z); });
    case Activation::relu:
      return map_in_float(in_out, [](float z) { return z < 0.0f ? 0.0f : z; });
    case Activation::leaky_relu:
    case Activation::prelu:
      return map_in_float(in_out, [slope](float z) { return z < 0.0f ? slope * z : z; });
    case Activation::elu:
      return map_in_double(in_out,
                           [alpha](double z) { return z > 0.0 ? z : alpha * portable::expm1(z); });
    case Activation::selu:
      return map_in_double(in_out, [](double z) {
        return selu_scale * (z > 0.0 ? z : selu_alpha * portable::expm1(z));
      });
    case Activation::gelu:
      return map_in_double(in_out, gelu);
    case Activation::gelu_tanh:
      return map_in_double(in_out, gelu_tanh);
    case Activation::silu:
      return map_in_double(in_out, [](double z) {
        z = above_floor(z);
        return z * portable::sigmoid(z);
      });
    case Activation::softplus:
      return map_in_double(in_out, fast_softplus);
    case Activation::mish:
      return map_in_double(in_out, mish);
    case Activation::softsign:
      return map_in_double(in_out, softsign);
    case Activation::erf:
      return map_in_double(in_out, [](double z) { return portable::erf(z); });
    case Activation::sin:
      return apply_sin(in_out);
  }
}

}  // namespace initlab
