// Initializers, layers and variables that make their weights when they are called.
#include <algorithm>

#include "core/initializer/code/call_words.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {

Value Reader::call_recipe(const Value& recipe, const Expr& expr, std::vector<Given>& given) {
  Bound bound;
  for (const Given& one : given) {
    const bool is_shape = one.value.kind == Kind::list || one.keyword == "shape" ||
                          one.keyword == "size" || one.keyword == "sample_shape" ||
                          one.value.text.ends_with("shape");
    if (!is_shape) continue;
    if (auto error = bind_shape(one, bound)) {
      fail(*std::move(error));
      return {};
    }
    return draw_recipe(*recipe.recipe, bound.rows, bound.cols, bound.dimensions, expr);
  }
  // A model's layer is called with its input; a recipe without a shape stays one.
  return recipe;
}

// nn.Linear(n_in, n_out), Dense(n, kernel_initializer=...)
Value Reader::call_layer(const std::string& path, const Expr& expr, std::vector<Given>& given) {
  Value layer;
  layer.kind = Kind::layer;
  layer.tensor = std::make_shared<Tensor>();
  layer.tensor->is_layer_weight = true;
  layer.tensor->rows = fan(Constant::fan_out, expr);
  layer.tensor->cols = fan(Constant::fan_in, expr);
  const bool is_flax = std::any_of(given.begin(), given.end(), [](const Given& one) {
    return one.keyword == "features" || one.keyword == "kernel_init";
  });
  const bool is_torch = last_of(path) == "Linear" || last_of(path) == "LazyLinear";
  Recipe recipe;
  recipe.function = is_flax ? &flax_default() : is_torch ? &torch_default() : &keras_default();
  layer.tensor->is_default = true;
  for (const Given& one : given) {
    constexpr std::string_view words[] = {
        "kernel_initializer", "kernel_init",        "w_init", "init",
        "weight_initializer", "weights_initializer"};
    if (!is_among(one.keyword, words)) continue;
    layer.tensor->is_default = false;
    if (one.value.kind == Kind::recipe) {
      recipe = *one.value.recipe;
    } else if (const Function* word = find_recipe(one.value.text)) {
      recipe.function = word;
    } else if (one.value.kind == Kind::unknown && one.value.reason) {
      fail(*one.value.reason);
      return {};
    } else if (one.value.kind != Kind::none) {
      fail(error_of(CodeFault::unknown_function, ast_.expr(one.expr)));
      return {};
    }
  }
  const Value drawn =
      draw_recipe(recipe, fan(Constant::fan_in, expr), fan(Constant::fan_out, expr), 2, expr);
  if (error_) return {};
  layer.tensor->node = drawn.tensor->node;
  return layer;
}

// tf.get_variable('W', [n_in, n_out], initializer=...), self.param('kernel', init, (n_in, n_out))
Value Reader::call_variable(const Expr& expr, std::vector<Given>& given) {
  Recipe recipe;
  recipe.function = &keras_default();
  Bound sizes;
  for (const Given& one : given) {
    if (one.value.kind == Kind::recipe) {
      recipe = *one.value.recipe;
    } else if (one.value.kind == Kind::tensor && one.value.tensor->node != no_node) {
      return one.value;
    } else if (one.keyword == "initializer" && find_recipe(one.value.text)) {
      recipe.function = find_recipe(one.value.text);
    } else if (one.value.kind == Kind::unknown && one.value.reason) {
      return unknown(expr, *one.value.reason);
    } else if (one.value.kind == Kind::list || one.keyword == "shape") {
      if (auto error = bind_shape(one, sizes)) {
        fail(*std::move(error));
        return {};
      }
    }
  }
  if (sizes.dimensions == 0) {
    return draw_recipe(recipe, fan(Constant::fan_in, expr), fan(Constant::fan_out, expr), 2, expr);
  }
  return draw_recipe(recipe, sizes.rows, sizes.cols, sizes.dimensions, expr);
}

}  // namespace initlab::init_code
