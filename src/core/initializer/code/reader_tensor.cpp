// Methods of a matrix.
#include <algorithm>
#include <iterator>

#include "core/initializer/code/call_words.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {

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
    Value sizes = sizes_of(*tensor);
    if (given.empty()) return sizes;
    if (const auto which =
            given[0].value.kind == Kind::number ? literal(given[0].value.node) : std::nullopt) {
      const double count = static_cast<double>(sizes.items.size());
      const double at = *which < 0 ? *which + count : *which;
      if (at >= 0 && at < count) return sizes.items[static_cast<std::size_t>(at)];
    }
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

}  // namespace initlab::init_code
