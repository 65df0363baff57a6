#include "core/init_code/functions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

namespace initlab::init_code {
namespace {

constexpr Parameter operand = {"x", Accept::value, 0, true};
constexpr Parameter operand_1 = {"x1", Accept::value, 0, true};
constexpr Parameter operand_2 = {"x2", Accept::value, 1, true};
constexpr Parameter scalar = {"x", Accept::number, 0, true};
constexpr Parameter scalar_2 = {"y", Accept::number, 1, true};
constexpr Parameter dims = {"d0", Accept::numbers, 0};
constexpr Parameter size_dims = {"size", Accept::shape_numbers, 0, true, "shape"};
constexpr Parameter shape = {"shape", Accept::shape, 0, true, "size"};
constexpr Parameter size_last = {"size", Accept::shape, 0, false, "shape"};
constexpr Parameter weight = {"tensor", Accept::weight, 0, true};
constexpr Parameter gain = {"gain", Accept::number, 2};
constexpr Parameter slope = {"a", Accept::number, 2};
constexpr Parameter mode = {"mode", Accept::text, 3};
constexpr Parameter nonlinearity = {"nonlinearity", Accept::text, 4};
constexpr Parameter mean = {"mean", Accept::number, 2, false, "loc"};
constexpr Parameter std_dev = {"std", Accept::number, 3, false, "stddev"};
constexpr Parameter stddev = {"stddev", Accept::number, 3, false, "std"};
constexpr Parameter key = {"key", Accept::key, 0, true};
constexpr Parameter idle = {"dtype", Accept::anything, 0};
constexpr Parameter from = {"low", Accept::number, 2, false, "minval"};
constexpr Parameter to = {"high", Accept::number, 3, false, "maxval"};
constexpr Parameter minval = {"minval", Accept::number, 2, false, "low"};
constexpr Parameter maxval = {"maxval", Accept::number, 3, false, "high"};
constexpr Parameter whole_value = {"value", Accept::value, 0, true, "initial_value"};

constexpr Prefixes anywhere = bare | np | torch | tf;
constexpr Prefixes arrays = bare | np | torch | tf;
constexpr Prefixes drawn = bare | np_random;
constexpr Prefixes layer_init = bare | nn_init;
constexpr Prefixes recipes = bare | keras_init | tf;
constexpr Prefixes jax_recipes = bare | jax_init;

constexpr Function element(std::string_view name, Prefixes prefixes, Action action) {
  return {name, prefixes, Use::element, action, {operand}};
}
constexpr Function kept(std::string_view name, Prefixes prefixes) {
  return {name, prefixes, Use::kept, Action::keep, {whole_value, idle, idle, idle}};
}
constexpr Function scaled(std::string_view name, Prefixes prefixes, double value, Mode fan,
                          Spread spread) {
  return {name, prefixes, Use::scaled, Action::keep, {}, value, 0, fan, spread, true};
}

// Signatures: NumPy 2.3, PyTorch 2.8 torch.nn.init, TensorFlow 1.15 and 2.19, Keras 3, JAX 0.7,
// SciPy 1.16, Python 3.13.
constexpr Function function_table[] = {
    element("sqrt", anywhere, Action::sqrt),
    {"sqrt", math, Use::element, Action::sqrt, {scalar}},
    element("exp", anywhere, Action::exp),
    {"exp", math, Use::element, Action::exp, {scalar}},
    element("log", anywhere, Action::log),
    {"log", math, Use::element, Action::log, {scalar}},
    element("tanh", anywhere, Action::tanh),
    {"tanh", math, Use::element, Action::tanh, {scalar}},
    element("abs", arrays, Action::abs),
    element("absolute", bare | np, Action::abs),
    element("square", arrays, Action::square),
    element("sign", arrays, Action::sign),
    element("floor", arrays, Action::floor),
    {"floor", math, Use::element, Action::floor, {scalar}},
    {"int", bare, Use::element, Action::truncate, {scalar}},
    {"float", bare, Use::element, Action::keep, {scalar}},
    {"maximum", arrays, Use::element, Action::maximum, {operand_1, operand_2}},
    {"minimum", arrays, Use::element, Action::minimum, {operand_1, operand_2}},
    {"max", bare, Use::element, Action::maximum, {scalar, scalar_2}},
    {"min", bare, Use::element, Action::minimum, {scalar, scalar_2}},
    {"power", bare | np, Use::element, Action::power, {operand_1, operand_2}},
    {"pow", bare | torch | tf, Use::element, Action::power, {operand_1, operand_2}},
    {"pow", math, Use::element, Action::power, {scalar, scalar_2}},
    {"clip",
     bare | np | torch,
     Use::element,
     Action::clip,
     {{{"a", Accept::value, 0, true},
       {"a_min", Accept::number, 2, false, "min"},
       {"a_max", Accept::number, 3, false, "max"}}}},
    {"clamp",
     bare | torch,
     Use::element,
     Action::clip,
     {{{"input", Accept::value, 0, true}, {"min", Accept::number, 2}, {"max", Accept::number, 3}}}},
    {"calculate_gain",
     layer_init,
     Use::gain,
     Action::keep,
     {{{"nonlinearity", Accept::text, 0, true}, {"param", Accept::number, 2}}}},

    {"randn", drawn, Use::normal, Action::keep, {dims}, 1},
    {"randn", torch, Use::normal, Action::keep, {size_dims}, 1},
    {"standard_normal", drawn, Use::normal, Action::keep, {size_last}, 1},
    {"normal",
     jax_random | py_random,
     Use::normal,
     Action::keep,
     {key, {"shape", Accept::shape, 0, true}, idle},
     1},
    {"normal",
     drawn,
     Use::normal,
     Action::keep,
     {{{"loc", Accept::number, 2, false, "mean"},
       {"scale", Accept::number, 3, false, "stddev"},
       size_last}},
     1},
    {"normal",
     torch,
     Use::normal,
     Action::keep,
     {{{"mean", Accept::number, 2}, {"std", Accept::number, 3}, size_last}},
     1},
    {"normal", tf_random, Use::normal, Action::keep, {shape, mean, stddev}, 1},
    {"random_normal", bare | tf, Use::normal, Action::keep, {shape, mean, stddev}, 1},
    {"gauss",
     bare | py_random,
     Use::normal,
     Action::keep,
     {{{"mu", Accept::number, 2}, {"sigma", Accept::number, 3}}},
     1},
    {"normalvariate",
     bare | py_random,
     Use::normal,
     Action::keep,
     {{{"mu", Accept::number, 2}, {"sigma", Accept::number, 3}}},
     1},
    {"rvs",
     norm,
     Use::normal,
     Action::keep,
     {{{"loc", Accept::number, 2}, {"scale", Accept::number, 3}, size_last}},
     1},
    {"rand", drawn, Use::uniform, Action::keep, {dims}, 1},
    {"rand", torch, Use::uniform, Action::keep, {size_dims}, 1},
    {"random", drawn, Use::uniform, Action::keep, {size_last}, 1},
    {"random", py_random, Use::uniform, Action::keep, {}, 1},
    {"random_sample", drawn, Use::uniform, Action::keep, {size_last}, 1},
    {"ranf", drawn, Use::uniform, Action::keep, {size_last}, 1},
    {"uniform",
     jax_random | py_random,
     Use::uniform,
     Action::keep,
     {key, {"shape", Accept::shape, 0, true}, idle, minval, maxval},
     1},
    {"uniform", drawn, Use::uniform, Action::keep, {from, to, size_last}, 1},
    {"uniform", tf_random, Use::uniform, Action::keep, {shape, minval, maxval}, 1},
    {"random_uniform", bare | tf, Use::uniform, Action::keep, {shape, minval, maxval}, 1},
    {"rvs",
     sp_uniform,
     Use::uniform_wide,
     Action::keep,
     {{{"loc", Accept::number, 2}, {"scale", Accept::number, 3}, size_last}},
     1},
    {"rvs",
     truncnorm,
     Use::trunc_sigmas,
     Action::keep,
     {{{"a", Accept::number, 4, true},
       {"b", Accept::number, 5, true},
       {"loc", Accept::number, 2},
       {"scale", Accept::number, 3},
       size_last}},
     1},
    {"truncnorm",
     bare | stats,
     Use::trunc_sigmas,
     Action::keep,
     {{{"a", Accept::number, 4, true},
       {"b", Accept::number, 5, true},
       {"loc", Accept::number, 2},
       {"scale", Accept::number, 3}}},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"truncated_normal",
     jax_random | py_random,
     Use::trunc_sigmas,
     Action::keep,
     {key,
      {"lower", Accept::number, 4, true},
      {"upper", Accept::number, 5, true},
      {"shape", Accept::shape, 0, true},
      idle},
     1},
    {"truncated_normal",
     bare | tf | tf_random,
     Use::trunc_two_sigma,
     Action::keep,
     {shape, mean, stddev},
     1},
    {"orthogonal",
     jax_random,
     Use::orthogonal,
     Action::keep,
     {key, {"n", Accept::numbers, 0, true}}},
    {"zeros", bare | np | tf, Use::constant, Action::keep, {shape, idle}, 0},
    {"zeros", torch, Use::constant, Action::keep, {size_dims}, 0},
    {"ones", bare | np | tf, Use::constant, Action::keep, {shape, idle}, 1},
    {"ones", torch, Use::constant, Action::keep, {size_dims}, 1},
    {"full",
     arrays,
     Use::constant,
     Action::keep,
     {shape, {"fill_value", Accept::number, 2, true}, idle}},
    {"fill", tf, Use::constant, Action::keep, {shape, {"value", Accept::number, 2, true}}},
    {"eye",
     arrays,
     Use::eye,
     Action::keep,
     {{{"N", Accept::number, 0, true, "n"}, {"M", Accept::number, 1, false, "m"}}}},
    {"identity", bare | np, Use::eye, Action::keep, {{{"n", Accept::number, 0, true}}}},
    {"orthogonal", bare, Use::orthogonal, Action::keep, {size_dims, gain}},
    {"qr",
     bare | linalg,
     Use::qr,
     Action::keep,
     {{{"a", Accept::matrix, 0, true, "A"}, {"mode", Accept::anything, 0}}}},
    {"svd",
     bare | linalg | torch,
     Use::svd,
     Action::keep,
     {{{"a", Accept::matrix, 0, true, "A"},
       {"full_matrices", Accept::anything, 0},
       {"compute_uv", Accept::anything, 0}}}},
    {"diag", arrays, Use::diagonal, Action::keep, {operand}},
    {"diagonal", arrays, Use::diagonal, Action::keep, {operand}},
    {"empty", bare | np | torch, Use::empty, Action::keep, {size_dims}},
    {"Tensor", bare | torch, Use::empty, Action::keep, {size_dims}},
    {"FloatTensor", bare | torch, Use::empty, Action::keep, {size_dims}},
    {"DoubleTensor", bare | torch, Use::empty, Action::keep, {size_dims}},
    {"zeros_like", arrays, Use::alike, Action::keep, {operand}, 0},
    {"ones_like", arrays, Use::alike, Action::keep, {operand}, 1},
    {"randn_like", bare | torch, Use::alike, Action::keep, {operand}, 2},
    {"empty_like", arrays, Use::alike, Action::keep, {operand}, 0},

    {"xavier_normal_", layer_init, Use::xavier_normal, Action::keep, {weight, gain}, 1},
    {"xavier_uniform_", layer_init, Use::xavier_uniform, Action::keep, {weight, gain}, 1},
    {"kaiming_normal_",
     layer_init,
     Use::kaiming_normal,
     Action::keep,
     {weight, slope, mode, nonlinearity}},
    {"kaiming_uniform_",
     layer_init,
     Use::kaiming_uniform,
     Action::keep,
     {weight, slope, mode, nonlinearity}},
    {"normal_", layer_init, Use::normal, Action::keep, {weight, mean, std_dev}, 1},
    {"uniform_",
     layer_init,
     Use::uniform,
     Action::keep,
     {{weight, {"a", Accept::number, 2, false, "from"}, {"b", Accept::number, 3, false, "to"}}},
     1},
    {"trunc_normal_",
     layer_init,
     Use::trunc_normal,
     Action::keep,
     {{weight,
       {"mean", Accept::number, 2},
       {"std", Accept::number, 3},
       {"a", Accept::number, 4},
       {"b", Accept::number, 5}}},
     1},
    {"orthogonal_", layer_init, Use::orthogonal, Action::keep, {weight, gain}},
    {"sparse_",
     layer_init,
     Use::sparse,
     Action::keep,
     {{weight, {"sparsity", Accept::number, 2, true}, {"std", Accept::number, 3}}},
     0.01},
    {"eye_", layer_init, Use::eye, Action::keep, {weight}},
    {"zeros_", layer_init, Use::constant, Action::keep, {weight}, 0},
    {"zero_", layer_init, Use::constant, Action::keep, {weight}, 0},
    {"ones_", layer_init, Use::constant, Action::keep, {weight}, 1},
    {"constant_",
     layer_init,
     Use::constant,
     Action::keep,
     {{weight, {"val", Accept::number, 2, true}}}},
    {"fill_",
     layer_init,
     Use::constant,
     Action::keep,
     {{weight, {"val", Accept::number, 2, true}}}},

    // Keras corrects the cut of its scaled initializers and not that of TruncatedNormal.
    scaled("GlorotNormal", recipes, 1, Mode::fan_avg, Spread::truncated_normal),
    scaled("GlorotUniform", recipes, 1, Mode::fan_avg, Spread::uniform),
    scaled("HeNormal", recipes, 2, Mode::fan_in, Spread::truncated_normal),
    scaled("HeUniform", recipes, 2, Mode::fan_in, Spread::uniform),
    scaled("LecunNormal", recipes, 1, Mode::fan_in, Spread::truncated_normal),
    scaled("LecunUniform", recipes, 1, Mode::fan_in, Spread::uniform),
    scaled("glorot_normal", recipes | jax_init, 1, Mode::fan_avg, Spread::truncated_normal),
    scaled("glorot_uniform", recipes | jax_init, 1, Mode::fan_avg, Spread::uniform),
    scaled("he_normal", recipes | jax_init, 2, Mode::fan_in, Spread::truncated_normal),
    scaled("he_uniform", recipes | jax_init, 2, Mode::fan_in, Spread::uniform),
    scaled("lecun_normal", recipes | jax_init, 1, Mode::fan_in, Spread::truncated_normal),
    scaled("lecun_uniform", recipes | jax_init, 1, Mode::fan_in, Spread::uniform),
    scaled("xavier_normal", jax_init, 1, Mode::fan_avg, Spread::truncated_normal),
    scaled("xavier_uniform", jax_init, 1, Mode::fan_avg, Spread::uniform),
    scaled("kaiming_normal", jax_init, 2, Mode::fan_in, Spread::truncated_normal),
    scaled("kaiming_uniform", jax_init, 2, Mode::fan_in, Spread::uniform),
    // TensorFlow 1 calls the same by other names.
    scaled("glorot_normal_initializer", bare | tf, 1, Mode::fan_avg, Spread::truncated_normal),
    scaled("glorot_uniform_initializer", bare | tf, 1, Mode::fan_avg, Spread::uniform),
    scaled("xavier_initializer", bare | tf, 1, Mode::fan_avg, Spread::uniform),
    scaled("he_normal_initializer", bare | tf, 2, Mode::fan_in, Spread::truncated_normal),
    scaled("he_uniform_initializer", bare | tf, 2, Mode::fan_in, Spread::uniform),
    {"VarianceScaling",
     recipes | tf | haiku,
     Use::variance_scaling,
     Action::keep,
     {{{"scale", Accept::number, 2, false, "factor"},
       mode,
       {"distribution", Accept::text, 4},
       idle}},
     1,
     0,
     Mode::fan_in,
     Spread::truncated_normal,
     true},
    {"variance_scaling",
     recipes | jax_init,
     Use::variance_scaling,
     Action::keep,
     {{{"scale", Accept::number, 2}, mode, {"distribution", Accept::text, 4}, idle}},
     1,
     0,
     Mode::fan_in,
     Spread::truncated_normal,
     true},
    {"variance_scaling_initializer",
     bare | tf,
     Use::variance_scaling,
     Action::keep,
     {{{"scale", Accept::number, 2, false, "factor"},
       mode,
       {"distribution", Accept::text, 4},
       idle}},
     1,
     0,
     Mode::fan_in,
     Spread::truncated_normal,
     true},
    {"RandomNormal",
     recipes,
     Use::normal,
     Action::keep,
     {mean, stddev, idle},
     0.05,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"random_normal_initializer",
     bare | tf,
     Use::normal,
     Action::keep,
     {mean, stddev, idle},
     0.05,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"RandomUniform",
     recipes,
     Use::uniform,
     Action::keep,
     {minval, maxval, idle},
     0.05,
     -0.05,
     Mode::fan_in,
     Spread::normal,
     true},
    {"random_uniform_initializer",
     bare | tf,
     Use::uniform,
     Action::keep,
     {minval, maxval, idle},
     0.05,
     -0.05,
     Mode::fan_in,
     Spread::normal,
     true},
    {"TruncatedNormal",
     recipes,
     Use::trunc_two_sigma,
     Action::keep,
     {mean, stddev, idle},
     0.05,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"truncated_normal_initializer",
     bare | tf,
     Use::trunc_two_sigma,
     Action::keep,
     {mean, stddev, idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Orthogonal",
     recipes | haiku,
     Use::orthogonal,
     Action::keep,
     {gain, idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"OrthogonalInitializer",
     recipes,
     Use::orthogonal,
     Action::keep,
     {gain, idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"orthogonal_initializer",
     bare | tf,
     Use::orthogonal,
     Action::keep,
     {gain, idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Identity",
     keras_init,
     Use::eye,
     Action::keep,
     {idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Zeros", recipes, Use::constant, Action::keep, {}, 0, 0, Mode::fan_in, Spread::normal, true},
    {"zeros_initializer",
     bare | tf | nn,
     Use::constant,
     Action::keep,
     {idle},
     0,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Ones", recipes, Use::constant, Action::keep, {}, 1, 0, Mode::fan_in, Spread::normal, true},
    {"ones_initializer",
     bare | tf | nn,
     Use::constant,
     Action::keep,
     {idle},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Constant",
     recipes | haiku,
     Use::constant,
     Action::keep,
     {{{"value", Accept::number, 2}}},
     0,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"constant_initializer",
     bare | tf,
     Use::constant,
     Action::keep,
     {{{"value", Accept::number, 2}}},
     0,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"RandomNormal",
     haiku,
     Use::normal,
     Action::keep,
     {stddev, mean},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"RandomUniform",
     haiku,
     Use::uniform,
     Action::keep,
     {minval, maxval},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"TruncatedNormal",
     haiku,
     Use::trunc_two_sigma,
     Action::keep,
     {stddev, mean},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"normal",
     jax_init,
     Use::normal,
     Action::keep,
     {stddev, idle},
     0.01,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"uniform",
     jax_init,
     Use::uniform_to,
     Action::keep,
     {{{"scale", Accept::number, 2}, idle}},
     0.01,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"truncated_normal",
     jax_init,
     Use::trunc_two_sigma,
     Action::keep,
     {stddev, idle},
     0.01,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"orthogonal",
     jax_init,
     Use::orthogonal,
     Action::keep,
     {{{"scale", Accept::number, 2}, idle}},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"zeros", jax_init, Use::constant, Action::keep, {key, shape, idle}, 0},
    {"ones", jax_init, Use::constant, Action::keep, {key, shape, idle}, 1},
    {"constant",
     jax_init,
     Use::constant,
     Action::keep,
     {{{"value", Accept::number, 2, true}}},
     0,
     0,
     Mode::fan_in,
     Spread::normal,
     true},

    {"Normal",
     bare,
     Use::normal,
     Action::keep,
     {{{"loc", Accept::number, 2}, {"scale", Accept::number, 3, false, "sigma"}}},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Normal",
     nn_init,
     Use::normal,
     Action::keep,
     {{{"sigma", Accept::number, 3, false, "std"}}},
     0.01,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Uniform",
     bare,
     Use::uniform,
     Action::keep,
     {from, to},
     1,
     0,
     Mode::fan_in,
     Spread::normal,
     true},
    {"Xavier",
     nn_init,
     Use::scaled,
     Action::keep,
     {idle, idle, idle},
     1,
     0,
     Mode::fan_avg,
     Spread::uniform,
     true},

    kept("Parameter", bare | nn),
    kept("Value", bare),
    kept("Variable", bare | tf),
    kept("constant", bare | tf),
    kept("tensor", bare | torch),
    kept("as_tensor", bare | torch),
    kept("from_numpy", bare | torch),
    kept("asarray", arrays),
    kept("ascontiguousarray", arrays),
    kept("asfortranarray", arrays),
    kept("array", arrays),
    kept("matrix", np),
    kept("mat", np),
    kept("float32", arrays),
    kept("float64", arrays),
    kept("float16", arrays),
    kept("cast", bare | tf),
    kept("convert_to_tensor", bare | tf),
    kept("shared", bare | tf),
    kept("device_put", bare),
    kept("list", bare),
    kept("tuple", bare),
};

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

std::span<const Function> functions() { return function_table; }
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
  const auto* const found =
      std::find_if(std::begin(function_table), std::end(function_table), [&](const Function& f) {
        return (f.prefixes & split.prefix) != 0 && has_name(f, split.name);
      });
  return found == std::end(function_table) ? nullptr : found;
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
  for (const Function& function : function_table) {
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
