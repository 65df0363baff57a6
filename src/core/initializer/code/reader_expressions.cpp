// Expressions of the reader.
#include <algorithm>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/init_code.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {
namespace {

constexpr int most_steps = 20000;
// After all offsets from a list's beginning.
constexpr double from_the_end = 1e6;

Value text_value(std::string text) {
  Value value;
  value.kind = Kind::text;
  value.text = std::move(text);
  return value;
}

bool is_library(std::string_view text) {
  const SplitName name = split(std::string(text) + ".x");
  return name.prefix != 0;
}

}  // namespace

bool Reader::step() {
  if (error_) return false;
  if (++steps_ <= most_steps) return true;
  CodeError error;
  error.fault = CodeFault::too_many_operations;
  error.limit = max_code_operations;
  fail(std::move(error));
  return false;
}

// The key of a name, an attribute or an entry among the names: its text without spaces.
std::string Reader::key_of(int index) const {
  const Expr& expr = ast_.expr(index);
  std::string text;
  for (const char c : std::string_view(pool_.source).substr(expr.begin, expr.end - expr.begin)) {
    if (c == '"') {
      text += '\'';
    } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
      text += c;
    }
  }
  return text;
}

Value* Reader::find(std::string_view key) {
  for (std::size_t i = scopes_.size(); i-- > 0;) {
    const auto found = scopes_[i].find(key);
    if (found != scopes_[i].end()) return &found->second;
    if (i == scopes_.size() - 1 && i > 1) i = 1;  // a function sees its own names and the text's
  }
  return nullptr;
}

Value Reader::eval(int index) {
  if (!step() || index == nothing) return {};
  const Expr& expr = ast_.expr(index);
  switch (expr.type) {
    case ExprType::number:
      return number_value(
          number(expr.number, expr, expr.is_whole ? NumberType::whole : NumberType::real));
    case ExprType::text:
      return text_value(std::string(expr.text));
    case ExprType::name:
      return eval_name(expr);
    case ExprType::attribute:
      return eval_attribute(expr);
    case ExprType::call:
      return eval_call(expr);
    case ExprType::index:
      return eval_index(expr);
    case ExprType::slice:
      return {};
    case ExprType::tuple:
    case ExprType::list: {
      Value list;
      list.kind = Kind::list;
      for (const int child : expr.children) {
        const bool is_star = ast_.expr(child).type == ExprType::star;
        const Value item = eval(is_star ? ast_.expr(child).children[0] : child);
        if (is_star && item.kind == Kind::list) {
          list.items.insert(list.items.end(), item.items.begin(), item.items.end());
        } else {
          list.items.push_back(item);
        }
      }
      return list;
    }
    case ExprType::dictionary: {
      Value list;
      list.kind = Kind::list;
      for (std::size_t i = 0; i + 1 < expr.children.size(); i += 2) {
        const Value key = eval(expr.children[i]);
        list.keys.push_back(key.kind == Kind::text ? key.text
                                                   : text_of(ast_.expr(expr.children[i])));
        list.items.push_back(eval(expr.children[i + 1]));
      }
      return list;
    }
    case ExprType::unary:
      return eval_unary(expr);
    case ExprType::binary:
      return eval_binary(expr);
    case ExprType::compare:
      return eval_compare(expr);
    case ExprType::logical:
      return eval_logical(expr);
    case ExprType::conditional:
      return eval_conditional(expr);
    case ExprType::lambda: {
      Value function;
      function.kind = Kind::function;
      function.expression = index;
      return function;
    }
    case ExprType::comprehension:
      return eval_comprehension(expr);
    case ExprType::star:
      return eval(expr.children[0]);
  }
  return {};
}

Value Reader::eval_name(const Expr& expr) {
  if (const Value* known = find(expr.text)) return *known;
  if (expr.text == "None") return {};
  if (expr.text == "True" || expr.text == "False") return truth_value(expr.text == "True");
  Value value;
  if (const NamedConstant* constant = find_constant(split(expr.text))) {
    return number_value(constant->constant ? fan(*constant->constant, expr)
                                           : number(constant->value, expr));
  }
  value.kind = Kind::path;
  value.text = expr.text;
  return value;
}

Value Reader::sizes_of(const Tensor& tensor) const {
  Value list;
  list.kind = Kind::list;
  if (tensor.dimensions == 2) list.items.push_back(number_value(tensor.rows));
  if (tensor.dimensions >= 1) list.items.push_back(number_value(tensor.cols));
  return list;
}

Value Reader::eval_attribute(const Expr& expr) {
  const int index = static_cast<int>(&expr - ast_.exprs.data());
  if (const Value* known = find(key_of(index))) return *known;
  Value base = eval(expr.children[0]);
  return attribute_of(base, expr);
}

Value Reader::attribute_of(const Value& base, const Expr& expr) {
  if (error_) return {};
  const std::string name(expr.text);
  if (base.kind == Kind::tensor) {
    const Tensor& tensor = *base.tensor;
    if (name == "data" || name == "grad" || name == "real" || name == "weight") return base;
    if (name == "shape") return sizes_of(tensor);
    if (name == "T") {
      if (tensor.node == no_node) {
        Value swapped = base;
        swapped.tensor = std::make_shared<Tensor>(tensor);
        std::swap(swapped.tensor->rows, swapped.tensor->cols);
        return swapped;
      }
      base.tensor->is_used = true;
      return tensor_value(transposed(tensor.node, expr));
    }
    if (name == "ndim") return number_value(number(tensor.dimensions, expr, NumberType::whole));
    Value value;
    value.kind = Kind::unknown;
    value.text = text_of(expr);
    CodeError error = error_at(CodeFault::unknown_attribute, expr.at, name);
    value.reason = std::make_shared<CodeError>(std::move(error));
    return value;
  }
  if (base.kind == Kind::layer) {
    if (name == "weight" || name == "kernel") {
      Value weight;
      weight.kind = Kind::tensor;
      weight.tensor = base.tensor;
      return weight;
    }
    if (name == "in_features") return number_value(fan(Constant::fan_in, expr));
    if (name == "out_features") return number_value(fan(Constant::fan_out, expr));
  }
  if (base.kind == Kind::number && name == "T") {
    CodeError error = error_of(CodeFault::wrong_kind, ast_.expr(expr.children[0]));
    error.wanted_kind = CodeKind::matrix;
    fail(std::move(error));
    return {};
  }
  if (base.kind == Kind::list && name == "Q" && !base.items.empty()) return base.items[0];
  if (base.kind == Kind::list && name == "R" && base.items.size() > 1) return base.items[1];
  Value value;
  value.kind = Kind::path;
  const bool is_named = base.kind == Kind::path || base.kind == Kind::unknown;
  value.text = (is_named ? base.text : text_of(ast_.expr(expr.children[0]))) + "." + name;
  if (const NamedConstant* constant = find_constant(split(value.text));
      constant != nullptr && !constant->constant) {
    return number_value(number(constant->value, expr));
  }
  if (name == "ndim" && is_named && !is_library(base.text)) {
    return number_value(number(2, expr, NumberType::whole));
  }
  if (name == "T" && base.kind == Kind::path) {
    operand(base, ast_.expr(expr.children[0]));
    return {};
  }
  return value;
}

Value Reader::eval_index(const Expr& expr) {
  const int at = static_cast<int>(&expr - ast_.exprs.data());
  if (const Value* known = find(key_of(at))) return *known;
  Value base = eval(expr.children[0]);
  if (error_) return {};
  const Expr& first = ast_.expr(expr.children[1]);
  const bool is_slice = first.type == ExprType::slice;
  const Value which = is_slice ? Value{} : eval(expr.children[1]);
  if (error_) return {};
  std::optional<double> number_at;
  if (which.kind == Kind::number) number_at = literal(which.node);

  if (base.kind == Kind::list && !base.is_repeated && !is_slice) {
    if (which.kind == Kind::text) {
      const auto key = std::find(base.keys.begin(), base.keys.end(), which.text);
      if (key != base.keys.end()) {
        return base.items[static_cast<std::size_t>(key - base.keys.begin())];
      }
    }
    const double size = static_cast<double>(base.items.size());
    if (number_at && *number_at >= -size && *number_at < size) {
      const double place = *number_at < 0 ? *number_at + size : *number_at;
      return base.items[static_cast<std::size_t>(place)];
    }
    if (number_at && base.keys.empty()) {
      fail_with(CodeFault::bad_index, expr, "[");
      return {};
    }
  }
  if (base.kind == Kind::tensor && base.tensor->node != no_node) {
    const bool is_whole =
        std::all_of(expr.children.begin() + 1, expr.children.end(), [&](int child) {
          const Expr& part = ast_.expr(child);
          return (part.type == ExprType::slice &&
                  std::all_of(part.children.begin(), part.children.end(),
                              [](int end) { return end == nothing; })) ||
                 (part.type == ExprType::name && part.text == "...");
        });
    if (is_whole) return base;
    fail_with(CodeFault::bad_index, expr, "[");
    return {};
  }
  if (base.kind == Kind::tensor || base.kind == Kind::layer) {
    Value part = base;
    part.kind = Kind::path;
    part.text = text_of(expr);
    return part;
  }
  if (base.kind == Kind::number || base.kind == Kind::factor) {
    fail_with(CodeFault::bad_index, expr, "[");
    return {};
  }

  // One of a list of sizes, or a part of it.
  Value value;
  value.kind = Kind::path;
  const bool is_named = base.kind == Kind::path || base.kind == Kind::unknown;
  const std::string list = !base.family.empty() && base.kind == Kind::list ? base.family
                           : is_named                                      ? base.text
                                      : key_of(expr.children[0]);
  if (is_slice) {
    const int begin = first.children[0];
    const Value from = begin == nothing ? Value{} : eval(begin);
    const auto offset = from.kind == Kind::number ? literal(from.node) : std::optional(0.0);
    value.text = key_of(at);
    value.family = list + "[]";
    value.offset = offset.value_or(0) + (offset.value_or(0) < 0 ? from_the_end : 0);
    return value;
  }
  value.text = list + "[" + key_of(expr.children[1]) + "]";
  value.family = list;
  if (which.kind == Kind::number || which.kind == Kind::path) {
    // i, i + 1 and i - 1 are one index and their distance.
    const int node = size_of(which, first);
    if (error_) return {};
    const Node& sum = pool_.node(node);
    std::optional<double> distance = literal(node);
    if (distance) {
      value.offset = *distance < 0 ? from_the_end + *distance : *distance;
      value.text = list + "[" + canonical(pool_, node) + "]";
    } else if (sum.type == NodeType::binary &&
               (sum.op == Operator::add || sum.op == Operator::subtract)) {
      distance = literal(sum.children[1]);
      const bool is_swapped = !distance && sum.op == Operator::add;
      if (is_swapped) distance = literal(sum.children[0]);
      value.offset = distance.value_or(0) * (sum.op == Operator::add ? 1 : -1);
      value.family += canonical(pool_, sum.children[is_swapped ? 1 : 0]);
    } else {
      value.family += canonical(pool_, node);
    }
  }
  return value;
}

Value Reader::eval_unary(const Expr& expr) {
  const Value value = eval(expr.children[0]);
  if (error_) return {};
  if (expr.text == "not") {
    const auto truth = truth_of(value);
    return truth_value(truth ? std::optional(!*truth) : std::nullopt);
  }
  const int node = operand(value, ast_.expr(expr.children[0]));
  if (error_) return {};
  if (expr.text == "+") return value.kind == Kind::path ? number_value(node) : value;
  if (expr.text == "~") {
    fail_with(CodeFault::not_in_language, expr, "~");
    return {};
  }
  const Node of = pool_.node(node);
  Node negated;
  negated.type = NodeType::negate;
  negated.children = {node};
  negated.number_type = of.number_type;
  negated.is_matrix = of.is_matrix;
  negated.dimensions = of.dimensions;
  negated.rows = of.rows;
  negated.cols = of.cols;
  negated.text = "-";
  const int index = add(std::move(negated), expr);
  return of.is_matrix ? tensor_value(index) : number_value(index);
}

Value Reader::eval_binary(const Expr& expr) {
  const Value left = eval(expr.children[0]);
  const Value right = eval(expr.children[1]);
  if (error_) return {};
  const std::optional<Operator> op = operator_of(expr.text);
  // Texts are names: 'W' + str(l), '%d' % n.
  const bool joins = expr.text == "+" && left.kind != Kind::number && right.kind != Kind::number;
  const bool formats = expr.text == "%" && left.kind == Kind::text;
  if ((joins || formats) && (left.kind == Kind::text || right.kind == Kind::text)) {
    return left.kind == Kind::text ? left : right;
  }
  // Lists of sizes: [n_in] + hidden, [0] * n.
  if (left.kind == Kind::list && expr.text == "+" && right.kind == Kind::list) {
    Value both = left;
    both.items.insert(both.items.end(), right.items.begin(), right.items.end());
    return both;
  }
  if ((left.kind == Kind::list || right.kind == Kind::list) && expr.text == "+" &&
      (left.kind == Kind::path || right.kind == Kind::path)) {
    Value path;
    path.kind = Kind::path;
    path.text = text_of(expr);
    return path;
  }
  if (!op) {
    fail_with(CodeFault::not_in_language, expr, expr.text);
    return {};
  }
  if (auto whole = with_factor(left, right, expr.text, expr)) return *whole;
  if (error_) return {};
  const Expr& left_expr = ast_.expr(expr.children[0]);
  const Expr& right_expr = ast_.expr(expr.children[1]);
  const int a = operand(left, left_expr);
  const int b = operand(right, right_expr);
  if (error_) return {};
  if (*op == Operator::product) {
    for (const auto& [node, part] : {std::pair(a, &left_expr), std::pair(b, &right_expr)}) {
      if (pool_.node(node).is_matrix) continue;
      CodeError error = error_of(CodeFault::wrong_kind, *part);
      error.wanted_kind = CodeKind::matrix;
      fail(std::move(error));
      return {};
    }
  }
  const int node = binary(*op, a, b, expr, expr.text);
  if (error_) return {};
  return pool_.node(node).is_matrix ? tensor_value(node) : number_value(node);
}

// [random.gauss(0, 1) for _ in range(n)]: n of them; [randn(n, m) for m, n in sizes]: each layer's.
Value Reader::eval_comprehension(const Expr& expr) {
  scopes_.push_back(scopes_.back());
  std::vector<int> counts;
  for (const Loop& loop : expr.loops) {
    const Value over = eval(loop.over);
    const Value element = element_of(over);
    if (error_) break;
    set_target(loop.target, element, true);
    int count = over.count;
    if (count == no_node && over.kind == Kind::path) {
      Value length;
      length.text = "len(" + over.text + ")";
      count = symbol(length, ast_.expr(loop.over));
    }
    counts.push_back(count);
  }
  Value value = error_ ? Value{} : eval(expr.children[0]);
  scopes_.pop_back();
  if (error_) return {};
  if (value.kind == Kind::tensor && value.tensor->node != no_node && value.tensor->dimensions < 2) {
    for (std::size_t i = counts.size(); i-- > 0 && value.tensor->dimensions < 2;) {
      if (counts[i] == no_node) break;
      const Tensor& of = *value.tensor;
      const int dimensions = of.dimensions + 1;
      const int node = dimensions == 1 ? with_sizes(of.node, 1, no_node, counts[i])
                                       : with_sizes(of.node, 2, counts[i], of.cols);
      if (error_) return {};
      value = tensor_value(node);
      value.tensor->dimensions = dimensions;
    }
    return value;
  }
  Value list;
  list.kind = Kind::list;
  list.is_repeated = true;
  list.count = counts.empty() ? no_node : counts[0];
  list.items = {value};
  return list;
}

}  // namespace initlab::init_code
