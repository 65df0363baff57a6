// Calls of the reader.
#include <algorithm>
#include <iterator>

#include "core/init_code/faults.h"
#include "core/init_code/lexer.h"
#include "core/init_code/reader.h"

namespace initlab::init_code {
namespace {

constexpr int deepest_call = 8;

template <std::size_t n>
bool is_among(std::string_view word, const std::string_view (&list)[n]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view makers_of_generators[] = {
    "default_rng", "RandomState",  "Generator",       "PRNGKey",       "key",
    "split",       "fold_in",      "Random",          "SeedSequence",  "PCG64",
    "manual_seed", "seed",         "set_seed",        "device",        "set_random_seed",
    "Rngs",        "make_rng",     "manual_seed_all", "RandomStreams", "get_next_rng",
    "get_rng",     "next_rng_key", "Session",         "Philox"};

// Methods and functions that take what they are given for keeps.
constexpr std::string_view keepers[] = {
    "append",          "extend",      "add",       "insert",    "register_parameter",
    "register_buffer", "set_weights", "assign",    "set_value", "add_param",
    "update",          "setattr",     "push_back", "load"};

// Functions that look at a matrix and leave it as it is.
constexpr std::string_view lookers[] = {
    "print",         "hist",   "plot",  "imshow", "histogram", "display",
    "len",           "info",   "write", "show",   "scatter",   "matshow",
    "add_histogram", "hist2d", "title", "pprint", "log"};

// Methods that change no number.
constexpr std::string_view kept_methods[] = {
    "astype",     "float",          "double",      "half",      "to",      "cuda",
    "cpu",        "type",           "detach",      "clone",     "copy",    "numpy",
    "contiguous", "requires_grad_", "type_as",     "get_value", "tolist",  "block_until_ready",
    "eval",       "bfloat16",       "item",        "squeeze",   "persist", "share_memory_",
    "asnumpy",    "as_in_ctx",      "attach_grad", "data",      "value",   "get"};

std::string_view last_of(std::string_view path) { return path.substr(path.rfind('.') + 1); }

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

Value Reader::unknown(const Expr& expr, CodeError error) {
  Value value;
  value.kind = Kind::unknown;
  value.text = text_of(expr);
  value.reason = std::make_shared<CodeError>(std::move(error));
  return value;
}

std::vector<Reader::Given> Reader::arguments_of(const Expr& expr) {
  std::vector<Given> given;
  for (const Argument& argument : expr.arguments) {
    const Expr& part = ast_.expr(argument.value);
    Value value = eval(argument.value);
    if (error_) return given;
    if (part.type != ExprType::star) {
      given.push_back({argument.keyword, argument.keyword_at, std::move(value), argument.value});
      continue;
    }
    if (part.text == "**") continue;
    // *shape
    if (value.kind == Kind::list && !value.is_repeated) {
      for (const Value& item : value.items) given.push_back({{}, 0, item, argument.value});
    } else if (value.kind == Kind::path || value.kind == Kind::unknown) {
      for (std::size_t i = 0; i < 2; ++i) {
        given.push_back({{}, 0, part_of(value, i, 2, argument.value), argument.value});
      }
    }
  }
  return given;
}

Value Reader::eval_call(const Expr& expr) {
  const int callee = expr.children[0];
  const Expr& function = ast_.expr(callee);
  if (function.type == ExprType::number || function.type == ExprType::text) {
    fail(CodeFault::not_a_function, function);
    return {};
  }
  if (const Value* known = find(key_of(callee))) {
    const Value held = *known;
    std::vector<Given> given = arguments_of(expr);
    if (error_) return {};
    switch (held.kind) {
      case Kind::function:
        return call_user(held, expr, given);
      case Kind::recipe:
        return call_recipe(held, expr, given);
      case Kind::path:
      case Kind::unknown:
        return call_path(held.text, expr, given);
      case Kind::number:
        fail(CodeFault::not_a_function, function);
        return {};
      default:
        return unknown(expr,
                       error_at(CodeFault::unknown_function, function.begin, text_of(function)));
    }
  }
  if (function.type == ExprType::name) {
    if (const NamedConstant* constant = find_constant(split(function.text));
        constant != nullptr && find_function(split(function.text)) == nullptr) {
      fail(CodeFault::not_a_function, function);
      return {};
    }
    std::vector<Given> given = arguments_of(expr);
    return error_ ? Value{} : call_path(std::string(function.text), expr, given);
  }
  if (function.type != ExprType::attribute) {
    const Value made = eval(callee);
    std::vector<Given> given = arguments_of(expr);
    if (error_) return {};
    if (made.kind == Kind::recipe) return call_recipe(made, expr, given);
    if (made.kind == Kind::function) return call_user(made, expr, given);
    // A layer or a model is given its input.
    if (made.kind == Kind::layer || made.kind == Kind::list) return made;
    if (made.kind == Kind::number) {
      fail(CodeFault::not_a_function, function);
      return {};
    }
    return unknown(expr, error_at(CodeFault::unknown_function, function.begin, text_of(function)));
  }
  const Value base = eval(function.children[0]);
  if (error_) return {};
  const std::string_view name = function.text;
  std::vector<Given> given = arguments_of(expr);
  if (error_) return {};
  switch (base.kind) {
    case Kind::tensor:
      return call_tensor(base.tensor, expr, given);
    case Kind::generator:
      if (is_among(name, makers_of_generators)) return base;
      return call_function({np_random | py_random, name}, "np.random." + std::string(name), expr,
                           given);
    case Kind::recipe:
      if (name == "rvs" || name == "sample" || name == "rsample") {
        return call_recipe(base, expr, given);
      }
      break;
    case Kind::number:
      if (is_among(name, kept_methods)) return base;
      break;
    case Kind::text: {
      Value text = base;
      return text;
    }
    case Kind::list:
      if (is_among(name, keepers)) {
        for (const Given& one : given) {
          collect(one.value, key_of(function.children[0]), expr.begin);
        }
        return {};
      }
      if (is_among(name, kept_methods)) return base;
      break;
    case Kind::path:
    case Kind::unknown:
      return call_path(base.text + "." + std::string(name), expr, given);
    default:
      break;
  }
  return call_path(text_of(ast_.expr(function.children[0])) + "." + std::string(name), expr, given);
}

Value Reader::call_path(const std::string& path, const Expr& expr, std::vector<Given>& given) {
  if (auto value = call_special(path, expr, given)) return *std::move(value);
  if (error_) return {};
  const SplitName name = split(path);
  // self.fc.weight.data.normal_(...)
  const std::size_t dot = path.rfind('.');
  const bool is_in_place = path.ends_with('_') && dot != std::string::npos &&
                           (name.prefix == 0 || (name.prefix & (np_random | py_random)) != 0);
  if (is_in_place && path.find(':') != std::string::npos && role_of(path) != Role::bias &&
      role_of(path) != Role::recurrent) {
    fail(CodeFault::bad_index, expr);
    error_->token = "[";
    return {};
  }
  if (is_in_place) return call_tensor(layer_weight(path.substr(0, dot)), expr, given);
  return call_function(name, path, expr, given);
}

std::optional<Value> Reader::call_special(const std::string& path, const Expr& expr,
                                          std::vector<Given>& given) {
  const std::string_view name = last_of(path);
  const bool is_bare = name.size() == path.size();
  const auto truth = [](std::optional<bool> known) {
    Value value;
    value.kind = Kind::truth;
    value.truth = known;
    return value;
  };
  if (is_among(name, makers_of_generators) && find_function(split(path)) == nullptr) {
    Value generator;
    generator.kind = Kind::generator;
    return generator;
  }
  if (is_bare && (name == "zip" || name == "enumerate")) {
    Value together;
    together.kind = Kind::list;
    together.is_repeated = true;
    together.text = name;
    if (name == "enumerate") {
      Value index;
      index.kind = Kind::path;
      index.text = "index";
      together.items.push_back(index);
    }
    for (const Given& one : given) together.items.push_back(one.value);
    return together;
  }
  if (is_bare && name == "range") {
    Value range;
    range.kind = Kind::path;
    range.text = "range";
    if (given.size() == 1) range.count = size_of(given[0].value, ast_.expr(given[0].expr));
    return range;
  }
  if (is_bare && name == "len" && given.size() == 1) {
    const Value& of = given[0].value;
    if (of.kind == Kind::list && !of.is_repeated) {
      return number_value(number(static_cast<double>(of.items.size()), expr, NumberType::whole));
    }
    if (of.text.ends_with("shape") || of.text.ends_with("size()")) {
      return number_value(number(2, expr, NumberType::whole));
    }
    Value length;
    length.kind = Kind::path;
    length.text = text_of(expr);
    return length;
  }
  if (is_bare && (name == "str" || name == "repr")) {
    Value text;
    text.kind = Kind::text;
    return text;
  }
  if (is_bare && name == "isinstance" && given.size() == 2) {
    const Value& kind = given[1].value;
    if (kind.kind != Kind::list) return truth(layer_truth(kind.text));
    std::optional<bool> any;
    for (const Value& item : kind.items) {
      const auto one = layer_truth(item.text);
      if (any != true) any = one == true ? one : any.has_value() ? any : one;
    }
    return truth(any);
  }
  if (is_bare && name == "hasattr" && given.size() == 2)
    return truth(name_truth(given[1].value.text));
  if (is_bare && (name == "super" || name == "print")) return Value{};
  if (is_bare && (name == "eval" || name == "exec" || name == "__import__" || name == "open")) {
    fail(CodeFault::not_in_language, expr);
    error_->token = name;
    return Value{};
  }
  if (is_bare && name == "dict") {
    Value list;
    list.kind = Kind::list;
    for (const Given& one : given) {
      list.keys.emplace_back(one.keyword);
      list.items.push_back(one.value);
    }
    return list;
  }
  // classname.find('Linear') != -1
  if ((name == "find" || name == "startswith" || name == "endswith" || name == "count") &&
      given.size() == 1 && given[0].value.kind == Kind::text) {
    auto known = layer_truth(given[0].value.text);
    if (!known) known = name_truth(given[0].value.text);
    if (!name.starts_with("find")) return truth(known);
    if (!known) return truth(std::nullopt);
    return number_value(number(*known ? 0 : -1, expr, NumberType::whole));
  }
  if (name == "dim" && given.empty()) return number_value(number(2, expr, NumberType::whole));
  if (name == "size" && given.size() == 1) {
    // w.size(1) is w.shape[1].
    Value which;
    which.kind = Kind::path;
    const auto place =
        given[0].value.kind == Kind::number ? literal(given[0].value.node) : std::nullopt;
    const std::string tensor = path.substr(0, path.rfind('.'));
    which.text = tensor + ".shape[" + (place ? canonical(pool_, given[0].value.node) : "") + "]";
    which.family = tensor + ".shape";
    which.offset = place.value_or(0);
    return which;
  }
  if (name == "_calculate_fan_in_and_fan_out" && given.size() == 1) {
    Value fans;
    fans.kind = Kind::list;
    const Value& of = given[0].value;
    const bool is_own = of.kind == Kind::tensor && !of.tensor->is_layer_weight;
    fans.items = {number_value(is_own ? of.tensor->cols : fan(Constant::fan_in, expr)),
                  number_value(is_own ? of.tensor->rows : fan(Constant::fan_out, expr))};
    return fans;
  }
  if (name == "apply" && given.size() == 1 && given[0].value.kind == Kind::function) {
    std::vector<Given> module(1);
    module[0].value.kind = Kind::path;
    module[0].value.text = "m";
    return call_user(given[0].value, expr, module);
  }
  if (name == "prod" && given.size() == 1 && given[0].value.kind == Kind::list) {
    int product = no_node;
    for (const Value& item : given[0].value.items) {
      const int factor = number_of(item, expr);
      product =
          product == no_node ? factor : binary(Operator::multiply, product, factor, expr, "*");
    }
    return product == no_node ? Value{} : number_value(product);
  }
  struct Sign {
    std::string_view name;
    Operator op;
    std::string_view sign;
  };
  constexpr Sign signs[] = {
      {"multiply", Operator::multiply, "*"},  {"mul", Operator::multiply, "*"},
      {"divide", Operator::divide, "/"},      {"div", Operator::divide, "/"},
      {"true_divide", Operator::divide, "/"}, {"subtract", Operator::subtract, "-"},
      {"dot", Operator::product, "@"},        {"matmul", Operator::product, "@"},
      {"mm", Operator::product, "@"},         {"sub", Operator::subtract, "-"}};
  const auto* const sign = std::find_if(std::begin(signs), std::end(signs),
                                        [&](const Sign& s) { return s.name == name; });
  const bool is_library = (split(path).prefix & (np | torch | tf)) != 0;
  if (sign != std::end(signs) && is_library && !is_bare && given.size() == 2) {
    if (auto whole = with_factor(given[0].value, given[1].value, sign->sign, expr)) return whole;
    const int a = operand(given[0].value, ast_.expr(given[0].expr));
    const int b = operand(given[1].value, ast_.expr(given[1].expr));
    const int node = binary(sign->op, a, b, expr, sign->sign);
    if (error_) return Value{};
    return pool_.node(node).is_matrix ? tensor_value(node) : number_value(node);
  }
  if (name == "transpose" && is_library && given.size() == 1) {
    const int node = transposed(operand(given[0].value, ast_.expr(given[0].expr)), expr);
    return error_ ? Value{} : tensor_value(node);
  }
  constexpr std::string_view variables[] = {"get_variable", "add_weight",    "create_parameter",
                                            "param",        "get_parameter", "add_variable",
                                            "Param"};
  if (is_among(name, variables)) return call_variable(expr, given);
  if (name == "Sequential" || name == "ModuleList") {
    Value list;
    list.kind = Kind::list;
    for (const Given& one : given) {
      if (one.value.kind == Kind::list) {
        list.items.insert(list.items.end(), one.value.items.begin(), one.value.items.end());
      } else {
        list.items.push_back(one.value);
      }
    }
    return list;
  }
  if (name == "Linear" || name == "Dense" || name == "dense" || name == "fully_connected" ||
      name == "LazyLinear") {
    return call_layer(path, expr, given);
  }
  if (layer_truth(name) == false && name[0] >= 'A' && name[0] <= 'Z') {
    CodeError error = error_at(CodeFault::not_dense, expr.begin, path);
    if (!pending_) pending_ = error;
    return unknown(expr, std::move(error));
  }
  if (is_among(name, keepers) && !is_bare) {
    for (const Given& one : given) collect(one.value, path.substr(0, path.rfind('.')), expr.begin);
    return Value{};
  }
  if (is_among(name, lookers) || contains(path, "plt.")) return Value{};
  return std::nullopt;
}

Value Reader::call_user(const Value& function, const Expr& expr, std::vector<Given>& given) {
  if (depth_ >= deepest_call) {
    CodeError error = error_of(CodeFault::too_deep, expr);
    error.limit = deepest_call;
    fail(std::move(error));
    return {};
  }
  const bool is_lambda = function.expression != nothing;
  const std::vector<ParameterName>& parameters =
      is_lambda ? ast_.expr(function.expression).parameters
                : ast_.statement(function.statement).parameters;
  Names names;
  std::size_t place = 0;
  for (const ParameterName& parameter : parameters) {
    const std::string key(parameter.name);
    const auto named = std::find_if(given.begin(), given.end(), [&](const Given& one) {
      return !one.keyword.empty() && one.keyword == parameter.name;
    });
    if (parameter.name == "self" || parameter.name == "cls") continue;
    Value value;
    if (named != given.end()) {
      value = named->value;
    } else if (place < given.size() && given[place].keyword.empty()) {
      value = given[place++].value;
    } else if (parameter.otherwise != nothing) {
      value = eval(parameter.otherwise);
    } else {
      const bool is_layers_own =
          key == "fan_in" || key == "fan_out" || key == "gain" || key == "depth";
      if (is_layers_own) continue;
      value.kind = Kind::path;
      value.text = key;
    }
    if (error_) return {};
    scopes_.push_back(std::move(names));
    set_name(key, value, false);
    names = std::move(scopes_.back());
    scopes_.pop_back();
  }
  scopes_.push_back(std::move(names));
  ++depth_;
  const std::optional<Value> outside = std::move(returned_);
  returned_.reset();
  const std::size_t before = candidates_.size();
  Value value;
  if (is_lambda) {
    value = eval(ast_.expr(function.expression).children[0]);
  } else {
    is_called_[static_cast<std::size_t>(function.statement)] = true;
    execute(ast_.statement(function.statement).body);
    if (returned_) value = *returned_;
  }
  returned_ = outside;
  --depth_;
  scopes_.pop_back();
  // What it gives back is what it is for.
  const auto has_tensor = [](const Value& v) {
    return v.kind == Kind::tensor || v.kind == Kind::recipe;
  };
  const bool gives =
      has_tensor(value) ||
      (value.kind == Kind::list && std::any_of(value.items.begin(), value.items.end(), has_tensor));
  if (gives && !error_) candidates_.resize(std::min(before, candidates_.size()));
  return value;
}

Value Reader::call_function(const SplitName& name, const std::string& path, const Expr& expr,
                            std::vector<Given>& given) {
  const Expr& callee = expr.children.empty() ? expr : ast_.expr(expr.children[0]);
  const Function* const on_tensor = find_function(name);
  const bool is_on_bias = on_tensor != nullptr && on_tensor->takes_weight() && !given.empty() &&
                          given[0].value.kind == Kind::path &&
                          role_of(given[0].value.text) == Role::bias;
  if (is_on_bias) {
    skipped_[static_cast<std::size_t>(Role::bias)] = true;
    return {};
  }
  std::optional<CodeError> first;
  bool is_on_weight = false;
  for (const Function& function : functions()) {
    if ((function.prefixes & name.prefix) == 0 || !has_name(function, name.name)) continue;
    Bound bound;
    auto error = bind(function, path, expr, given, bound);
    if (error_) return {};
    if (!error) return apply(function, bound, expr, path);
    const bool on_weight =
        function.takes_weight() && !given.empty() &&
        (given[0].value.kind == Kind::tensor || given[0].value.kind == Kind::path);
    if (!first || (on_weight && !is_on_weight)) first = std::move(error);
    is_on_weight = is_on_weight || on_weight;
  }
  if (first) {
    fail(*std::move(first));
    return {};
  }
  CodeError error = name_error(path, /*is_call=*/true);
  place_error(pool_.source, callee.begin, error);
  // A matrix that an unknown function changes would be read wrong.
  const bool takes_matrix = std::any_of(given.begin(), given.end(), [](const Given& one) {
    return one.value.kind == Kind::tensor && one.value.tensor->node != no_node;
  });
  const bool is_method = path.find('.') != std::string::npos && name.prefix == 0;
  if (takes_matrix && !is_method) {
    fail(std::move(error));
    return {};
  }
  for (const Given& one : given) {
    const bool is_recipe = one.value.kind == Kind::recipe && !contains(one.keyword, "bias");
    if (is_recipe) collect(one.value, "", expr.begin);
  }
  const bool is_of_library = (name.prefix & ~bare) != 0;
  if (!pending_ && is_of_library) pending_ = error;
  return unknown(expr, std::move(error));
}

Value Reader::call_tensor(const std::shared_ptr<Tensor>& tensor, const Expr& expr,
                          std::vector<Given>& given) {
  if (error_) return {};
  const Expr& callee = ast_.expr(expr.children[0]);
  const std::string name(callee.text);
  Value self;
  self.kind = Kind::tensor;
  self.tensor = tensor;
  if (is_among(name, kept_methods)) return self;
  if (name == "size") {
    const Value sizes = sizes_of(*tensor);
    const auto which = given.empty() || given[0].value.kind != Kind::number
                           ? std::nullopt
                           : literal(given[0].value.node);
    if (given.empty()) return sizes;
    const double count = static_cast<double>(sizes.items.size());
    const double at = which.value_or(0) < 0 ? *which + count : which.value_or(0);
    if (which && at >= 0 && at < count) return sizes.items[static_cast<std::size_t>(at)];
  }
  if (name == "dim" || name == "ndimension") {
    return number_value(number(tensor->dimensions, expr, NumberType::whole));
  }
  if (name == "t" || name == "transpose" || name == "swapaxes" || name == "permute") {
    if (tensor->node == no_node) {
      fail(CodeFault::weight_used, ast_.expr(callee.children[0]));
      return {};
    }
    tensor->is_used = true;
    return tensor_value(transposed(tensor->node, expr));
  }
  if ((name == "reshape" || name == "view" || name == "resize") && tensor->node != no_node) {
    Bound sizes;
    std::vector<Value> items;
    for (const Given& one : given) {
      if (one.value.kind == Kind::list) items = one.value.items;
      if (one.value.kind != Kind::list && one.keyword.empty()) items.push_back(one.value);
    }
    if (items.size() == 2) {
      const int rows = size_of(items[0], expr);
      const int cols = size_of(items[1], expr);
      if (error_) return {};
      tensor->is_used = true;
      return tensor_value(with_sizes(tensor->node, 2, rows, cols));
    }
  }
  if (name == "dot" && given.size() == 1 && tensor->node != no_node) {
    const int right = operand(given[0].value, ast_.expr(given[0].expr));
    tensor->is_used = true;
    const int node = binary(Operator::product, tensor->node, right, expr, "@");
    return error_ ? Value{} : tensor_value(node);
  }
  if (name == "copy_" && given.size() == 1) {
    const int from = operand(given[0].value, ast_.expr(given[0].expr));
    note_effect();
    if (error_) return {};
    tensor->node = from;
    tensor->is_by_init = true;
    collect(self, tensor->name, expr.begin);
    return self;
  }
  struct Method {
    std::string_view name;
    Operator op;
    std::string_view sign;
  };
  constexpr Method methods[] = {
      {"mul_", Operator::multiply, "*"}, {"div_", Operator::divide, "/"},
      {"add_", Operator::add, "+"},      {"sub_", Operator::subtract, "-"},
      {"mul", Operator::multiply, "*"},  {"div", Operator::divide, "/"},
      {"add", Operator::add, "+"},       {"sub", Operator::subtract, "-"}};
  const auto* const method = std::find_if(std::begin(methods), std::end(methods),
                                          [&](const Method& m) { return m.name == name; });
  if (method != std::end(methods) && given.size() == 1) {
    const int right = operand(given[0].value, ast_.expr(given[0].expr));
    if (error_) return {};
    if (tensor->node == no_node) {
      fail(CodeFault::weight_used, ast_.expr(callee.children[0]));
      return {};
    }
    const int node = binary(method->op, tensor->node, right, expr, method->sign);
    if (error_) return {};
    if (!name.ends_with('_')) {
      tensor->is_used = true;
      return tensor_value(node);
    }
    note_effect();
    tensor->node = node;
    return self;
  }
  if (name == "clamp_" || name == "clip_" || name == "clip" || name == "clamp") {
    if (tensor->node != no_node && !given.empty() && given.size() <= 2) {
      Node node = pool_.node(element(Action::clip, tensor->node, expr));
      for (std::size_t i = 0; i < given.size(); ++i) {
        const bool is_high = given[i].keyword == "max" || given[i].keyword == "a_max" || i == 1;
        node.slots[is_high ? 3 : 2] = number_of(given[i].value, ast_.expr(given[i].expr));
      }
      if (error_) return {};
      node.size = 1;
      node.matrices = 0;
      const int clipped = add(std::move(node), expr);
      if (!name.ends_with('_')) {
        tensor->is_used = true;
        return tensor_value(clipped);
      }
      note_effect();
      tensor->node = clipped;
      return self;
    }
  }
  if (name.ends_with('_')) {
    Given first;
    first.value = self;
    first.expr = callee.children[0];
    given.insert(given.begin(), first);
    return call_function({nn_init, name}, name, expr, given);
  }
  CodeError error = error_at(CodeFault::unknown_attribute, callee.at, name);
  return unknown(expr, std::move(error));
}

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
