// Hot: built for speed.
// The float path: phi over a span of activations.
#include "core/activation/activation.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/activation/activation_constants.h"
#include "core/numbers/float_math.h"
#include "core/numbers/portable_math.h"

namespace initlab {
namespace {

using simd::Float4;
using simd::splat;

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

// The same four floats at a time; the last four are padded, so every element takes the same path.
template <class Function>
void map_four(std::span<float> in_out, Function f) {
  const simd::MathTables tables;
  while (in_out.size() >= 4) {
    simd::store(in_out.data(), f(simd::load(in_out.data()), tables));
    in_out = in_out.subspan(4);
  }
  if (in_out.empty()) return;
  std::array<float, 4> x{};
  std::copy(in_out.begin(), in_out.end(), x.begin());
  simd::store(x.data(), f(simd::load(x.data()), tables));
  std::copy_n(x.begin(), in_out.size(), in_out.begin());
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
// already 0 in float, so that -inf gives 0 and not NaN.
constexpr double floor_of_z = -1000.0;

Float4 above_floor(Float4 z) { return simd::at_least(z, splat(static_cast<float>(floor_of_z))); }

Float4 silu(Float4 z, const simd::MathTables& tables) {
  z = above_floor(z);
  return z * simd::sigmoid(z, tables);
}

Float4 mish(Float4 z, const simd::MathTables& tables) {
  z = above_floor(z);
  // tanh(ln(1 + e)) = ((1 + e)^2 - 1) / ((1 + e)^2 + 1).
  const Float4 e = simd::exp(simd::at_most(z, splat(40.0F)), tables);
  const Float4 two = splat(2.0F);
  const Float4 n = e * (e + two);
  return z * (n / (n + two));
}

Float4 gelu_tanh(Float4 z, const simd::MathTables& tables) {
  z = above_floor(z);
  // (1 + tanh u) / 2 = sigmoid(2u): no cancellation for negative u.
  const Float4 cubic = splat(static_cast<float>(gelu_tanh_cubic));
  const Float4 u = splat(static_cast<float>(2.0 * gelu_tanh_scale)) * (z + cubic * (z * z * z));
  return z * simd::sigmoid(u, tables);
}

Float4 softplus(Float4 z, const simd::MathTables& tables) {
  const Float4 small = simd::log1p_unit(simd::exp(Float4{} - simd::magnitude(z), tables), tables);
  return simd::at_least(z, Float4{}) + small;
}

Float4 softsign(Float4 z, const simd::MathTables&) {
  const Float4 most = splat(1e30F);
  z = simd::at_most(simd::at_least(z, Float4{} - most), most);
  return z / (splat(1.0F) + simd::magnitude(z));
}

Float4 gelu(Float4 z, const simd::MathTables& tables) {
  z = above_floor(z);
  const Float4 tail = simd::normal_tail(simd::magnitude(z), tables);
  return z * simd::select(z < Float4{}, tail, splat(1.0F) - tail);
}

}  // namespace

void apply(ActivationFunction function, std::span<float> in_out) {
  const auto slope = static_cast<float>(function.slope);
  switch (function.kind) {
    case Activation::identity:
      return;
    case Activation::sigmoid:
      return map_four(in_out, simd::sigmoid);
    case Activation::tanh:
      return map_four(in_out, simd::tanh);
    case Activation::hard_tanh:
      return map_in_float(in_out,
                          [](float z) { return z < -1.0f ? -1.0f : (z > 1.0f ? 1.0f : z); });
    case Activation::relu:
      return map_in_float(in_out, [](float z) { return z < 0.0f ? 0.0f : z; });
    case Activation::leaky_relu:
    case Activation::prelu:
      return map_in_float(in_out, [slope](float z) { return z < 0.0f ? slope * z : z; });
    case Activation::elu:
      return map_four(in_out, [slope](Float4 z, const simd::MathTables& tables) {
        return simd::select(z > Float4{}, z, splat(slope) * simd::expm1(z, tables));
      });
    case Activation::selu:
      return map_four(in_out, [](Float4 z, const simd::MathTables& tables) {
        const Float4 scale = splat(static_cast<float>(selu_scale));
        const Float4 low = splat(static_cast<float>(selu_scale * selu_alpha));
        return simd::select(z > Float4{}, scale * z, low * simd::expm1(z, tables));
      });
    case Activation::gelu:
      return map_four(in_out, gelu);
    case Activation::gelu_tanh:
      return map_four(in_out, gelu_tanh);
    case Activation::silu:
      return map_four(in_out, silu);
    case Activation::softplus:
      return map_four(in_out, softplus);
    case Activation::mish:
      return map_four(in_out, mish);
    case Activation::softsign:
      return map_four(in_out, softsign);
    case Activation::erf:
      return map_four(in_out, simd::erf);
    case Activation::sin:
      return apply_sin(in_out);
  }
}

}  // namespace initlab
