#include "core/init_code/functions.h"

#include <algorithm>
#include <iterator>
#include <numbers>

namespace initlab::init_code {
namespace {

constexpr CodeKind number = CodeKind::number;
constexpr CodeKind matrix = CodeKind::matrix;

constexpr Parameter operand = {"x", Accept::value, 0, true};
constexpr Parameter operand_1 = {"x1", Accept::value, 0, true};
constexpr Parameter operand_2 = {"x2", Accept::value, 1, true};
constexpr Parameter dims = {"d0", Accept::numbers, 0, true};
constexpr Parameter size_dims = {"size", Accept::shape_numbers, 0, true, "shape"};
constexpr Parameter shape = {"shape", Accept::shape, 0, true, "size"};
constexpr Parameter size_last = {"size", Accept::shape, 0, true};
constexpr Parameter weight = {"tensor", Accept::weight, 0, true};
constexpr Parameter gain = {"gain", Accept::number, 2};
constexpr Parameter slope = {"a", Accept::number, 2};
constexpr Parameter mode = {"mode", Accept::text, 3};
constexpr Parameter nonlinearity = {"nonlinearity", Accept::text, 4};
constexpr Prefixes anywhere = bare | np | torch | math;
constexpr Prefixes arrays = bare | np | torch;
constexpr Prefixes drawn = bare | np_random;
constexpr Prefixes layer_init = bare | nn_init;

// Signatures: NumPy 2.3 reference, PyTorch 2.8 torch.nn.init.
constexpr Function function_table[] = {
    {"sqrt", anywhere, Action::sqrt, number, {operand}},
    {"exp", anywhere, Action::exp, number, {operand}},
    {"log", anywhere, Action::log, number, {operand}},
    {"tanh", anywhere, Action::tanh, number, {operand}},
    {"abs", arrays, Action::abs, number, {operand}},
    {"absolute", bare | np, Action::abs, number, {operand}},
    {"square", arrays, Action::square, number, {operand}},
    {"int", bare, Action::truncate, number, {{{"x", Accept::number, 0, true}}}},
    {"float", bare, Action::keep, number, {{{"x", Accept::number, 0, true}}}},
    {"maximum", arrays, Action::maximum, number, {operand_1, operand_2}},
    {"minimum", arrays, Action::minimum, number, {operand_1, operand_2}},
    {"max", bare, Action::maximum, number, {operand_1, operand_2}},
    {"min", bare, Action::minimum, number, {operand_1, operand_2}},
    {"power", bare | np, Action::power, number, {operand_1, operand_2}},
    {"pow", bare | math | torch, Action::power, number, {operand_1, operand_2}},
    {"clip",
     bare | np | torch,
     Action::clip,
     number,
     {{{"a", Accept::value, 0, true},
       {"a_min", Accept::number, 2, false, "min"},
       {"a_max", Accept::number, 3, false, "max"}}}},
    {"clamp",
     bare | torch,
     Action::clip,
     number,
     {{{"input", Accept::value, 0, true}, {"min", Accept::number, 2}, {"max", Accept::number, 3}}}},
    {"calculate_gain",
     layer_init,
     Action::calculate_gain,
     number,
     {{{"nonlinearity", Accept::text, 0, true}, {"param", Accept::number, 2}}}},

    {"randn", drawn, Action::normal, matrix, {dims}, 0, true},
    {"randn", torch, Action::normal, matrix, {size_dims}, 0, true},
    {"standard_normal", drawn, Action::normal, matrix, {size_last}, 0, true},
    {"normal",
     drawn,
     Action::normal,
     matrix,
     {{{"loc", Accept::number, 2}, {"scale", Accept::number, 3}, size_last}},
     0,
     true},
    {"normal",
     torch,
     Action::normal,
     matrix,
     {{{"mean", Accept::number, 2}, {"std", Accept::number, 3}, size_last}},
     0,
     true},
    {"rand", drawn, Action::uniform, matrix, {dims}, 0, true},
    {"rand", torch, Action::uniform, matrix, {size_dims}, 0, true},
    {"random", drawn, Action::uniform, matrix, {size_last}, 0, true},
    {"uniform",
     drawn,
     Action::uniform,
     matrix,
     {{{"low", Accept::number, 2}, {"high", Accept::number, 3}, size_last}},
     0,
     true},
    {"zeros", bare | np, Action::constant, matrix, {shape}, 0},
    {"zeros", torch, Action::constant, matrix, {size_dims}, 0},
    {"ones", bare | np, Action::constant, matrix, {shape}, 1},
    {"ones", torch, Action::constant, matrix, {size_dims}, 1},
    {"full", arrays, Action::constant, matrix, {{shape, {"fill_value", Accept::number, 2, true}}}},
    {"eye",
     arrays,
     Action::eye,
     matrix,
     {{{"N", Accept::number, 0, true, "n"}, {"M", Accept::number, 1, false, "m"}}}},
    {"identity", bare | np, Action::eye, matrix, {{{"n", Accept::number, 0, true}}}},
    {"orthogonal", bare, Action::orthogonal, matrix, {size_dims, gain}, 0, true},
    {"qr", bare | np_linalg, Action::qr, CodeKind::pair, {{{"a", Accept::matrix, 0, true, "A"}}}},

    {"xavier_normal_", layer_init, Action::xavier_normal, matrix, {weight, gain}, 0, true},
    {"xavier_uniform_", layer_init, Action::xavier_uniform, matrix, {weight, gain}, 0, true},
    {"kaiming_normal_",
     layer_init,
     Action::kaiming_normal,
     matrix,
     {weight, slope, mode, nonlinearity},
     0,
     true},
    {"kaiming_uniform_",
     layer_init,
     Action::kaiming_uniform,
     matrix,
     {weight, slope, mode, nonlinearity},
     0,
     true},
    {"normal_",
     layer_init,
     Action::normal,
     matrix,
     {{weight, {"mean", Accept::number, 2}, {"std", Accept::number, 3}}},
     0,
     true},
    {"uniform_",
     layer_init,
     Action::uniform,
     matrix,
     {{weight, {"a", Accept::number, 2}, {"b", Accept::number, 3}}},
     0,
     true},
    {"trunc_normal_",
     layer_init,
     Action::trunc_normal,
     matrix,
     {{weight,
       {"mean", Accept::number, 2},
       {"std", Accept::number, 3},
       {"a", Accept::number, 4},
       {"b", Accept::number, 5}}},
     0,
     true},
    {"orthogonal_", layer_init, Action::orthogonal, matrix, {weight, gain}, 0, true},
    {"sparse_",
     layer_init,
     Action::sparse,
     matrix,
     {{weight, {"sparsity", Accept::number, 2, true}, {"std", Accept::number, 3}}},
     0,
     true},
    {"eye_", layer_init, Action::eye, matrix, {weight}},
    {"zeros_", layer_init, Action::constant, matrix, {weight}, 0},
    {"ones_", layer_init, Action::constant, matrix, {weight}, 1},
    {"constant_",
     layer_init,
     Action::constant,
     matrix,
     {{weight, {"val", Accept::number, 2, true}}}},
};

constexpr NamedConstant constant_table[] = {
    {"fan_in", bare, Constant::fan_in},
    {"fan_out", bare, Constant::fan_out},
    {"layer", bare, Constant::layer},
    {"depth", bare, Constant::depth},
    {"gain", bare, Constant::gain},
    {"pi", bare | np | math | torch, Constant::none, std::numbers::pi},
    {"e", np | math | torch, Constant::none, std::numbers::e},
};

struct Prefix {
  std::string_view text;
  Prefixes group;
};
// The first of a group is the one that suggestions use.
constexpr Prefix prefix_table[] = {
    {"np.random", np_random},
    {"np", np},
    {"np.linalg", np_linalg},
    {"nn.init", nn_init},
    {"torch", torch},
    {"math", math},
    {"", bare},
    {"numpy", np},
    {"numpy.random", np_random},
    {"random", np_random},
    {"numpy.linalg", np_linalg},
    {"linalg", np_linalg},
    {"torch.linalg", np_linalg},
    {"torch.nn.init", nn_init},
    {"init", nn_init},
};

std::string with_prefix(Prefixes prefixes, std::string_view name) {
  for (const Prefix& prefix : prefix_table) {
    if ((prefix.group & prefixes) == 0) continue;
    if (prefix.text.empty()) break;
    return std::string(prefix.text) + "." + std::string(name);
  }
  return std::string(name);
}

bool has_name(const Function& function, std::string_view name) {
  return function.name == name ||
         (function.takes_weight() && function.name.substr(0, function.name.size() - 1) == name);
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
  return {found == std::end(prefix_table) ? Prefixes{0} : found->group, name};
}

const Function* find_function(const SplitName& split, bool on_weight) {
  const Function* found = nullptr;
  for (const Function& function : function_table) {
    if ((function.prefixes & split.prefix) == 0 || !has_name(function, split.name)) continue;
    if (found == nullptr || (on_weight && function.takes_weight())) found = &function;
  }
  return found;
}

const NamedConstant* find_constant(const SplitName& split) {
  const auto* const found = std::find_if(
      std::begin(constant_table), std::end(constant_table),
      [&](const auto& c) { return c.name == split.name && (c.prefixes & split.prefix) != 0; });
  return found == std::end(constant_table) ? nullptr : found;
}

std::string full_name(const Function& function) {
  return with_prefix(function.prefixes, function.name);
}
std::string full_name(const NamedConstant& constant) {
  return with_prefix(constant.prefixes & bare ? bare : constant.prefixes, constant.name);
}

}  // namespace initlab::init_code
