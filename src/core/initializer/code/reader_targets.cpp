// Names that statements set, and what they hold.
#include <algorithm>
#include <utility>

#include "core/initializer/code/reader.h"

namespace initlab::init_code {

std::string Reader::label_of(int target) const {
  const Expr& expr = ast_.expr(target);
  if (expr.type != ExprType::index) return key_of(target);
  // Of an index only what is text says anything: params['b' + str(l)].
  std::string label = label_of(expr.children[0]);
  const std::string inside = key_of(expr.children[1]);
  const std::size_t open = inside.find('\'');
  if (open == std::string::npos) return label;
  std::size_t end = open + 1;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  while (end < inside.size() && is_word(inside[end])) ++end;
  return label + "'" + inside.substr(open + 1, end - open - 1);
}

void Reader::set_target(int target, const Value& value, bool is_loop) {
  if (error_) return;
  const Expr& expr = ast_.expr(target);
  if (expr.type == ExprType::star) return set_target(expr.children[0], value, is_loop);
  if (expr.type == ExprType::tuple || expr.type == ExprType::list) {
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
      set_target(expr.children[i], part_of(value, i, expr.children.size(), expr.children[i]),
                 is_loop);
    }
    return;
  }
  // W[:] = x and W.data = x fill what is there.
  const Value* held = nullptr;
  const bool is_data = expr.type == ExprType::attribute && expr.text == "data";
  const bool is_whole =
      expr.type == ExprType::index && ast_.expr(expr.children[1]).type == ExprType::slice;
  if (is_data || is_whole) held = find(key_of(expr.children[0]));
  const bool fills = held != nullptr && held->kind == Kind::tensor && value.kind == Kind::tensor &&
                     value.tensor->node != no_node;
  if (fills) {
    note_effect();
    value.tensor->is_used = true;
    held->tensor->node = value.tensor->node;
    return;
  }
  set_name(key_of(target), value, is_loop);
}

void Reader::set_name(std::string key, const Value& value, bool is_loop) {
  // fan_in, fan_out = get_fans(shape): the layer's own.
  const bool is_fan = key == "fan_in" || key == "fan_out";
  if (is_fan && (value.kind == Kind::path || value.kind == Kind::unknown)) {
    scopes_.back().erase(key);
    return;
  }
  Value held = value;
  // What a name held before is gone.
  const auto before = scopes_.back().find(key);
  const bool is_same = before != scopes_.back().end() && before->second.tensor == value.tensor &&
                       value.tensor != nullptr;
  if (before != scopes_.back().end() && before->second.tensor && !is_same && !uncertain_) {
    before->second.tensor->is_used = true;
  }
  if (uncertain_ && !is_same && value.kind != Kind::generator && value.kind != Kind::none) {
    held = Value{};
    held.kind = Kind::unknown;
    held.text = key;
    held.reason = std::make_shared<CodeError>(*uncertain_);
  } else if (value.kind == Kind::path) {
    held.label = key;
    if (is_loop) held.text = key;
  } else if (value.kind == Kind::number && pool_.node(value.node).type != NodeType::constant) {
    // A number by its name: sizes are told by it.
    Node node;
    node.type = NodeType::symbol;
    const Node& of = pool_.node(value.node);
    node.text = of.type == NodeType::number ? key : canonical(pool_, value.node);
    node.label = key;
    node.family = of.family;
    node.offset = of.offset;
    node.number_type = of.number_type;
    node.children = {value.node};
    node.at = of.at;
    Expr place;
    place.begin = of.begin;
    place.end = of.end;
    place.at = of.at;
    held.node = add(std::move(node), place);
  } else if (value.kind == Kind::list) {
    held.family = key;
  } else if (value.kind == Kind::tensor && value.tensor->name.empty()) {
    value.tensor->name = key;
  }
  scopes_.back()[std::move(key)] = held;
}

Value Reader::part_of(const Value& value, std::size_t index, std::size_t count, int target) {
  const bool is_split = value.kind == Kind::list && !value.is_repeated;
  if (is_split && index < value.items.size()) return value.items[index];
  if (value.kind == Kind::generator || value.kind == Kind::none) return value;
  if (value.kind == Kind::tensor && value.tensor->node != no_node) {
    fail(CodeFault::bad_index, ast_.expr(target));
    return {};
  }
  Value part;
  part.kind = Kind::path;
  part.text = value.text.empty() ? key_of(target) : value.text + "[" + std::to_string(index) + "]";
  part.family = value.text;
  part.offset = static_cast<double>(index);
  if (count < 2) return value;
  return part;
}

// One turn of a loop is one layer.
Value Reader::element_of(const Value& over) {
  if (over.kind == Kind::list) {
    if (over.text == "zip" || over.text == "enumerate") {
      Value together;
      together.kind = Kind::list;
      for (const Value& item : over.items) together.items.push_back(element_of(item));
      return together;
    }
    if (!over.family.empty() || over.items.empty()) {
      Value element;
      element.kind = Kind::path;
      element.text = over.family + "[]";
      element.family = over.family + "[]";
      const bool are_sizes = std::all_of(over.items.begin(), over.items.end(),
                                         [](const Value& v) { return v.kind == Kind::number; });
      if (are_sizes) return element;
    }
    return over.items.empty() ? Value{} : over.items[0];
  }
  Value element;
  element.kind = Kind::path;
  element.text = over.text + "[]";
  element.family = over.family.empty() ? over.text + "[]" : over.family;
  element.offset = over.offset;
  return element;
}

}  // namespace initlab::init_code
