// What an expression of pasted Python stands for while it is read.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/initializer/code/ast.h"
#include "core/initializer/code/code_error.h"
#include "core/initializer/code/functions.h"
#include "core/initializer/code/program.h"

namespace initlab::init_code {

// A matrix that can change in place, as NumPy's and PyTorch's can.
struct Tensor {
  int node = no_node;  // no_node: it has no values yet
  int dimensions = 2;  // 0: one random number, 1: one unit's weights
  int rows = no_node;  // nodes of its sizes, as the text has them
  int cols = no_node;
  bool is_layer_weight = false;  // the weights of a PyTorch layer, whose sizes the text leaves open
  bool is_by_init = false;       // filled by nn.init: rows are outputs unless the names say else
  bool is_default = false;       // what a library's layer starts with, nothing said
  bool is_used = false;          // another matrix is made from it
  bool is_orthonormal = false;   // a factor of a random matrix, see svd
  std::string name;
};

// An initializer with its arguments, or a frozen distribution.
struct Recipe {
  const Function* function = nullptr;
  std::array<int, slot_count> slots = {no_node, no_node, no_node, no_node, no_node, no_node};
  std::array<std::string, slot_count> texts;
};

enum class Kind : std::uint8_t {
  none,       // None, and what has no value
  number,     // node
  truth,      // truth, empty where it cannot be known
  text,       // text
  list,       // items; of a dictionary with texts as keys
  tensor,     //
  path,       // a name without a value, "self.n_in", "np.random"
  generator,  // a source of random numbers, a key, a seed
  recipe,     // an initializer
  function,   // the reader's own
  layer,      // nn.Linear(...), Dense(...): tensor
  factor,     // R, or the singular values, of a random matrix; text: which
  unknown     // what cannot be read; text: as it was written
};

struct Value {
  Kind kind = Kind::none;
  int node = no_node;
  std::optional<bool> truth;
  std::string text;
  std::vector<Value> items;
  std::vector<std::string> keys;
  std::shared_ptr<Tensor> tensor;
  std::shared_ptr<const Recipe> recipe;
  int expression = nothing;  // a lambda
  int statement = nothing;   // a def
  // A list that stands for many elements alike: the node of their number, or no_node.
  bool is_repeated = false;
  int count = no_node;
  // Of a path: the variable that holds it. Parts of a list of sizes: its name, and how far the
  // first is from the list's own.
  std::string label;
  std::string family;
  double offset = 0;
  std::shared_ptr<const CodeError> reason;  // of unknown
};

// What a condition is, where it can be known.
inline Value truth_value(std::optional<bool> truth) {
  Value value;
  value.kind = Kind::truth;
  value.truth = truth;
  return value;
}

using Names = std::map<std::string, Value, std::less<>>;

}  // namespace initlab::init_code
