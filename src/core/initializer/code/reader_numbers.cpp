// Numbers, sizes and operators of the reader.
#include <algorithm>
#include <cmath>

#include "core/initializer/code/init_code.h"
#include "core/initializer/code/lexer.h"
#include "core/initializer/code/reader.h"
#include "core/initializer/code/spelling.h"

namespace initlab::init_code {
namespace {

constexpr std::size_t largest_tree = 1500;

bool is_weight_name(std::string_view name) {
  if (name.ends_with(".data")) name.remove_suffix(5);
  const std::string_view last = name.substr(name.rfind('.') + 1);
  return last == "W" || last == "w" || last == "weight" || last == "weights";
}

}  // namespace

std::string canonical(const Program& pool, int index) {
  const Node& node = pool.node(index);
  switch (node.type) {
    case NodeType::number: {
      std::string text = std::to_string(node.number);
      while (text.ends_with('0')) text.pop_back();
      if (text.ends_with('.')) text.pop_back();
      return text;
    }
    case NodeType::constant: {
      constexpr std::string_view names[] = {"fan_in", "fan_out", "layer", "depth", "gain"};
      return std::string(names[static_cast<std::size_t>(node.constant)]);
    }
    case NodeType::symbol:
      return node.text;
    case NodeType::negate:
      return "-" + canonical(pool, node.children[0]);
    case NodeType::binary: {
      std::string text = "(";
      text += canonical(pool, node.children[0]);
      text += sign_of(node.op);
      text += canonical(pool, node.children[1]);
      return text + ")";
    }
    case NodeType::transpose:
      return canonical(pool, node.children[0]) + ".T";
    case NodeType::call:
      break;
  }
  std::string text = node.text + "(";
  for (const int slot : node.slots) {
    if (slot != no_node) text += canonical(pool, slot) + ",";
  }
  return text + ")";
}

int Reader::add(Node node, const Expr& expr) {
  node.begin = expr.begin;
  node.end = expr.end;
  if (node.at == 0) node.at = expr.at;
  const auto count = [&](int child) {
    if (child == no_node) return;
    node.size += pool_.node(child).size;
    node.matrices += pool_.node(child).matrices;
  };
  for (const int child : node.children) count(child);
  for (const int slot : node.slots) count(slot);
  if (node.is_matrix) ++node.matrices;
  if (node.size > largest_tree || node.matrices > max_code_operations) {
    CodeError error = error_of(CodeFault::too_many_operations, expr);
    error.limit = max_code_operations;
    fail(std::move(error));
    node.size = 1;
  }
  return pool_.add(std::move(node));
}

int Reader::number(double value, const Expr& expr, NumberType type) {
  Node node;
  node.number = value;
  node.number_type = type;
  return add(std::move(node), expr);
}

int Reader::fan(Constant constant, const Expr& expr) {
  Node node;
  node.type = NodeType::constant;
  node.constant = constant;
  if (constant == Constant::gain) node.number_type = NumberType::real;
  return add(std::move(node), expr);
}

int Reader::symbol(const Value& value, const Expr& expr) {
  Node node;
  node.type = NodeType::symbol;
  node.text = value.text;
  node.label = value.label.empty() ? value.text : value.label;
  node.family = value.family;
  node.offset = value.offset;
  return add(std::move(node), expr);
}

int Reader::binary(Operator op, int left, int right, const Expr& expr, std::string_view sign) {
  if (error_) return no_node;
  const Node a = pool_.node(left);
  const Node b = pool_.node(right);
  Node node;
  node.type = NodeType::binary;
  node.op = op;
  node.text = sign;
  node.children = {left, right};
  node.at = expr.at;
  node.is_matrix = a.is_matrix || b.is_matrix;
  if (!node.is_matrix) {
    const bool is_whole = a.number_type == NumberType::whole && b.number_type == NumberType::whole;
    const bool is_negative =
        b.type == NodeType::negate || (b.type == NodeType::number && b.number < 0);
    if (a.number_type == NumberType::numpy || b.number_type == NumberType::numpy) {
      node.number_type = NumberType::numpy;
    } else if (!is_whole || op == Operator::divide || (op == Operator::power && is_negative)) {
      node.number_type = NumberType::real;
    }
    return add(std::move(node), expr);
  }
  if (op == Operator::floor_divide || op == Operator::remainder) {
    fail_with(CodeFault::not_in_language, expr, sign);
    return no_node;
  }
  if (op == Operator::product) {
    node.dimensions = a.dimensions == 1 || b.dimensions == 1 ? 1 : 2;
    node.rows = a.rows;
    node.cols = b.cols;
    return add(std::move(node), expr);
  }
  // The size that is not 1, by name if one of the two has a name.
  const auto together = [&](int x, int y) {
    if (x == no_node || y == no_node) return x == no_node ? y : x;
    if (literal(x) == 1.0) return y;
    if (literal(y) == 1.0) return x;
    const bool has_name = pool_.node(y).type != NodeType::number;
    return pool_.node(x).type == NodeType::number && has_name ? y : x;
  };
  const Node& wide = !a.is_matrix ? b : a;
  const Node& other = !b.is_matrix ? a : b;
  node.dimensions = std::max(wide.dimensions, other.dimensions);
  node.rows = together(wide.rows, other.rows);
  node.cols = together(wide.cols, other.cols);
  return add(std::move(node), expr);
}

int Reader::element(Action action, int x, const Expr& expr) {
  if (error_) return no_node;
  const Node of = pool_.node(x);
  Node node;
  node.type = NodeType::call;
  node.action = action;
  node.slots[0] = x;
  node.is_matrix = of.is_matrix;
  node.dimensions = of.dimensions;
  node.rows = of.rows;
  node.cols = of.cols;
  node.number_type = NumberType::real;
  return add(std::move(node), expr);
}

int Reader::transposed(int index, const Expr& expr) {
  if (error_) return no_node;
  const Node of = pool_.node(index);
  if (of.type == NodeType::transpose) return of.children[0];
  if (of.dimensions < 2) return index;  // NumPy: (n,).T is (n,)
  Node node;
  node.type = NodeType::transpose;
  node.children = {index};
  node.is_matrix = true;
  node.dimensions = 2;
  node.rows = of.cols;
  node.cols = of.rows;
  node.text = "T";
  return add(std::move(node), expr);
}

std::optional<double> Reader::literal(int index) const {
  if (index == no_node) return std::nullopt;
  const Node& node = pool_.node(index);
  switch (node.type) {
    case NodeType::number:
      return node.number;
    case NodeType::symbol:
      return node.children.empty() ? std::nullopt : literal(node.children[0]);
    case NodeType::negate: {
      const auto x = literal(node.children[0]);
      return x ? std::optional(-*x) : std::nullopt;
    }
    case NodeType::binary: {
      const auto x = literal(node.children[0]);
      const auto y = literal(node.children[1]);
      if (!x || !y || node.is_matrix) return std::nullopt;
      switch (node.op) {
        case Operator::add:
          return *x + *y;
        case Operator::subtract:
          return *x - *y;
        case Operator::multiply:
          return *x * *y;
        case Operator::divide:
          return *x / *y;
        case Operator::floor_divide:
          return std::floor(*x / *y);
        case Operator::power:
          return std::pow(*x, *y);
        default:
          return std::nullopt;
      }
    }
    default:
      return std::nullopt;
  }
}

Value Reader::number_value(int node) const {
  Value value;
  value.kind = Kind::number;
  value.node = node;
  return value;
}

Value Reader::tensor_value(int index) const {
  Value value;
  value.kind = Kind::tensor;
  value.tensor = std::make_shared<Tensor>();
  value.tensor->node = index;
  if (index == no_node) return value;
  const Node& node = pool_.node(index);
  value.tensor->dimensions = node.dimensions;
  value.tensor->rows = node.rows;
  value.tensor->cols = node.cols;
  return value;
}

CodeKind Reader::kind_of(const Value& value) const {
  switch (value.kind) {
    case Kind::number:
    case Kind::truth:
      return CodeKind::number;
    case Kind::text:
      return CodeKind::text;
    case Kind::list:
      return CodeKind::shape;
    case Kind::tensor:
      return value.tensor->node == no_node ? CodeKind::weight : CodeKind::matrix;
    default:
      return CodeKind::other;
  }
}

int Reader::operand(const Value& value, const Expr& expr) {
  if (error_) return no_node;
  switch (value.kind) {
    case Kind::number:
      return value.node;
    case Kind::tensor:
      if (value.tensor->node != no_node) {
        value.tensor->is_used = true;
        return value.tensor->node;
      }
      fail(CodeFault::weight_used, expr);
      return no_node;
    case Kind::path: {
      if (is_weight_name(value.text)) {
        fail(CodeFault::weight_used, expr);
        return no_node;
      }
      const SplitName name = split(value.text);
      if (find_function(name) != nullptr && value.text.find('[') == std::string::npos) {
        fail(CodeFault::not_called, expr);
        return no_node;
      }
      return symbol(value, expr);
    }
    case Kind::unknown:
      fail(value.reason ? *value.reason : error_of(CodeFault::unknown_function, expr));
      return no_node;
    default:
      break;
  }
  CodeError error = error_of(CodeFault::wrong_kind, expr);
  error.got_kind = kind_of(value);
  error.number_or_matrix = true;
  fail(std::move(error));
  return no_node;
}

int Reader::number_of(const Value& value, const Expr& expr) {
  if (value.kind == Kind::number || value.kind == Kind::path || value.kind == Kind::unknown) {
    return operand(value, expr);
  }
  if (error_) return no_node;
  CodeError error = error_of(CodeFault::wrong_kind, expr);
  error.got_kind = kind_of(value);
  fail(std::move(error));
  return no_node;
}

int Reader::size_of(const Value& value, const Expr& expr) {
  if (value.kind == Kind::path) return symbol(value, expr);
  if (value.kind == Kind::unknown) {
    // A size that some function gives has a name all the same: its own.
    Value named = value;
    named.kind = Kind::path;
    return symbol(named, expr);
  }
  const int node = number_of(value, expr);
  if (error_) return no_node;
  if (pool_.node(node).number_type != NumberType::whole) {
    fail(CodeFault::fraction_for_size, expr);
    return no_node;
  }
  return node;
}

}  // namespace initlab::init_code
