// Calls of the reader.
#include <algorithm>
#include <iterator>

#include "core/initializer/code/call_words.h"
#include "core/initializer/code/faults.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {
namespace {

constexpr int deepest_call = 8;

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
    Value made = eval(callee);
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
  Value base = eval(function.children[0]);
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
    case Kind::text:
      return base;
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
    fail_with(CodeFault::bad_index, expr, "[");
    return {};
  }
  if (is_in_place) return call_tensor(layer_weight(path.substr(0, dot)), expr, given);
  return call_function(name, path, expr, given);
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

}  // namespace initlab::init_code
