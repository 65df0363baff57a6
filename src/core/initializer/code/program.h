// How a layer's weights are made: a tree of numbers and matrices, the same for every layer. It is
// made from pasted Python by the reader (reader.h), which leaves nothing of Python in it but its
// order of evaluation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/initializer/code/code_error.h"

namespace initlab::init_code {

enum class NodeType : std::uint8_t {
  number,
  constant,
  symbol,  // only while reading: a name; children[0] its value, if the text gives one
  negate,
  binary,
  transpose,
  call
};

enum class Operator : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  floor_divide,  // of numbers
  remainder,     // of numbers
  power,
  product  // of matrices
};

// "+" and the like, as Python writes them.
std::string_view sign_of(Operator);
std::optional<Operator> operator_of(std::string_view sign);

enum class Constant : std::uint8_t { fan_in, fan_out, layer, depth, gain };

// What a call does; the slots it reads are in the comment.
enum class Action : std::uint8_t {
  sqrt,  // of 0, element by element, as all down to power
  exp,
  log,
  abs,
  tanh,
  square,
  floor,
  truncate,
  keep,
  sign,
  maximum,       // of 0 and 1
  minimum,       // of 0 and 1
  power,         // 0 to the power of 1
  clip,          // 0 into [2, 3]
  constant,      // 2; the size in 0 and 1 (rows and columns; 1 is none of one dimension), as all
  eye,           // that follow but for qr
  normal,        // mean 2, std 3
  uniform,       // from 2 to 3
  trunc_normal,  // mean 2, std 3, cut at 4 and 5
  orthogonal,    // gain 2
  sparse,        // sparsity 2, std 3
  qr             // Q of 0
};

// Python's and NumPy's kinds of numbers refuse different things.
enum class NumberType : std::uint8_t { whole, real, numpy };

inline constexpr int no_node = -1;
inline constexpr int slot_count = 6;

struct Node {
  NodeType type = NodeType::number;
  Action action = Action::keep;
  Operator op = Operator::add;
  Constant constant = Constant::fan_in;
  NumberType number_type = NumberType::whole;
  bool is_matrix = false;
  bool is_strict = false;  // a function of Python's `math`
  std::size_t begin = 0;   // bytes of the source
  std::size_t end = 0;
  std::size_t at = 0;  // what an error in it points at: the operator, the function's name
  std::string text;    // the operator, the function as written; of a symbol what it is called
  double number = 0;
  std::vector<int> children;  // operands
  std::array<int, slot_count> slots = {no_node, no_node, no_node, no_node, no_node, no_node};
  int draw = -1;             // which random call of the program
  std::size_t size = 1;      // nodes of the tree below, a node twice where it is used twice
  std::size_t matrices = 0;  // operations among them whose value is a matrix

  // Of a matrix, while reading: nodes of its rows and columns.
  int dimensions = 0;
  int rows = no_node;
  int cols = no_node;

  // Of a symbol: the variable that holds it; sizes of one list, and which of them.
  std::string label;
  std::string family;
  double offset = 0;
};

struct Program {
  std::string source;
  std::vector<Node> nodes;  // a child comes before its parent
  int root = no_node;
  int draws = 0;
  bool uses_gain = false;

  const Node& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
  Node& node(int index) { return nodes[static_cast<std::size_t>(index)]; }
  int add(Node node) {
    nodes.push_back(std::move(node));
    return static_cast<int>(nodes.size()) - 1;
  }
  std::string source_of(const Node& node) const {
    return source.substr(node.begin, node.end - node.begin);
  }
};

// Whether the action makes random numbers.
constexpr bool is_random(Action action) {
  return action == Action::normal || action == Action::uniform || action == Action::trunc_normal ||
         action == Action::orthogonal || action == Action::sparse;
}
// Whether the action makes a matrix from nothing, its size in slots 0 and 1.
constexpr bool makes_matrix(Action action) {
  return action >= Action::constant && action != Action::qr;
}

}  // namespace initlab::init_code
