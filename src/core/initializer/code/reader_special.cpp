// Functions and methods that the reader follows itself.
#include <algorithm>
#include <iterator>

#include "core/initializer/code/call_words.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {

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
    fail_with(CodeFault::not_in_language, expr, name);
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
  const bool is_known = find_function(split(path)) != nullptr;
  if ((is_among(name, lookers) && !is_known) || contains(path, "plt.")) return Value{};
  return std::nullopt;
}

}  // namespace initlab::init_code
