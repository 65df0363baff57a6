// The tree of a program. Children are indices into one list; a child comes before its parent, so
// the list is in the order of evaluation.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/init_code/code_error.h"

namespace initlab::init_code {

struct Function;

enum class NodeType : std::uint8_t {
  number,
  name,  // with its prefix, "np.pi"
  text,
  negate,
  binary,
  tuple,
  transpose,
  first,  // [0]
  call
};

enum class Operator : std::uint8_t { add, subtract, multiply, divide, power, product };

enum class Constant : std::uint8_t { none, fan_in, fan_out, layer, depth, gain };

inline constexpr int no_node = -1;
// What a call's arguments mean, see functions.h.
inline constexpr int slot_count = 6;

struct Argument {
  std::string_view keyword;  // empty by position
  int keyword_column = 1;
  int node = no_node;
};

struct Node {
  NodeType type = NodeType::number;
  int column = 1;           // of what an error in it points at: the operator, the function's name
  std::uint16_t begin = 0;  // bytes of the source
  std::uint16_t end = 0;
  std::string_view text;  // the name, the text, the function as written, the operator
  double number = 0;
  Operator op = Operator::add;
  std::vector<int> children;        // operands; of a tuple its members
  std::vector<Argument> arguments;  // of a call

  // Filled in by the analysis.
  CodeKind kind = CodeKind::number;
  Constant constant = Constant::none;
  const Function* function = nullptr;
  std::array<int, slot_count> slots = {no_node, no_node, no_node, no_node, no_node, no_node};
  int draw = -1;  // which random call of the program
};

struct Program {
  std::string source;  // the views above point into it
  std::vector<Node> nodes;
  int root = no_node;
  std::string_view target;  // left of "="
  int draws = 0;
  bool uses_gain = false;

  Program() = default;
  Program(const Program&) = delete;  // the views would point into the original
  Program& operator=(const Program&) = delete;

  const Node& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
  Node& node(int index) { return nodes[static_cast<std::size_t>(index)]; }
  std::string_view source_of(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
};

}  // namespace initlab::init_code
