#include "core/init_code/analysis.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/init_code/binding.h"
#include "core/init_code/faults.h"
#include "core/init_code/functions.h"
#include "core/init_code/init_code.h"

namespace initlab::init_code {
namespace {

// Whether the name stands for the layer's weights: W, weight, self.fc1.weight, or what the line
// assigns to.
bool is_weight(const Program& program, std::string_view name) {
  if (!program.target.empty() && name == program.target) return true;
  if (name.ends_with(".data")) name.remove_suffix(5);
  const std::string_view last = name.substr(name.rfind('.') + 1);
  return last == "W" || last == "w" || last == "weight" || last == "weights";
}

class Analysis {
 public:
  explicit Analysis(Program& program) : program_(program) {}

  std::optional<CodeError> run() {
    // Children come before their parents.
    for (Node& node : program_.nodes) {
      if (auto error = visit(node)) return error;
      const bool has_matrix = node.kind == CodeKind::matrix || node.kind == CodeKind::pair;
      if (has_matrix && node.type != NodeType::first && ++operations_ > max_code_operations) {
        CodeError error = error_at(program_, CodeFault::too_many_operations, node);
        error.column = node.column;
        error.limit = max_code_operations;
        return error;
      }
    }
    return result();
  }

 private:
  const Node& child(const Node& node, std::size_t i) const {
    return program_.node(node.children[i]);
  }

  std::optional<CodeError> visit(Node& node) {
    switch (node.type) {
      case NodeType::number:
        break;
      case NodeType::text:
        node.kind = CodeKind::text;
        break;
      case NodeType::name:
        return name(node);
      case NodeType::negate:
        node.kind = child(node, 0).kind;
        return operand_error(program_, child(node, 0));
      case NodeType::binary:
        return binary(node);
      case NodeType::tuple:
        return tuple(node);
      case NodeType::transpose:
        node.kind = CodeKind::matrix;
        return matrix(child(node, 0));
      case NodeType::first:
        node.kind = CodeKind::matrix;
        if (child(node, 0).kind == CodeKind::pair) break;
        return pointed(CodeFault::index_not_zero, node);
      case NodeType::call:
        return call(node);
    }
    return std::nullopt;
  }

  CodeError pointed(CodeFault fault, const Node& node) const {
    CodeError error;
    error.fault = fault;
    error.column = node.column;
    error.token = node.text;
    return error;
  }

  std::optional<CodeError> name(Node& node) {
    if (const NamedConstant* constant = find_constant(split(node.text))) {
      node.constant = constant->constant;
      node.number = constant->value;
      program_.uses_gain = program_.uses_gain || node.constant == Constant::gain;
      return std::nullopt;
    }
    node.kind = CodeKind::weight;
    return is_weight(program_, node.text) ? std::nullopt
                                          : std::optional(name_error(node, /*is_call=*/false));
  }

  std::optional<CodeError> binary(Node& node) {
    const Node& left = child(node, 0);
    const Node& right = child(node, 1);
    for (const Node* operand : {&left, &right}) {
      if (auto error = operand_error(program_, *operand)) return error;
      if (node.op != Operator::product) continue;
      if (auto error = matrix(*operand)) return error;
    }
    const bool has_matrix = left.kind == CodeKind::matrix || right.kind == CodeKind::matrix;
    node.kind = has_matrix ? CodeKind::matrix : CodeKind::number;
    return std::nullopt;
  }

  std::optional<CodeError> tuple(Node& node) {
    node.kind = CodeKind::shape;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Node& member = child(node, i);
      if (auto error = operand_error(program_, member)) return error;
      if (i == 2) return error_at(program_, CodeFault::too_many_dimensions, member);
      if (member.kind == CodeKind::number) continue;
      CodeError error = error_at(program_, CodeFault::wrong_kind, member);
      error.got_kind = member.kind;
      return error;
    }
    return std::nullopt;
  }

  std::optional<CodeError> matrix(const Node& operand) const {
    if (operand.kind == CodeKind::matrix) return std::nullopt;
    if (operand.kind == CodeKind::pair || operand.kind == CodeKind::weight) {
      return operand_error(program_, operand);
    }
    CodeError error = error_at(program_, CodeFault::wrong_kind, operand);
    error.got_kind = operand.kind;
    error.wanted_kind = CodeKind::matrix;
    return error;
  }

  std::optional<CodeError> call(Node& node) {
    if (auto error = bind_call(program_, node)) return error;
    if (node.function->is_random) node.draw = program_.draws++;
    return std::nullopt;
  }

  std::optional<CodeError> result() const {
    const Node& root = program_.node(program_.root);
    switch (root.kind) {
      case CodeKind::matrix:
        return std::nullopt;
      case CodeKind::number:
        return error_at(program_, CodeFault::number_result, root);
      case CodeKind::pair:
      case CodeKind::weight:
        return operand_error(program_, root);
      case CodeKind::shape:
      case CodeKind::text:
        break;
    }
    CodeError error = error_at(program_, CodeFault::other_result, root);
    error.got_kind = root.kind;
    return error;
  }

  Program& program_;
  int operations_ = 0;
};

}  // namespace

std::optional<CodeError> analyse(Program& program) { return Analysis(program).run(); }

std::optional<double> activation_gain(std::string_view nonlinearity, double slope) {
  if (nonlinearity == "relu") return std::sqrt(2.0);
  if (nonlinearity == "leaky_relu") return std::sqrt(2 / (1 + slope * slope));
  if (nonlinearity == "tanh") return 5.0 / 3;
  if (nonlinearity == "selu") return 3.0 / 4;
  constexpr std::string_view unit[] = {"linear",           "sigmoid",         "conv1d",
                                       "conv2d",           "conv3d",          "conv_transpose1d",
                                       "conv_transpose2d", "conv_transpose3d"};
  if (std::find(std::begin(unit), std::end(unit), nonlinearity) != std::end(unit)) return 1.0;
  return std::nullopt;
}

}  // namespace initlab::init_code
