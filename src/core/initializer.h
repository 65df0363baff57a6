// Weight initializers. A weight matrix is scale x base: the base depends only on the random stream,
// the shape and the kind of distribution, so that a slider for gain or std reuses it.
#pragma once

#include <cstdint>

#include "core/matrix.h"
#include "core/rng.h"

namespace initlab {

enum class Initializer : std::uint8_t {
  zeros,
  constant,
  normal,
  uniform,
  xavier_normal,
  xavier_uniform,
  he_normal,
  he_uniform,
  lecun_normal,
  lecun_uniform,
  truncated_normal,
  variance_scaling,
  orthogonal,
  identity
};
inline constexpr int initializer_count = 14;

enum class Fan : std::uint8_t { in, out, average };
enum class Distribution : std::uint8_t { normal, uniform, truncated_normal };

struct InitializerSpec {
  Initializer kind = Initializer::xavier_normal;
  double std = 0.01;    // normal, truncated_normal (there: of the normal before the cut at +-2 std)
  double bound = 0.05;  // uniform: U(-bound, bound)
  double value = 0.01;  // constant
  double scale = 1;     // variance_scaling: variance = scale / fan
  double gain = 1;      // multiplies every weight, whatever the kind
  Fan fan = Fan::in;    // he, lecun, variance_scaling
  Distribution distribution = Distribution::normal;  // variance_scaling

  bool operator==(const InitializerSpec&) const = default;
};

// What the base of a spec is made of: the part of the cache key that stands for the spec.
enum class BaseKind : std::uint8_t {
  zeros,
  ones,
  normal,
  uniform,  // on (-1, 1)
  truncated_normal,
  orthogonal,
  identity
};
BaseKind base_kind(const InitializerSpec& spec);

// The fan as a number: fan_in, fan_out or (fan_in + fan_out) / 2; at least 1.
double fan_size(Fan fan, int fan_in, int fan_out);

// Standard deviation of one weight over seeds, exact, gain included:
//   xavier 2 / (fan_in + fan_out), he 2 / fan, lecun 1 / fan (Glorot & Bengio 2010; He et al. 2015;
//   LeCun et al. 1998), variance_scaling scale / fan whatever its distribution (Keras), uniform
//   bound / sqrt(3), truncated_normal .8796 std, orthogonal 1 / max(fan_in, fan_out).
// 0 for what is not random: zeros, constant, identity.
double weight_std(const InitializerSpec& spec, int fan_in, int fan_out);

// The factor on the base: W = base_scale(spec, ...) * base.
float base_scale(const InitializerSpec& spec, int fan_in, int fan_out);

// Fills `base` (fan_in x fan_out) and returns base_scale. `stream` is (seed, Purpose::weight,
// layer); entry (i, j) of an i.i.d. base is the stream's element i * fan_out + j.
float fill_base(const InitializerSpec& spec, const Stream& stream, int fan_in, int fan_out,
                RowMatrixRef base);

// Whether mean-field theory describes the weights: i.i.d. ones and (at large width) orthogonal.
bool is_random_iid(Initializer kind);

}  // namespace initlab
