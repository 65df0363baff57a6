// QR and singular value decompositions of random matrices.
#include <algorithm>

#include "core/initializer/code/reader.h"

namespace initlab::init_code {

bool Reader::is_of_normals(int index) const {
  const Node& node = pool_.node(index);
  if (node.type != NodeType::call || node.action != Action::normal) return false;
  return literal(node.slots[2]) == 0.0;
}

Value Reader::decompose(const Function& function, const Bound& bound, const Expr& expr) {
  const auto factor = [&](std::string what, int of) {
    Value value;
    value.kind = Kind::factor;
    value.text = std::move(what);
    value.node = of;
    return value;
  };
  if (function.use == Use::diagonal) {
    const Value& of = bound.values[0];
    if (of.kind == Kind::factor) return of.text == "R" ? factor("diagonal", of.node) : of;
    return unknown(expr, error_at(CodeFault::unknown_function, expr.begin, "diag"));
  }
  const int of = bound.slots[0];
  Value parts;
  parts.kind = Kind::list;
  if (function.use == Use::qr) {
    Node node;
    node.type = NodeType::call;
    node.action = Action::qr;
    node.slots[0] = of;
    node.is_matrix = true;
    node.dimensions = 2;
    node.rows = pool_.node(of).rows;
    node.cols = pool_.node(of).cols;
    node.text = text_of(ast_.expr(expr.children[0]));
    node.at = expr.begin;
    parts.items = {tensor_value(add(std::move(node), expr)), factor("R", of)};
    return parts;
  }
  // Of independent normals U and V are Haar; the one that has the shape is meant.
  const auto orthonormal = [&] {
    std::array<int, slot_count> slots;
    slots.fill(no_node);
    slots[2] = number(1, expr);
    Value value = tensor_value(
        fill(Action::orthogonal, slots, pool_.node(of).rows, pool_.node(of).cols, 2, expr));
    if (!error_) value.tensor->is_orthonormal = true;
    return value;
  };
  if (!is_of_normals(of)) {
    return unknown(expr, error_of(CodeFault::not_of_normals, expr));
  }
  parts.items = {orthonormal(), factor("S", of), orthonormal()};
  return parts;
}

// Q times the signs of R's diagonal is Haar (Mezzadri 2007); U times V is as well.
std::optional<Value> Reader::with_factor(const Value& left, const Value& right, std::string_view op,
                                         const Expr& expr) {
  const bool has_factor = left.kind == Kind::factor || right.kind == Kind::factor;
  if (has_factor && left.kind == Kind::factor && right.kind == Kind::factor) {
    Value signs = left;
    signs.text = left.text == "diagonal" && right.text == "sizes" && op == "/" ? "signs" : "other";
    return signs;
  }
  if (has_factor) {
    const Value& factor = left.kind == Kind::factor ? left : right;
    const Value& matrix = left.kind == Kind::factor ? right : left;
    if (matrix.kind != Kind::tensor || factor.text != "signs" || (op != "*" && op != "@")) {
      fail(CodeFault::unknown_function, expr);
      return std::nullopt;
    }
    if (!is_of_normals(factor.node)) {
      fail(CodeFault::not_of_normals, expr);
      return std::nullopt;
    }
    std::array<int, slot_count> slots;
    slots.fill(no_node);
    slots[2] = number(1, expr);
    matrix.tensor->is_used = true;
    const Node of = pool_.node(factor.node);
    return tensor_value(fill(Action::orthogonal, slots, of.rows, of.cols, 2, expr));
  }
  const bool are_factors = op == "@" && left.kind == Kind::tensor && right.kind == Kind::tensor &&
                           left.tensor->is_orthonormal && right.tensor->is_orthonormal;
  if (!are_factors) return std::nullopt;
  left.tensor->is_used = true;
  right.tensor->is_used = true;
  Value polar = tensor_value(left.tensor->node);
  return polar;
}

}  // namespace initlab::init_code
