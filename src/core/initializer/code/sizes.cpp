#include "core/initializer/code/sizes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/names.h"
#include "core/initializer/code/reader.h"
#include "core/initializer/code/spelling.h"

namespace initlab::init_code {
namespace {

// Sizes are compared by value in a denominator: 2 / 400 of randn(400, 25).
enum class Place : std::uint8_t { numerator, denominator };

Place other(Place place) {
  return place == Place::numerator ? Place::denominator : Place::numerator;
}

class Sizes {
 public:
  Sizes(const Program& pool, const Tensor& tensor, Program& out)
      : pool_(pool), tensor_(tensor), out_(out) {}

  std::optional<CodeError> run(CodeOrder order, CodeReading& reading) {
    const Node& root = pool_.node(tensor_.node);
    if (root.dimensions == 0) {
      CodeError error = error_at(pool_, CodeFault::shape_missing, root);
      error.suggestion = "size=(fan_in, fan_out)";
      return error;
    }
    is_vector_ = root.dimensions == 1;
    first_ = is_vector_ ? no_node : root.rows;
    second_ = root.cols;
    const bool is_transposed = transposes(order, reading);
    const Constant rows = is_transposed ? Constant::fan_out : Constant::fan_in;
    const Constant cols = is_transposed ? Constant::fan_in : Constant::fan_out;
    learn(first_, rows);
    // One unit's weights: as many as it has inputs.
    learn(second_, is_vector_ ? Constant::fan_in : cols);
    int node = copy(tensor_.node, rows, cols);
    if (error_) return error_;
    if (is_transposed) node = transposed(node);
    out_.root = node;
    number_draws();
    reading.is_transposed = is_transposed;
    reading.is_vector = is_vector_;
    const auto has_bias = [&](int size) { return size != no_node && without_bias(size) != size; };
    reading.leaves_bias = has_bias(first_) || has_bias(second_);
    return error_;
  }

 private:
  using Wanted = std::optional<Constant>;

  static bool is_fan(const Node& node, Constant constant) {
    return node.type == NodeType::constant && node.constant == constant;
  }

  // What a size is called by the reader: n_in of n_in + 1, where 1 is the bias.
  int without_bias(int index) const {
    const Node& node = pool_.node(index);
    if (node.type == NodeType::symbol && !node.children.empty()) {
      const int inside = without_bias(node.children[0]);
      return inside == node.children[0] ? index : inside;
    }
    if (node.type != NodeType::binary || node.op != Operator::add) return index;
    const auto is_one = [&](int child) {
      const Node& n = pool_.node(child);
      return n.type == NodeType::number && n.number == 1;
    };
    if (is_one(node.children[1])) return node.children[0];
    if (is_one(node.children[0])) return node.children[1];
    return index;
  }

  // Of what sizes are made of. A quotient or a power is a scale, whose numbers are read one by one.
  std::optional<double> value_of(int index) const {
    const Node& node = pool_.node(index);
    switch (node.type) {
      case NodeType::number:
        return node.number;
      case NodeType::symbol:
        return node.children.empty() ? std::nullopt : value_of(node.children[0]);
      case NodeType::binary: {
        const auto a = value_of(node.children[0]);
        const auto b = value_of(node.children[1]);
        if (!a || !b) return std::nullopt;
        if (node.op == Operator::multiply) return *a * *b;
        if (node.op == Operator::add) return *a + *b;
        if (node.op == Operator::subtract) return *a - *b;
        if (node.op == Operator::floor_divide) return std::floor(*a / *b);
        return std::nullopt;
      }
      default:
        return std::nullopt;
    }
  }

  std::string shown(int index) const {
    const Node& node = pool_.node(index);
    if (node.type == NodeType::symbol) return node.label;
    if (node.type == NodeType::number) return canonical(pool_, index);
    return pool_.source_of(node);
  }

  Side side(int index) const {
    const Node& node = pool_.node(index);
    if (node.type == NodeType::symbol) {
      const Side by_label = side_of(node.label);
      if (by_label != Side::unsaid) return by_label;
      const Side by_text = side_of(node.text);
      if (by_text != Side::unsaid || node.children.empty()) return by_text;
      return side(node.children[0]);
    }
    for (const int child : node.children) {
      if (const Side of = side(child); of != Side::unsaid) return of;
    }
    return Side::unsaid;
  }

  // Whether the names say that the first size counts the outputs; nothing where they say nothing.
  std::optional<bool> said_by_names(int first, int second) const {
    const Node& a = pool_.node(first);
    const Node& b = pool_.node(second);
    const bool is_of_shape = a.family.ends_with("shape");
    if (!a.family.empty() && a.family == b.family && a.offset != b.offset && !is_of_shape) {
      return a.offset > b.offset;
    }
    const Side x = side(first);
    const Side y = side(second);
    if (x == Side::in && y != Side::in) return false;
    if (y == Side::out && x != Side::out) return false;
    if (x == Side::out && y != Side::out) return true;
    if (y == Side::in && x != Side::in) return true;
    std::string_view stem_a;
    std::string_view stem_b;
    const int number_a = number_at_end(a.label, stem_a);
    const int number_b = number_at_end(b.label, stem_b);
    if (number_a >= 0 && number_b >= 0 && stem_a == stem_b && number_a != number_b) {
      return number_a > number_b;
    }
    return std::nullopt;
  }

  bool transposes(CodeOrder order, CodeReading& reading) {
    if (is_vector_) {
      reading.first = shown(second_);
      return false;
    }
    const int first = without_bias(first_);
    const int second = without_bias(second_);
    const Node& a = pool_.node(first);
    const Node& b = pool_.node(second);
    const bool is_said = a.type == NodeType::constant || b.type == NodeType::constant;
    if (a.type != NodeType::constant) reading.first = shown(first);
    if (b.type != NodeType::constant) reading.second = shown(second);
    if (is_said) {
      return is_fan(a, Constant::fan_out) ||
             (is_fan(b, Constant::fan_in) && !is_fan(a, Constant::fan_in));
    }
    reading.can_be_swapped = true;
    if (order != CodeOrder::automatic) return order == CodeOrder::out_in;
    if (const auto said = said_by_names(first, second)) return *said;
    return tensor_.is_by_init;
  }

  void learn(int size, Constant constant) {
    if (size == no_node) return;
    const int plain = without_bias(size);
    // fan_in + 1 is fan_in and the bias; any other sum with a fan is what it is.
    if (plain != size && pool_.node(plain).type == NodeType::constant) {
      names_.emplace_back(canonical(pool_, size), pool_.node(plain).constant);
      return;
    }
    if (mentions_fan(size)) return;
    for (const int index : {size, plain}) {
      if (const auto value = value_of(index)) values_.emplace_back(*value, constant);
      if (pool_.node(index).type != NodeType::number) {
        names_.emplace_back(canonical(pool_, index), constant);
      }
    }
  }

  Wanted known_name(int index) const {
    const std::string name = canonical(pool_, index);
    const auto found = std::find_if(names_.begin(), names_.end(),
                                    [&](const auto& known) { return known.first == name; });
    return found == names_.end() ? Wanted{} : found->second;
  }

  Wanted known_value(double value) const {
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [&](const auto& known) { return known.first == value; });
    return found == values_.end() ? Wanted{} : found->second;
  }

  int add_constant(Constant constant, const Node& like) {
    Node node = like;
    node.type = NodeType::constant;
    node.constant = constant;
    node.children.clear();
    return out_.add(std::move(node));
  }

  int fail(CodeError error) {
    if (!error_) error_ = std::move(error);
    return no_node;
  }

  // w.shape[1] of a PyTorch weight is its fan_in.
  Wanted of_shape(const Node& symbol) const {
    if (!symbol.family.ends_with(".shape")) return std::nullopt;
    std::string base = symbol.family.substr(0, symbol.family.size() - 6);
    while (base.ends_with(".data")) base.resize(base.size() - 5);
    if (!tensor_.is_layer_weight || base != tensor_.name) return std::nullopt;
    if (symbol.offset == 1 || symbol.offset == -1) return Constant::fan_in;
    if (symbol.offset == 0 || symbol.offset == -2) return Constant::fan_out;
    return std::nullopt;
  }

  int number_of(int index, Place place) {
    const Node node = pool_.node(index);
    if (node.type == NodeType::constant) return add_constant(node.constant, node);
    if (node.type != NodeType::number) {
      if (const auto fan = known_name(index)) return add_constant(*fan, node);
    }
    if (place == Place::denominator) {
      const auto value = value_of(index);
      const auto fan = value ? known_value(*value) : Wanted{};
      if (fan) return add_constant(*fan, node);
    }
    if (node.type == NodeType::symbol) {
      if (!node.children.empty()) return number_of(node.children[0], place);
      if (const auto fan = of_shape(node)) return add_constant(*fan, node);
      for (const std::string& name : {node.label, node.text}) {
        if (!is_fan_name(name)) continue;
        const bool is_in = side_of(name.substr(name.rfind('.') + 1)) == Side::in;
        return add_constant(is_in ? Constant::fan_in : Constant::fan_out, node);
      }
      CodeError error = error_at(pool_, CodeFault::unknown_name, node);
      error.token = node.label;
      error.suggestion = closest_name(node.text);
      return fail(std::move(error));
    }
    Node copied = node;
    if (node.type == NodeType::binary) {
      const bool divides = node.op == Operator::divide || node.op == Operator::floor_divide;
      const auto exponent = node.op == Operator::power ? exponent_of(node.children[1]) : 0.0;
      copied.children[0] = number_of(node.children[0], exponent < 0 ? other(place) : place);
      copied.children[1] =
          number_of(node.children[1], divides                      ? other(place)
                                      : node.op == Operator::power ? Place::numerator
                                                                   : place);
    } else {
      const bool is_power = node.type == NodeType::call && node.action == Action::power;
      for (int& child : copied.children) child = number_of(child, place);
      for (std::size_t i = 0; i < copied.slots.size(); ++i) {
        int& slot = copied.slots[i];
        if (slot == no_node) continue;
        const bool flips = is_power && i == 0 && exponent_of(node.slots[1]) < 0;
        slot = number_of(slot, flips                ? other(place)
                               : is_power && i == 1 ? Place::numerator
                                                    : place);
      }
    }
    return error_ ? no_node : out_.add(std::move(copied));
  }

  // 0 where it is not written out.
  double exponent_of(int index) const {
    const Node& node = pool_.node(index);
    if (node.type == NodeType::negate) return -std::fabs(exponent_of(node.children[0]) + 1e-300);
    if (node.type == NodeType::number) return node.number;
    if (node.type == NodeType::symbol && !node.children.empty()) {
      return exponent_of(node.children[0]);
    }
    if (node.type == NodeType::binary && node.op == Operator::divide) {
      return exponent_of(node.children[0]);
    }
    return 0;
  }

  // A size of what is drawn, where a size is wanted.
  int size(int index, Wanted wanted, int of_root) {
    if (index == no_node) return no_node;
    const Node& node = pool_.node(index);
    if (node.type == NodeType::constant || !wanted) return number_of(index, Place::denominator);
    const auto value = value_of(index);
    const bool is_one = node.type == NodeType::number && value == 1.0;
    const bool is_root_one = of_root != no_node && value_of(of_root) == 1.0;
    if (is_one && !is_root_one) return number_of(index, Place::numerator);
    if (const auto fan = known_name(index)) {
      const bool is_square = first_ != no_node && second_ != no_node &&
                             canonical(pool_, first_) == canonical(pool_, second_);
      return add_constant(is_square ? *wanted : *fan, node);
    }
    // A number that is none of the sizes of the whole is itself.
    if (node.type == NodeType::number && value && !known_value(*value)) {
      return number_of(index, Place::numerator);
    }
    if (mentions_fan(index)) return number_of(index, Place::numerator);
    if (node.type == NodeType::symbol && !value)
      names_.emplace_back(canonical(pool_, index), *wanted);
    return add_constant(*wanted, node);
  }

  bool mentions_fan(int index) const {
    const Node& node = pool_.node(index);
    if (node.type == NodeType::constant) return true;
    const auto is_of = [&](int child) { return child != no_node && mentions_fan(child); };
    return std::any_of(node.children.begin(), node.children.end(), is_of) ||
           std::any_of(node.slots.begin(), node.slots.end(), is_of);
  }

  int copy(int index, Wanted rows, Wanted cols) {
    if (error_) return no_node;
    const Node node = pool_.node(index);
    if (!node.is_matrix) return number_of(index, Place::numerator);
    Node copied = node;
    if (node.type == NodeType::transpose) {
      copied.children = {copy(node.children[0], cols, rows)};
      return error_ ? no_node : out_.add(std::move(copied));
    }
    if (node.type == NodeType::binary && node.op == Operator::product) {
      copied.children = {copy(node.children[0], rows, std::nullopt),
                         copy(node.children[1], std::nullopt, cols)};
      return error_ ? no_node : out_.add(std::move(copied));
    }
    if (node.type == NodeType::call && makes_matrix(node.action)) {
      copied.slots[0] = copied.slots[1] = no_node;
      if (is_vector_ && node.dimensions == 1) {
        copied.slots[0] = add_constant(Constant::fan_in, node);
        copied.slots[1] = add_constant(Constant::fan_out, node);
      } else {
        copied.slots[0] = size(node.slots[0], rows, first_);
        copied.slots[1] = size(node.slots[1], cols, second_);
      }
      for (std::size_t i = 2; i < copied.slots.size(); ++i) {
        if (node.slots[i] != no_node) copied.slots[i] = number_of(node.slots[i], Place::numerator);
      }
      return error_ ? no_node : out_.add(std::move(copied));
    }
    const bool divides = node.type == NodeType::binary && node.op == Operator::divide;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const bool is_number = !pool_.node(node.children[i]).is_matrix;
      copied.children[i] = is_number
                               ? number_of(node.children[i], divides && i == 1 ? Place::denominator
                                                                               : Place::numerator)
                               : copy(node.children[i], rows, cols);
    }
    for (int& slot : copied.slots) {
      if (slot != no_node) slot = copy(slot, rows, cols);
    }
    return error_ ? no_node : out_.add(std::move(copied));
  }

  int transposed(int index) {
    const Node& of = out_.node(index);
    if (of.type == NodeType::transpose) return of.children[0];
    Node node;
    node.type = NodeType::transpose;
    node.children = {index};
    node.is_matrix = true;
    node.begin = of.begin;
    node.end = of.end;
    node.at = of.at;
    node.text = of.text;
    return out_.add(std::move(node));
  }

  // In the order of the text.
  void number_draws() {
    std::vector<int> draws;
    for (const Node& node : out_.nodes) {
      if (node.draw >= 0) draws.push_back(node.draw);
      out_.uses_gain =
          out_.uses_gain || (node.type == NodeType::constant && node.constant == Constant::gain);
    }
    std::sort(draws.begin(), draws.end());
    draws.erase(std::unique(draws.begin(), draws.end()), draws.end());
    for (Node& node : out_.nodes) {
      if (node.draw < 0) continue;
      node.draw =
          static_cast<int>(std::lower_bound(draws.begin(), draws.end(), node.draw) - draws.begin());
    }
    out_.draws = static_cast<int>(draws.size());
  }

  const Program& pool_;
  const Tensor& tensor_;
  Program& out_;
  bool is_vector_ = false;
  int first_ = no_node;
  int second_ = no_node;
  std::vector<std::pair<std::string, Constant>> names_;
  std::vector<std::pair<double, Constant>> values_;
  std::optional<CodeError> error_;
};

}  // namespace

std::optional<CodeError> bind_sizes(const Program& pool, const Tensor& tensor, CodeOrder order,
                                    Program& out, CodeReading& reading) {
  return Sizes(pool, tensor, out).run(order, reading);
}

std::string signature(const Program& program, int index) {
  const Node& node = program.node(index);
  std::string text = std::to_string(static_cast<int>(node.type));
  switch (node.type) {
    case NodeType::number:
      return text + ":" + canonical(program, index) + "/" +
             std::to_string(std::log(std::fabs(node.number)));
    case NodeType::constant:
      return text + ":" + std::to_string(static_cast<int>(node.constant));
    case NodeType::binary:
      text += ":" + std::to_string(static_cast<int>(node.op));
      break;
    case NodeType::call:
      text += ":" + std::to_string(static_cast<int>(node.action));
      break;
    default:
      break;
  }
  text += "(";
  for (const int child : node.children) text += signature(program, child) + ",";
  text += ";";
  for (const int slot : node.slots) text += slot == no_node ? "," : signature(program, slot) + ",";
  return text + ")";
}

}  // namespace initlab::init_code
