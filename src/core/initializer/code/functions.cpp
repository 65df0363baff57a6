#include "core/initializer/code/functions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace initlab::init_code {
namespace {

constexpr Function torch_linear = {"nn.Linear", bare, Use::torch_linear, Action::keep,    {},
                                   0,           0,    Mode::fan_in,      Spread::uniform, true};

constexpr NamedConstant constant_table[] = {
    {"fan_in", bare, Constant::fan_in},
    {"fan_out", bare, Constant::fan_out},
    {"layer", bare, Constant::layer},
    {"depth", bare, Constant::depth},
    {"gain", bare, Constant::gain},
    {"pi", bare | np | math | torch, std::nullopt, std::numbers::pi},
    {"e", np | math | torch, std::nullopt, std::numbers::e},
};

struct Prefix {
  std::string_view text;
  Prefixes group;
};
// The first of a group is the one that suggestions use.
constexpr Prefix prefix_table[] = {
    {"np.random", np_random},
    {"np", np},
    {"np.linalg", linalg},
    {"nn.init", nn_init},
    {"torch", torch},
    {"math", math},
    {"", bare},
    {"numpy", np},
    {"jnp", np},
    {"jax.numpy", np},
    {"cp", np},
    {"onp", np},
    {"T", np},
    {"tf.math", np},
    {"K", np | tf | tf_random},
    {"numpy.random", np_random},
    {"npr", np_random},
    {"cp.random", np_random},
    {"nd.random", np_random},
    {"mx.nd.random", np_random},
    {"mx.random", np_random},
    {"random", np_random | py_random},
    {"numpy.linalg", linalg},
    {"linalg", linalg},
    {"torch.linalg", linalg},
    {"scipy.linalg", linalg},
    {"sp.linalg", linalg},
    {"jnp.linalg", linalg},
    {"jax.numpy.linalg", linalg},
    {"tf.linalg", linalg},
    {"LA", linalg},
    {"torch.nn.init", nn_init},
    {"init", nn_init | jax_init | keras_init},
    {"I", nn_init},
    {"tf", tf},
    {"tf.compat.v1", tf},
    {"theano", tf},
    {"nn", nn | torch},
    {"torch.nn", nn | torch},
    {"nn.parameter", nn},
    {"torch.nn.parameter", nn},
    {"flax.linen", nn},
    {"tf.contrib.layers", tf},
    {"tf.random", tf_random},
    {"tf.compat.v1.random", tf_random},
    {"keras.backend", tf},
    {"keras.random", tf_random},
    {"keras.ops", np},
    {"ops", np},
    {"tf.initializers", keras_init | tf},
    {"tf.keras.initializers", keras_init},
    {"keras.initializers", keras_init},
    {"tf.compat.v1.initializers", keras_init | tf},
    {"tf.compat.v1.keras.initializers", keras_init},
    {"initializers", keras_init | jax_init},
    {"hk.initializers", haiku},
    {"haiku.initializers", haiku},
    {"nn.initializers", jax_init},
    {"jax.nn.initializers", jax_init},
    {"linen.initializers", jax_init},
    {"nn.linen.initializers", jax_init},
    {"flax.linen.initializers", jax_init},
    {"jax.initializers", jax_init},
    {"jax.random", jax_random},
    {"jrandom", jax_random},
    {"jr", jax_random},
    {"truncnorm", truncnorm},
    {"stats.truncnorm", truncnorm},
    {"scipy.stats.truncnorm", truncnorm},
    {"norm", norm},
    {"stats.norm", norm},
    {"scipy.stats.norm", norm},
    {"stats.uniform", sp_uniform},
    {"scipy.stats.uniform", sp_uniform},
    {"stats", stats},
    {"scipy.stats", stats},
};

// Names that people give to generators.
bool is_generator(std::string_view prefix) {
  const std::string_view last = prefix.substr(prefix.rfind('.') + 1);
  constexpr std::string_view names[] = {
      "rng",  "gen",          "generator",   "rs",       "rnd",    "prng",   "_rng",
      "rand", "random_state", "state",       "nprng",    "r",      "np_rng", "numpy_rng",
      "srng", "theano_rng",   "randomstate", "rand_gen", "rstate", "prg",    "random_generator"};
  return std::find(std::begin(names), std::end(names), last) != std::end(names) ||
         last.find("rng") != std::string_view::npos;
}

std::string with_prefix(Prefixes prefixes, std::string_view name) {
  for (const Prefix& prefix : prefix_table) {
    if ((prefix.group & prefixes) == 0) continue;
    if (prefix.text.empty()) break;
    return std::string(prefix.text) + "." + std::string(name);
  }
  return std::string(name);
}

// "HeNormal", "he_normal" and "he normal" are one word.
std::string plain(std::string_view word) {
  std::string text;
  for (const char c : word) {
    if (c >= 'A' && c <= 'Z') text += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) text += c;
  }
  constexpr std::string_view ending = "initializer";
  if (text.size() > ending.size() && text.ends_with(ending)) {
    text.resize(text.size() - ending.size());
  }
  return text;
}

}  // namespace

std::span<const NamedConstant> constants() { return constant_table; }

SplitName split(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  const std::string_view name = dot == std::string_view::npos ? text : text.substr(dot + 1);
  const std::string_view prefix = dot == std::string_view::npos ? "" : text.substr(0, dot);
  const auto* const found = std::find_if(std::begin(prefix_table), std::end(prefix_table),
                                         [&](const Prefix& p) { return p.text == prefix; });
  if (found != std::end(prefix_table)) return {found->group, name};
  return {is_generator(prefix) ? np_random | py_random : Prefixes{0}, name};
}

bool has_name(const Function& function, std::string_view name) {
  return function.name == name ||
         (function.takes_weight() && function.name.substr(0, function.name.size() - 1) == name);
}

const Function* find_function(const SplitName& split) {
  const auto found = std::find_if(functions().begin(), functions().end(), [&](const Function& f) {
    return (f.prefixes & split.prefix) != 0 && has_name(f, split.name);
  });
  return found == functions().end() ? nullptr : &*found;
}

const NamedConstant* find_constant(const SplitName& split) {
  const auto* const found = std::find_if(
      std::begin(constant_table), std::end(constant_table),
      [&](const auto& c) { return c.name == split.name && (c.prefixes & split.prefix) != 0; });
  return found == std::end(constant_table) ? nullptr : found;
}

const Function* find_recipe(std::string_view word) {
  const std::string wanted = plain(word.substr(word.rfind('.') + 1));
  // Keras' short words.
  const std::string name = wanted == "normal"    ? "randomnormal"
                           : wanted == "uniform" ? "randomuniform"
                                                 : wanted;
  const Function* found = nullptr;
  for (const Function& function : functions()) {
    const bool is_fitting = function.is_recipe || function.use == Use::xavier_normal ||
                            function.use == Use::xavier_uniform ||
                            function.use == Use::kaiming_normal ||
                            function.use == Use::kaiming_uniform;
    if (!is_fitting || plain(function.name) != name) continue;
    // "xavier_normal" alone is PyTorch's.
    if (found == nullptr || function.takes_weight()) found = &function;
  }
  return found;
}

const Function& torch_default() { return torch_linear; }
const Function& keras_default() { return *find_recipe("GlorotUniform"); }
const Function& flax_default() { return *find_recipe("LecunNormal"); }

bool is_idle_keyword(std::string_view word) {
  constexpr std::string_view words[] = {
      "dtype",       "device",         "generator",    "requires_grad",
      "seed",        "name",           "trainable",    "out",
      "layout",      "borrow",         "rng",          "order",
      "copy",        "pin_memory",     "random_state", "key",
      "ctx",         "memory_format",  "op_seed",      "subok",
      "ndmin",       "partition_info", "verify_shape", "validate_shape",
      "collections", "strict",         "like"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::optional<double> activation_gain(std::string_view nonlinearity) {
  if (nonlinearity == "relu") return std::sqrt(2.0);
  if (nonlinearity == "tanh") return 5.0 / 3;
  if (nonlinearity == "selu") return 3.0 / 4;
  constexpr std::string_view unit[] = {"linear",           "sigmoid",         "conv1d",
                                       "conv2d",           "conv3d",          "conv_transpose1d",
                                       "conv_transpose2d", "conv_transpose3d"};
  if (std::find(std::begin(unit), std::end(unit), nonlinearity) != std::end(unit)) return 1.0;
  return std::nullopt;
}

std::string full_name(const Function& function) {
  return with_prefix(function.prefixes, function.name);
}
std::string full_name(const NamedConstant& constant) {
  return with_prefix(constant.prefixes & bare ? bare : constant.prefixes, constant.name);
}

}  // namespace initlab::init_code
