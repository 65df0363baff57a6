// Conditions: what is true of a dense layer's weights, whatever their size.
#include <algorithm>

#include "core/initializer/code/call_words.h"
#include "core/initializer/code/reader.h"

namespace initlab::init_code {
std::optional<bool> Reader::truth_of(const Value& value) const {
  switch (value.kind) {
    case Kind::none:
      return false;
    case Kind::truth:
      return value.truth;
    case Kind::number: {
      const auto number = literal(value.node);
      return number ? std::optional(*number != 0) : std::nullopt;
    }
    case Kind::text:
      return !value.text.empty();
    default:
      return std::nullopt;
  }
}

// Whether a layer of that class is dense.
std::optional<bool> Reader::layer_truth(std::string_view name) {
  if (contains(name, "Linear") || contains(name, "Dense")) return true;
  const auto skip = [&](Role role) {
    skipped_[static_cast<std::size_t>(role)] = true;
    return std::optional(false);
  };
  if (contains(name, "Conv")) return skip(Role::convolution);
  const bool is_norm =
      contains(name, "Normalization") || (contains(name, "Norm") && !contains(name, "Normal"));
  if (is_norm) return skip(Role::normalization);
  if (contains(name, "LSTM") || contains(name, "GRU") || contains(name, "RNN")) {
    return skip(Role::recurrent);
  }
  if (contains(name, "Embedding")) return false;
  return std::nullopt;
}

// Whether a dense layer's weight has that in its name.
std::optional<bool> Reader::name_truth(std::string_view part) {
  const auto skip = [&](Role role) {
    skipped_[static_cast<std::size_t>(role)] = true;
    return std::optional(false);
  };
  if (contains(part, "bias")) return skip(Role::bias);
  if (contains(part, "hh") || contains(part, "ih") || contains(part, "lstm") ||
      contains(part, "gru") || contains(part, "rnn")) {
    return skip(Role::recurrent);
  }
  if (contains(part, "norm") || contains(part, "bn") || contains(part, "ln")) {
    return skip(Role::normalization);
  }
  if (contains(part, "conv")) return skip(Role::convolution);
  if (contains(part, "weight") || contains(part, "fc") || contains(part, "linear") ||
      contains(part, "kernel")) {
    return true;
  }
  return std::nullopt;
}

Value Reader::eval_compare(const Expr& expr) {
  const Value left = eval(expr.children[0]);
  const Value right = eval(expr.children[1]);
  if (error_) return {};
  const std::string_view op = expr.text;
  const bool is_equality = op == "==" || op == "is";
  const bool is_difference = op == "!=" || op == "is not";
  const auto answered = [&](std::optional<bool> equal) {
    if (!equal || (!is_equality && !is_difference)) return truth_value(std::nullopt);
    return truth_value(is_equality ? *equal : !*equal);
  };
  if (op == "in" || op == "not in") {
    std::optional<bool> truth;
    if (left.kind == Kind::text && right.kind == Kind::path) {
      truth = layer_truth(left.text);
      if (!truth) truth = name_truth(left.text);
    } else if (left.kind == Kind::text && right.kind == Kind::list) {
      truth = std::any_of(right.items.begin(), right.items.end(), [&](const Value& item) {
        return item.kind == Kind::text && item.text == left.text;
      });
    } else if (right.kind == Kind::list) {
      for (const Value& item : right.items) {
        if (item.kind == Kind::path && truth != true) truth = layer_truth(item.text);
      }
    }
    return truth_value(truth ? std::optional(*truth == (op == "in")) : std::nullopt);
  }
  if (right.kind == Kind::none && op.starts_with("is")) {
    if (left.kind == Kind::none) return answered(true);
    if (left.kind == Kind::unknown) return truth_value(std::nullopt);
    return answered(false);
  }
  if (left.kind == Kind::text && right.kind == Kind::text) return answered(left.text == right.text);
  if (left.kind == Kind::truth && right.kind == Kind::truth && left.truth && right.truth) {
    return answered(*left.truth == *right.truth);
  }
  if (left.text == "__name__") return answered(true);
  // type(m) == nn.Linear, m.__class__.__name__ == 'Linear'
  const bool is_class = contains(left.text, "type(") || contains(left.text, "class");
  if (is_class && (right.kind == Kind::path || right.kind == Kind::text)) {
    return answered(layer_truth(right.text));
  }
  if (left.kind == Kind::list && right.kind == Kind::list) {
    if (left.items.size() != right.items.size()) return answered(false);
    for (std::size_t i = 0; i < left.items.size(); ++i) {
      const Value& a = left.items[i];
      const Value& b = right.items[i];
      const bool is_same = a.kind == Kind::number && b.kind == Kind::number &&
                           canonical(pool_, a.node) == canonical(pool_, b.node);
      if (!is_same) return truth_value(std::nullopt);
    }
    return answered(true);
  }
  if (left.kind != Kind::number || right.kind != Kind::number) return truth_value(std::nullopt);
  auto a = literal(left.node);
  const auto b = literal(right.node);
  // A layer's sizes are not known, but at least 1.
  const bool is_fan = pool_.node(left.node).type == NodeType::constant;
  if (!a && is_fan && b == 0.0) a = 1;
  if (!a || !b) return truth_value(std::nullopt);
  if (op == "<") return truth_value(*a < *b);
  if (op == ">") return truth_value(*a > *b);
  if (op == "<=") return truth_value(*a <= *b);
  if (op == ">=") return truth_value(*a >= *b);
  return answered(*a == *b);
}

Value Reader::eval_logical(const Expr& expr) {
  const auto left = truth_of(eval(expr.children[0]));
  const auto right = truth_of(eval(expr.children[1]));
  const bool decisive = expr.text == "or";
  if (left == decisive || right == decisive) return truth_value(decisive);
  if (!left || !right) return truth_value(std::nullopt);
  return truth_value(!decisive);
}

Value Reader::eval_conditional(const Expr& expr) {
  const Value test = eval(expr.children[1]);
  const auto truth = truth_of(test);
  if (error_) return {};
  if (truth) return eval(expr.children[*truth ? 0 : 2]);
  Value first = eval(expr.children[0]);
  const Value second = eval(expr.children[2]);
  if (error_) return {};
  // U or V of a decomposition, whichever has the layer's shape.
  const bool are_factors = first.kind == Kind::tensor && second.kind == Kind::tensor &&
                           first.tensor->is_orthonormal && second.tensor->is_orthonormal;
  if (are_factors) {
    second.tensor->is_used = true;
    return first;
  }
  return unknown(expr, error_of(CodeFault::unknown_condition, ast_.expr(expr.children[1])));
}

}  // namespace initlab::init_code
