// Every function and constant of the language. What is not in these tables cannot be called.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/init_code/syntax.h"

namespace initlab::init_code {

// What a function does; the slots it reads (see Parameter) are in the comment.
enum class Action : std::uint8_t {
  sqrt,  // of 0, element by element, as all down to power
  exp,
  log,
  abs,
  tanh,
  square,
  truncate,
  keep,
  maximum,          // of 0 and 1
  minimum,          // of 0 and 1
  power,            // 0 to the power of 1
  clip,             // 0 into [2, 3]
  constant,         // 2, else Function::value; the shape in 0 (and 1), as all that follow
  eye,              //
  normal,           // mean 2, std 3
  uniform,          // from 2 to 3
  trunc_normal,     // mean 2, std 3, cut at 4 and 5
  orthogonal,       // gain 2
  sparse,           // sparsity 2, std 3
  xavier_normal,    // gain 2
  xavier_uniform,   // gain 2
  kaiming_normal,   // slope 2, mode 3, nonlinearity 4
  kaiming_uniform,  // slope 2, mode 3, nonlinearity 4
  qr,               // of 0
  calculate_gain    // nonlinearity 0, slope 2
};

enum class Accept : std::uint8_t {
  none,
  number,
  value,          // a number or a matrix
  matrix,         //
  shape,          // (rows, cols), or a number for one dimension
  numbers,        // up to two dimensions as two arguments: slots 0 and 1
  shape_numbers,  // either
  weight,         // W, whose shape is that of the layer
  text
};

struct Parameter {
  std::string_view name;
  Accept accept = Accept::none;
  int slot = 0;
  bool required = false;
  std::string_view other_name = {};
};

using Prefixes = std::uint8_t;
inline constexpr Prefixes bare = 1;
inline constexpr Prefixes np = 2;
inline constexpr Prefixes np_random = 4;
inline constexpr Prefixes np_linalg = 8;
inline constexpr Prefixes torch = 16;
inline constexpr Prefixes nn_init = 32;
inline constexpr Prefixes math = 64;

struct Function {
  std::string_view name;
  Prefixes prefixes = bare;
  Action action = Action::sqrt;
  CodeKind result = CodeKind::matrix;  // of element by element functions: that of the arguments
  std::array<Parameter, 5> parameters = {};
  double value = 0;
  bool is_random = false;

  bool takes_weight() const { return parameters[0].accept == Accept::weight; }
};

struct NamedConstant {
  std::string_view name;
  Prefixes prefixes = bare;
  Constant constant = Constant::none;
  double value = 0;
};

std::span<const Function> functions();
std::span<const NamedConstant> constants();

// "np.random.randn" in two: the group of the prefix (0: no such prefix) and "randn".
struct SplitName {
  Prefixes prefix = 0;
  std::string_view name;
};
SplitName split(std::string_view text);

// nn.init's functions are found with and without their "_". Without a prefix `normal(W)` is
// nn.init's and `normal(0, 1, ...)` NumPy's: `on_weight` decides.
const Function* find_function(const SplitName&, bool on_weight);
const NamedConstant* find_constant(const SplitName&);

// "np.random.randn": as one would write it.
std::string full_name(const Function&);
std::string full_name(const NamedConstant&);

}  // namespace initlab::init_code
