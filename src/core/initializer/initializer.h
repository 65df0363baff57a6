// Weight initializers. A weight matrix is scale x base: the base depends only on the random stream,
// the shape and the kind of distribution, so that a slider for gain or std reuses it.
#pragma once

#include <cstdint>
#include <string>

#include "core/initializer/code/code_order.h"
#include "core/matrix/matrix.h"
#include "core/random/rng.h"

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
  identity,
  sparse,
  lsuv,
  random_walk,
  looks_linear,
  fixup,
  rezero,
  deepnorm,
  torch_linear,
  keras_dense,
  code
};
inline constexpr int initializer_count = 24;

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
  std::string code = {};  // code: see init_code.h; zeros where it cannot be evaluated
  CodeOrder code_order = CodeOrder::automatic;

  bool operator==(const InitializerSpec&) const = default;
};

// Where a weight matrix stands: fan_in x fan_out, layer 1..depth. Some initializers look at it.
struct WeightShape {
  int fan_in = 1;
  int fan_out = 1;
  int layer = 1;
  int depth = 1;
};

// Incoming weights of a unit that are not zero, for Initializer::sparse (Martens 2010).
inline constexpr int sparse_connections = 15;

// What the base of a spec is made of: the part of the cache key that stands for the spec.
enum class BaseKind : std::uint8_t {
  zeros,
  ones,
  normal,
  uniform,  // on (-1, 1)
  truncated_normal,
  orthogonal,
  identity,
  sparse,
  looks_linear,
  code
};
BaseKind base_kind(const InitializerSpec& spec);

// The fan as a number: fan_in, fan_out or (fan_in + fan_out) / 2; at least 1.
double fan_size(Fan fan, int fan_in, int fan_out);

// Standard deviation of one weight over seeds, exact, gain included; n is fan_in, L the depth:
//   xavier 2 / (fan_in + fan_out), he 2 / fan, lecun 1 / fan (Glorot & Bengio 2010; He et al. 2015;
//   LeCun et al. 1998), variance_scaling scale / fan whatever its distribution (Keras), uniform
//   bound / sqrt(3), truncated_normal .8796 std, orthogonal 1 / max(fan_in, fan_out);
//   sparse: min(15, n) weights of each unit from N(0, 1 / min(15, n)), the rest 0, so 1 / n in all
//   (Martens 2010, with the scale that keeps the variance of z);
//   random_walk: g^2 / n, g = sqrt 2 exp(1.2 / (max(n, 6) - 2.4)) (Sussillo & Abbott 2015,
//   arXiv:1412.6558, for ReLU);
//   looks_linear: 1 / max(fan_in, fan_out) of half the size, see structured_weights.h;
//   fixup: he / L, the std times L^(-1 / (2m - 2)) with m = 2 layers a branch (Zhang et al. 2019);
//   deepnorm: xavier times beta^2, beta = (8 L)^(-1/4) (Wang et al. 2022, encoder only);
//   torch_linear: 1 / (3 n), U(-1/sqrt n, 1/sqrt n), which is He uniform with a = sqrt 5;
//   keras_dense: Xavier uniform.
// 0 for what is not random: zeros, constant, identity, rezero. NaN for lsuv, which follows the
// data, and for code.
double weight_std(const InitializerSpec& spec, WeightShape shape);

// The factor on the base: W = base_scale(spec, ...) * base. For lsuv the part that is known without
// data: the gain. Code that mentions the gain has it in its base.
float base_scale(const InitializerSpec& spec, WeightShape shape);

// Fills `base` (fan_in x fan_out) and returns base_scale. `stream` is (seed, Purpose::weight,
// layer); entry (i, j) of an i.i.d. base is the stream's element i * fan_out + j.
float fill_base(const InitializerSpec& spec, const Stream& stream, WeightShape shape,
                RowMatrixRef base);

// Whether weights depend on the seed.
bool is_random(const InitializerSpec& spec);

// Whether the weights of a layer are independent and identically distributed. Mean-field theory
// describes the other random ones at large width only.
bool is_iid(Initializer kind);

}  // namespace initlab
