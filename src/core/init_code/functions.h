// The functions of NumPy, PyTorch, TensorFlow, Keras, JAX and Python that can be pasted, with their
// signatures. What is not in these tables is not called.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/init_code/program.h"

namespace initlab::init_code {

// What a call means. The slots of its parameters are those of the Action, and where there is none
// as said here.
enum class Use : std::uint8_t {
  element,   // Action of numbers or matrices
  gain,      // calculate_gain: nonlinearity 0, slope 2
  kept,      // the value 0 as it is: nn.Parameter, astype, asarray
  qr,        // of 0
  svd,       // of 0
  diagonal,  // of 0
  empty,     // a tensor without values; the shape in 0 (and 1)
  alike,     // zeros_like: of the shape of 0
  // Random and constant matrices. Of the shape in 0 (and 1), or of the tensor in 0.
  constant,         // 2, else Function::value
  eye,              //
  normal,           // mean 2, std 3, else Function::value
  uniform,          // from 2 to 3, else Function::low and value
  uniform_wide,     // from 2, 3 wide (SciPy)
  uniform_to,       // from 0 to 2, else value (JAX)
  trunc_normal,     // mean 2, std 3, cut at the values 4 and 5 (PyTorch)
  trunc_two_sigma,  // mean 2, std 3, else value, cut at two of them (TensorFlow)
  trunc_sigmas,     // mean 2, std 3, cut at 4 and 5 standard deviations (SciPy, JAX)
  orthogonal,       // gain 2
  sparse,           // sparsity 2, std 3
  xavier_normal,    // gain 2
  xavier_uniform,   // gain 2
  kaiming_normal,   // slope 2, mode 3, nonlinearity 4
  kaiming_uniform,  // slope 2, mode 3, nonlinearity 4
  torch_linear,     // what nn.Linear starts with
  scaled,           // variance value / fan, Function::mode and distribution
  variance_scaling  // scale 2, mode 3, distribution 4 (Keras, JAX)
};

enum class Accept : std::uint8_t {
  none,
  number,
  value,          // a number or a matrix
  matrix,         //
  shape,          // (rows, cols), or a number for one dimension
  numbers,        // up to two dimensions as two arguments: slots 0 and 1
  shape_numbers,  // either
  weight,         // a tensor
  text,
  key,      // of a generator
  anything  // it changes no number
};

struct Parameter {
  std::string_view name;
  Accept accept = Accept::none;
  int slot = 0;
  bool required = false;
  std::string_view other_name = {};
};

using Prefixes = std::uint32_t;
inline constexpr Prefixes bare = 1U << 0U;
inline constexpr Prefixes np = 1U << 1U;
inline constexpr Prefixes np_random = 1U << 2U;  // also a Generator, a RandomState
inline constexpr Prefixes linalg = 1U << 3U;
inline constexpr Prefixes torch = 1U << 4U;
inline constexpr Prefixes nn_init = 1U << 5U;
inline constexpr Prefixes math = 1U << 6U;
inline constexpr Prefixes tf = 1U << 7U;
inline constexpr Prefixes tf_random = 1U << 8U;
inline constexpr Prefixes keras_init = 1U << 9U;
inline constexpr Prefixes jax_random = 1U << 10U;
inline constexpr Prefixes jax_init = 1U << 11U;
inline constexpr Prefixes py_random = 1U << 12U;
inline constexpr Prefixes truncnorm = 1U << 13U;
inline constexpr Prefixes norm = 1U << 14U;
inline constexpr Prefixes sp_uniform = 1U << 15U;
inline constexpr Prefixes nn = 1U << 16U;
inline constexpr Prefixes stats = 1U << 17U;
inline constexpr Prefixes haiku = 1U << 18U;

enum class Mode : std::uint8_t { fan_in, fan_out, fan_avg };
enum class Spread : std::uint8_t { normal, uniform, truncated_normal };  // variance corrected

struct Function {
  std::string_view name;
  Prefixes prefixes = bare;
  Use use = Use::element;
  Action action = Action::keep;  // of Use::element
  std::array<Parameter, 7> parameters = {};
  double value = 0;
  double low = 0;
  Mode mode = Mode::fan_in;
  Spread spread = Spread::normal;
  bool is_recipe = false;  // makes an initializer, which makes the matrix when it is called

  bool takes_weight() const { return parameters[0].accept == Accept::weight; }
};

struct NamedConstant {
  std::string_view name;
  Prefixes prefixes = bare;
  std::optional<Constant> constant;
  double value = 0;
};

std::span<const Function> functions();
std::span<const NamedConstant> constants();

// "np.random.randn" in two: the groups of the prefix (0: no such prefix) and "randn". A generator
// of one's own (rng.normal) counts as np.random.
struct SplitName {
  Prefixes prefix = 0;
  std::string_view name;
};
SplitName split(std::string_view text);

bool has_name(const Function&, std::string_view name);
// The first function of that name; of those with and without their "_" in nn.init's case.
const Function* find_function(const SplitName&);
const NamedConstant* find_constant(const SplitName&);
// An initializer by its word alone: "he_normal", "GlorotUniform", "kaiming_uniform_".
const Function* find_recipe(std::string_view word);
// What nn.Linear (PyTorch) and Dense (Keras, Flax) start with.
const Function& torch_default();
const Function& keras_default();
const Function& flax_default();

// Arguments by name that change no number, whatever the function.
bool is_idle_keyword(std::string_view word);

// Of the activations PyTorch's calculate_gain knows; leaky_relu's depends on its slope.
std::optional<double> activation_gain(std::string_view nonlinearity);

// "np.random.randn": as one would write it.
std::string full_name(const Function&);
std::string full_name(const NamedConstant&);

}  // namespace initlab::init_code
