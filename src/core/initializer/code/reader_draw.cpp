// What the reader draws: calls that make matrices, as nodes.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/reader.h"
#include "core/random/normal.h"

namespace initlab::init_code {
namespace {

constexpr Expr nowhere;

}  // namespace

// The two sizes by their places where they are the same number or name: fan_in is one of them.
std::pair<int, int> Reader::told_apart(int rows, int cols) {
  if (rows == no_node || cols == no_node) return {rows, cols};
  if (pool_.node(rows).type == NodeType::constant) return {rows, cols};
  if (canonical(pool_, rows) != canonical(pool_, cols)) return {rows, cols};
  const auto placed = [&](int size, const char* place) {
    Node node;
    node.type = NodeType::symbol;
    const Node& of = pool_.node(size);
    node.text = place + canonical(pool_, size);
    node.label = of.type == NodeType::symbol ? of.label : canonical(pool_, size);
    node.children = {size};
    node.begin = of.begin;
    node.end = of.end;
    node.at = of.at;
    return pool_.add(std::move(node));
  };
  const int first = placed(rows, "rows ");
  return {first, placed(cols, "columns ")};
}

std::shared_ptr<Tensor> Reader::layer_weight(const std::string& path) {
  std::string name = path;
  while (name.ends_with(".data")) name.resize(name.size() - 5);
  Value& held = scopes_.front()["weight of " + name];
  if (held.kind != Kind::tensor) {
    held.kind = Kind::tensor;
    held.tensor = std::make_shared<Tensor>();
    held.tensor->is_layer_weight = true;
    held.tensor->name = name;
    held.tensor->rows = fan(Constant::fan_out, nowhere);
    held.tensor->cols = fan(Constant::fan_in, nowhere);
  }
  const std::shared_ptr<Tensor> tensor = held.tensor;
  // From now on the name has a value.
  Value value = held;
  scopes_.back()[name] = value;
  scopes_.front()[name] = value;
  return tensor;
}

int Reader::fill(Action action, const std::array<int, slot_count>& slots, int rows, int cols,
                 int dimensions, const Expr& expr) {
  if (error_) return no_node;
  Node node;
  node.type = NodeType::call;
  node.action = action;
  node.slots = slots;
  node.slots[0] = rows;
  node.slots[1] = cols;
  node.is_matrix = true;
  node.dimensions = dimensions;
  node.rows = rows;
  node.cols = cols;
  node.text = expr.children.empty() ? text_of(expr) : text_of(ast_.expr(expr.children[0]));
  if (is_random(action)) node.draw = pool_.draws++;
  return add(std::move(node), expr);
}

// With that standard deviation, whatever the distribution.
int Reader::of_std(Spread spread, int std, int rows, int cols, int dimensions, const Expr& expr) {
  std::array<int, slot_count> slots;
  slots.fill(no_node);
  switch (spread) {
    case Spread::normal:
      slots[2] = number(0, expr);
      slots[3] = std;
      return fill(Action::normal, slots, rows, cols, dimensions, expr);
    case Spread::uniform: {
      const int bound = binary(Operator::multiply, number(std::sqrt(3.0), expr), std, expr, "*");
      slots[2] = binary(Operator::multiply, number(-1, expr), bound, expr, "*");
      slots[3] = bound;
      return fill(Action::uniform, slots, rows, cols, dimensions, expr);
    }
    case Spread::truncated_normal:
      break;
  }
  const int whole = binary(Operator::divide, std, number(truncated_normal_std, expr), expr, "/");
  slots[2] = number(0, expr);
  slots[3] = whole;
  slots[4] = binary(Operator::multiply, number(-2, expr), whole, expr, "*");
  slots[5] = binary(Operator::multiply, number(2, expr), whole, expr, "*");
  return fill(Action::trunc_normal, slots, rows, cols, dimensions, expr);
}

// sqrt(scale / fan)
int Reader::variance_std(int scale, Mode mode, int fan_in, int fan_out, const Expr& expr) {
  int fan = mode == Mode::fan_in ? fan_in : fan_out;
  if (mode == Mode::fan_avg) {
    fan = binary(Operator::divide, binary(Operator::add, fan_in, fan_out, expr, "+"),
                 number(2, expr), expr, "/");
  }
  return element(Action::sqrt, binary(Operator::divide, scale, fan, expr, "/"), expr);
}

// PyTorch's gain: of the nonlinearity in text 4, leaky_relu if there is none, the slope in slot 2.
int Reader::kaiming_gain(const Bound& bound, const Expr& expr) {
  const std::string& word = bound.texts[4];
  if (const auto fixed = activation_gain(word)) return number(*fixed, expr);
  const int slope = bound.slots[2] == no_node ? number(0, expr) : bound.slots[2];
  const int square = binary(Operator::multiply, slope, slope, expr, "*");
  const int sum = binary(Operator::add, number(1, expr), square, expr, "+");
  return element(Action::sqrt, binary(Operator::divide, number(2, expr), sum, expr, "/"), expr);
}

int Reader::draw(const Function& function, const Bound& bound, int rows, int cols, int dimensions,
                 int fan_in, int fan_out, const Expr& expr) {
  if (error_) return no_node;
  std::array<int, slot_count> slots = bound.slots;
  const auto otherwise = [&](std::size_t slot, double value) {
    if (slots[slot] == no_node) slots[slot] = number(value, expr);
    return slots[slot];
  };
  const auto make = [&](Action action) {
    return fill(action, slots, rows, cols, dimensions, expr);
  };
  const auto times = [&](int a, int b) { return binary(Operator::multiply, a, b, expr, "*"); };
  const auto plus = [&](int a, int b) { return binary(Operator::add, a, b, expr, "+"); };
  switch (function.use) {
    case Use::constant:
      otherwise(2, function.value);
      return make(Action::constant);
    case Use::eye:
      return make(Action::eye);
    case Use::normal:
      otherwise(2, 0);
      otherwise(3, function.value);
      return make(Action::normal);
    case Use::uniform:
      otherwise(2, function.low);
      otherwise(3, function.value);
      return make(Action::uniform);
    case Use::uniform_wide:
      slots[3] = plus(otherwise(2, 0), otherwise(3, 1));
      return make(Action::uniform);
    case Use::uniform_to:
      slots[3] = otherwise(2, function.value);
      slots[2] = number(0, expr);
      return make(Action::uniform);
    case Use::trunc_normal:
      otherwise(2, 0);
      otherwise(3, 1);
      otherwise(4, -2);
      otherwise(5, 2);
      return make(Action::trunc_normal);
    case Use::trunc_two_sigma:
    case Use::trunc_sigmas: {
      const int mean = otherwise(2, 0);
      const int std = otherwise(3, function.value);
      const int low = times(otherwise(4, -2), std);
      const int high = times(otherwise(5, 2), std);
      // Without a mean the bounds stay exact multiples.
      const bool is_centred = literal(mean) == 0.0;
      slots[4] = is_centred ? low : plus(mean, low);
      slots[5] = is_centred ? high : plus(mean, high);
      return make(Action::trunc_normal);
    }
    case Use::orthogonal:
      otherwise(2, 1);
      return make(Action::orthogonal);
    case Use::sparse:
      otherwise(3, function.value);
      return make(Action::sparse);
    case Use::xavier_normal:
    case Use::xavier_uniform: {
      const int gain = otherwise(2, 1);
      const int sum = plus(fan_in, fan_out);
      const int root =
          element(Action::sqrt, binary(Operator::divide, number(2, expr), sum, expr, "/"), expr);
      const bool is_normal = function.use == Use::xavier_normal;
      return of_std(is_normal ? Spread::normal : Spread::uniform, times(gain, root), rows, cols,
                    dimensions, expr);
    }
    case Use::kaiming_normal:
    case Use::kaiming_uniform: {
      const int gain = kaiming_gain(bound, expr);
      const int fan = bound.texts[3] == "fan_out" ? fan_out : fan_in;
      const int std = binary(Operator::divide, gain, element(Action::sqrt, fan, expr), expr, "/");
      const bool is_normal = function.use == Use::kaiming_normal;
      return of_std(is_normal ? Spread::normal : Spread::uniform, std, rows, cols, dimensions,
                    expr);
    }
    case Use::torch_linear:
      // U(-1/sqrt(fan_in), 1/sqrt(fan_in)): kaiming_uniform with a = sqrt 5.
      return of_std(Spread::uniform,
                    variance_std(number(1.0 / 3, expr), Mode::fan_in, fan_in, fan_out, expr), rows,
                    cols, dimensions, expr);
    case Use::scaled:
      return of_std(
          function.spread,
          variance_std(number(function.value, expr), function.mode, fan_in, fan_out, expr), rows,
          cols, dimensions, expr);
    case Use::variance_scaling: {
      const std::string& fan = bound.texts[3];
      const Mode mode = fan == "fan_out"   ? Mode::fan_out
                        : fan == "fan_avg" ? Mode::fan_avg
                                           : Mode::fan_in;
      const std::string& word = bound.texts[4];
      const bool is_jax = (function.prefixes & jax_init) != 0 && word == "normal";
      const Spread spread = word == "uniform"                        ? Spread::uniform
                            : word == "untruncated_normal" || is_jax ? Spread::normal
                                                                     : Spread::truncated_normal;
      return of_std(spread, variance_std(otherwise(2, 1), mode, fan_in, fan_out, expr), rows, cols,
                    dimensions, expr);
    }
    default:
      return no_node;
  }
}

void Reader::fill_tensor(const std::shared_ptr<Tensor>& tensor, const Function& function,
                         const Bound& bound, const Expr& expr) {
  const Role role = role_of(tensor->name);
  if (role != Role::other && role != Role::weight) skipped_[static_cast<std::size_t>(role)] = true;
  note_effect();
  if (error_) return;
  if (tensor->is_layer_weight) {
    const int in = fan(Constant::fan_in, expr);
    const int out = fan(Constant::fan_out, expr);
    tensor->node = draw(function, bound, in, out, 2, in, out, expr);
    tensor->is_default = false;
  } else if (tensor->dimensions == 2) {
    std::tie(tensor->rows, tensor->cols) = told_apart(tensor->rows, tensor->cols);
    // Of one's own tensor, (rows, cols), PyTorch takes the second size as fan_in.
    const int drawn =
        draw(function, bound, tensor->cols, tensor->rows, 2, tensor->cols, tensor->rows, expr);
    tensor->node = transposed(drawn, expr);
    tensor->is_by_init = true;
  } else {
    tensor->node = draw(function, bound, tensor->rows, tensor->cols, tensor->dimensions,
                        tensor->cols, tensor->cols, expr);
  }
  Value value;
  value.kind = Kind::tensor;
  value.tensor = tensor;
  collect(value, tensor->name, expr.begin);
}

Value Reader::draw_recipe(const Recipe& recipe, int rows, int cols, int dimensions,
                          const Expr& expr) {
  Bound bound;
  bound.slots = recipe.slots;
  bound.texts = recipe.texts;
  std::tie(rows, cols) = told_apart(rows, cols);
  const int fan_in = rows == no_node ? cols : rows;
  const int node = draw(*recipe.function, bound, rows, cols, dimensions, fan_in, cols, expr);
  return error_ ? Value{} : tensor_value(node);
}

Tensor Reader::of_layer(const Recipe& recipe) {
  const Value drawn = draw_recipe(recipe, fan(Constant::fan_in, nowhere),
                                  fan(Constant::fan_out, nowhere), 2, nowhere);
  return *drawn.tensor;
}

Value Reader::apply(const Function& function, const Bound& bound, const Expr& expr,
                    const std::string& path) {
  switch (function.use) {
    case Use::element:
      return apply_element(function, bound, expr);
    case Use::gain: {
      Bound of = bound;
      of.texts[4] = bound.texts[0];
      // PyTorch's default slope.
      if (of.slots[2] == no_node) of.slots[2] = number(0.01, expr);
      const int gain = kaiming_gain(of, expr);
      return error_ ? Value{} : number_value(gain);
    }
    case Use::kept:
      return bound.values[0];
    case Use::qr:
    case Use::svd:
    case Use::diagonal:
      return decompose(function, bound, expr);
    case Use::empty: {
      Value value;
      value.kind = Kind::tensor;
      value.tensor = std::make_shared<Tensor>();
      value.tensor->dimensions = bound.dimensions;
      value.tensor->rows = bound.rows;
      value.tensor->cols = bound.cols;
      return value;
    }
    case Use::alike: {
      const Value& like = bound.values[0];
      const bool is_weight = like.kind == Kind::path;
      if (like.kind != Kind::tensor && !is_weight) {
        return unknown(expr, error_at(CodeFault::unknown_function, expr.begin, path));
      }
      if (function.name == "empty_like" && !is_weight) {
        Value value = like;
        value.tensor = std::make_shared<Tensor>(*like.tensor);
        value.tensor->node = no_node;
        return value;
      }
      Function drawn = function;
      drawn.use = function.name == "randn_like" ? Use::normal : Use::constant;
      if (drawn.use == Use::normal) drawn.value = 1;
      Bound none;
      // Of a layer's weight, (fan_out, fan_in).
      const int rows = is_weight ? fan(Constant::fan_out, expr) : like.tensor->rows;
      const int cols = is_weight ? fan(Constant::fan_in, expr) : like.tensor->cols;
      const int dimensions = is_weight ? 2 : like.tensor->dimensions;
      const int node = draw(drawn, none, rows, cols, dimensions, rows, cols, expr);
      return error_ ? Value{} : tensor_value(node);
    }
    default:
      break;
  }
  if (function.is_recipe) {
    Value value;
    value.kind = Kind::recipe;
    auto recipe = std::make_shared<Recipe>();
    recipe->function = &function;
    recipe->slots = bound.slots;
    recipe->texts = bound.texts;
    value.recipe = std::move(recipe);
    return value;
  }
  if (function.takes_weight()) {
    fill_tensor(bound.tensor, function, bound, expr);
    Value value;
    value.kind = Kind::tensor;
    value.tensor = bound.tensor;
    return value;
  }
  Bound sized = bound;
  if (function.use == Use::eye) {
    sized.cols = bound.slots[1] == no_node ? bound.slots[0] : bound.slots[1];
    sized.rows = bound.slots[0];
    sized.dimensions = 2;
    sized.slots = {no_node, no_node, no_node, no_node, no_node, no_node};
  }
  if (function.use == Use::orthogonal && sized.dimensions == 1) {
    sized.rows = sized.cols;
    sized.dimensions = 2;
  }
  const int node =
      draw(function, sized, sized.rows, sized.cols, sized.dimensions, sized.rows, sized.cols, expr);
  return error_ ? Value{} : tensor_value(node);
}

Value Reader::apply_element(const Function& function, const Bound& bound, const Expr& expr) {
  const std::string path = text_of(expr.children.empty() ? expr : ast_.expr(expr.children[0]));
  const Prefixes prefix = split(path).prefix;
  const bool is_math = (prefix & math) != 0;
  const bool is_python = prefix == bare && function.name != "sqrt" && function.name != "exp" &&
                         function.name != "log" && function.name != "tanh";
  // abs of R's diagonal, its signs: see with_factor.
  const Value& first = bound.values[0];
  if (first.kind == Kind::factor) {
    Value factor = first;
    if (function.action == Action::abs && first.text == "diagonal") factor.text = "sizes";
    if (function.action == Action::sign && first.text == "diagonal") factor.text = "signs";
    return factor;
  }
  const int a = bound.slots[0];
  const int b = bound.slots[1];
  if (function.action == Action::power && (is_python || is_math)) {
    const int node = binary(Operator::power, a, b, expr, "**");
    return error_ ? Value{} : pool_.node(node).is_matrix ? tensor_value(node) : number_value(node);
  }
  Node node;
  node.type = NodeType::call;
  node.action = function.action;
  node.slots = bound.slots;
  node.text = path;
  node.at = expr.begin;
  node.is_strict = is_math;
  bool are_whole = true;
  for (const int slot : {a, b}) {
    if (slot == no_node) continue;
    const Node& of = pool_.node(slot);
    are_whole = are_whole && of.number_type == NumberType::whole;
    if (!of.is_matrix) continue;
    node.is_matrix = true;
    node.dimensions = std::max(node.dimensions, of.dimensions);
    const bool takes = node.rows == no_node || literal(node.rows) == 1.0;
    if (takes) node.rows = of.rows;
    if (node.cols == no_node || literal(node.cols) == 1.0) node.cols = of.cols;
  }
  if (function.action == Action::power && are_whole && !node.is_matrix) {
    const Node& exponent = pool_.node(b);
    const bool is_negative = exponent.type == NodeType::negate ||
                             (exponent.type == NodeType::number && exponent.number < 0);
    if (is_negative) {
      fail(error_of(CodeFault::whole_to_negative, expr));
      return {};
    }
  }
  const bool keeps = function.action == Action::abs || function.action == Action::maximum ||
                     function.action == Action::minimum;
  if (function.action == Action::truncate) {
    node.number_type = NumberType::whole;
  } else if (is_math || is_python) {
    node.number_type = keeps && are_whole ? NumberType::whole : NumberType::real;
    if (is_math && function.action == Action::floor) node.number_type = NumberType::whole;
  } else {
    node.number_type = NumberType::numpy;
  }
  const bool is_matrix = node.is_matrix;
  const int index = add(std::move(node), expr);
  if (error_) return {};
  return is_matrix ? tensor_value(index) : number_value(index);
}

// The same tree with other sizes of what it draws.
int Reader::with_sizes(int index, int dimensions, int rows, int cols) {
  if (error_) return no_node;
  Node node = pool_.node(index);
  if (!node.is_matrix) return index;
  if (node.type == NodeType::call && makes_matrix(node.action)) {
    node.slots[0] = rows;
    node.slots[1] = cols;
  } else {
    for (int& child : node.children) child = with_sizes(child, dimensions, rows, cols);
    for (int& slot : node.slots) {
      if (slot != no_node) slot = with_sizes(slot, dimensions, rows, cols);
    }
  }
  node.dimensions = dimensions;
  node.rows = rows;
  node.cols = cols;
  if (error_) return no_node;
  return pool_.add(std::move(node));
}

}  // namespace initlab::init_code
