#include "core/initializer/code/numpy_text.h"

#include <cmath>

namespace initlab::init_code {
namespace {

class Writer {
 public:
  Writer(const Program& program, NumberText written) : program_(program), written_(written) {}

  std::string text(int index) const {
    const Node& node = program_.node(index);
    switch (node.type) {
      case NodeType::number:
        return written_(node.number);
      case NodeType::constant: {
        constexpr std::string_view names[] = {"fan_in", "fan_out", "layer", "depth", "gain"};
        return std::string(names[static_cast<std::size_t>(node.constant)]);
      }
      case NodeType::symbol:
        return node.label;
      case NodeType::negate:
        return "-" + operand(node.children[0]);
      case NodeType::binary: {
        constexpr std::string_view spaced_signs[] = {" + ",  " - ", " * ", " / ",
                                                     " // ", " % ", "**",  " @ "};
        return operand(node.children[0]) +
               std::string(spaced_signs[static_cast<std::size_t>(node.op)]) +
               operand(node.children[1]);
      }
      case NodeType::transpose:
        return operand(node.children[0]) + ".T";
      case NodeType::call:
        return call(node);
    }
    return {};
  }

 private:
  std::string operand(int index) const {
    const Node& node = program_.node(index);
    const bool is_loose = node.type == NodeType::binary || node.type == NodeType::negate ||
                          (node.type == NodeType::number && node.number < 0);
    return is_loose ? "(" + text(index) + ")" : text(index);
  }

  std::string slot(const Node& node, std::size_t i) const {
    return node.slots[i] == no_node ? "None" : text(node.slots[i]);
  }

  std::string sizes(const Node& node) const {
    if (node.slots[1] == no_node) return "1, 1";
    return (node.slots[0] == no_node ? std::string("1") : slot(node, 0)) + ", " + slot(node, 1);
  }

  bool is_number(const Node& node, std::size_t i, double value) const {
    const Node& of = program_.node(node.slots[i]);
    return of.type == NodeType::number && of.number == value;
  }

  std::string call(const Node& node) const {
    const auto of = [&](const char* name) { return std::string(name) + "(" + slot(node, 0) + ")"; };
    const auto of_both = [&](const char* name) {
      return std::string(name) + "(" + slot(node, 0) + ", " + slot(node, 1) + ")";
    };
    switch (node.action) {
      case Action::sqrt:
        return of("np.sqrt");
      case Action::exp:
        return of("np.exp");
      case Action::log:
        return of("np.log");
      case Action::abs:
        return of("np.abs");
      case Action::tanh:
        return of("np.tanh");
      case Action::square:
        return of("np.square");
      case Action::floor:
        return of("np.floor");
      case Action::truncate:
        return of("int");
      case Action::keep:
        return of("float");
      case Action::sign:
        return of("np.sign");
      case Action::maximum:
        return of_both("np.maximum");
      case Action::minimum:
        return of_both("np.minimum");
      case Action::power:
        return of_both("np.power");
      case Action::clip:
        return "np.clip(" + slot(node, 0) + ", " + slot(node, 2) + ", " + slot(node, 3) + ")";
      case Action::constant:
        return "np.full((" + sizes(node) + "), " + slot(node, 2) + ")";
      case Action::eye:
        return "np.eye(" + sizes(node) + ")";
      case Action::normal:
        if (is_number(node, 2, 0) && is_number(node, 3, 1)) {
          return "np.random.randn(" + sizes(node) + ")";
        }
        return "np.random.normal(" + slot(node, 2) + ", " + slot(node, 3) + ", (" + sizes(node) +
               "))";
      case Action::uniform:
        return "np.random.uniform(" + slot(node, 2) + ", " + slot(node, 3) + ", (" + sizes(node) +
               "))";
      case Action::trunc_normal:
        return "truncated((" + sizes(node) + "), " + slot(node, 2) + ", " + slot(node, 3) + ", " +
               slot(node, 4) + ", " + slot(node, 5) + ")";
      case Action::orthogonal: {
        const std::string base = "orthogonal(" + sizes(node) + ")";
        return is_number(node, 2, 1) ? base : "(" + slot(node, 2) + ") * " + base;
      }
      case Action::sparse:
        return "sparse_rows((" + sizes(node) + "), " + slot(node, 2) + ", " + slot(node, 3) + ")";
      case Action::qr:
        return "np.linalg.qr(" + slot(node, 0) + ")[0]";
    }
    return {};
  }

  const Program& program_;
  NumberText written_;
};

}  // namespace

std::string numpy_text(const Program& program, NumberText written) {
  return Writer(program, written).text(program.root);
}

}  // namespace initlab::init_code
