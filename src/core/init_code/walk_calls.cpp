// The calls of a walk.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/init_code/analysis.h"
#include "core/init_code/faults.h"
#include "core/init_code/functions.h"
#include "core/init_code/householder.h"
#include "core/init_code/walk.h"

namespace initlab::init_code {

Value Walk::call(const Node& node) {
  const Action action = node.function->action;
  switch (action) {
    case Action::sqrt:
      return unary(eval(slot(node, 0)), element_work(action),
                   [](double x) { return std::sqrt(x); });
    case Action::exp:
    case Action::log:
    case Action::abs:
    case Action::tanh:
    case Action::square:
    case Action::truncate:
    case Action::keep:
      return unary(eval(slot(node, 0)), element_work(action),
                   [&](double x) { return apply(action, x); });
    case Action::maximum:
    case Action::minimum:
    case Action::power: {
      Value a = eval(slot(node, 0));
      Value b = eval(slot(node, 1));
      return binary(node, std::move(a), std::move(b), element_work(action),
                    [&](double x, double y) { return apply(action, x, y); });
    }
    case Action::clip: {
      constexpr double infinity = std::numeric_limits<double>::infinity();
      const double low = number(node, 2, -infinity);
      const double high = number(node, 3, infinity);
      return unary(eval(slot(node, 0)), element_work(action),
                   [&](double x) { return clip(x, low, high); });
    }
    case Action::calculate_gain: {
      Value value;
      value.number = activation_gain(text(node, 0, ""), number(node, 2, 0.01)).value_or(1.0);
      return value;
    }
    case Action::qr:
      return qr(node);
    default:
      return fill(node);
  }
}

Value Walk::qr(const Node& node) {
  Value a = eval(slot(node, 0));
  if (error_) return a;
  const int k = std::min(a.shape.rows, a.shape.cols);
  if (a.shape.rows < a.shape.cols && !wide_) {
    wide_ = at_operation(CodeFault::wide_qr, node);
    wide_->got = a.shape;
    wide_->suggestion = "orthogonal(fan_in, fan_out)";
  }
  Value q = allocate({2, a.shape.rows, k}, node);
  if (error_) return q;
  meter_.work(3.0 * a.shape.rows * k * k);
  if (draws()) decompose(a.data, q.data);
  release(a);
  q.kind = CodeKind::pair;
  return q;
}

int Walk::dimension(int index) {
  const double size = eval(index).number;
  const Node& node = program_.node(index);
  if (!(size >= 1) || size != std::floor(size)) {
    CodeError error = error_at(program_, CodeFault::bad_dimension, node);
    error.value = size;
    fail(std::move(error));
    return 1;
  }
  return static_cast<int>(std::min(size, 1e9));
}

CodeShape Walk::shape_of(const Node& node) {
  if (node.function->takes_weight()) return {2, context_.fan_in, context_.fan_out};
  const int first = slot(node, 0);
  const Node& sizes = program_.node(first);
  int rows = first;
  int cols = slot(node, 1);
  if (sizes.kind == CodeKind::shape) {
    rows = sizes.children[0];
    cols = sizes.children.size() > 1 ? sizes.children[1] : no_node;
  }
  const int size = dimension(rows);
  if (cols != no_node) return {2, size, dimension(cols)};
  if (node.function->action == Action::eye) return {2, size, size};
  return {1, 1, size};
}

double Walk::spread(const Node& node, double otherwise) {
  const double value = number(node, 3, otherwise);
  if (value < 0) {
    CodeError error = error_at(program_, CodeFault::bad_spread, program_.node(slot(node, 3)));
    error.subject = node.text;
    error.value = value;
    fail(std::move(error));
  }
  return value;
}

Value Walk::fill(const Node& node) {
  const CodeShape shape = shape_of(node);
  Value value = allocate(shape, node);
  if (error_) return value;
  const Fill fill = fill_of(node);
  if (error_) return value;
  meter_.work(fill_work(fill.action, shape));
  if (fill.action == Action::orthogonal && shape.rows < shape.cols) {
    meter_.take(shape);  // its transpose
    meter_.give_back(shape);
  }
  if (draws()) fill_matrix({*stream_, std::max(node.draw, 0)}, fill, value.data);
  return value;
}

Fill Walk::fill_of(const Node& node) {
  Fill fill;
  fill.action = node.function->action;
  switch (fill.action) {
    case Action::constant:
      fill.a = number(node, 2, node.function->value);
      break;
    case Action::normal:
      fill.a = number(node, 2, 0);
      fill.b = spread(node, 1);
      break;
    case Action::uniform:
      fill.a = number(node, 2, 0);
      fill.b = number(node, 3, 1);
      break;
    case Action::trunc_normal:
      fill.a = number(node, 2, 0);
      fill.b = spread(node, 1);
      fill.low = number(node, 4, -2);
      fill.high = number(node, 5, 2);
      if (fill.low > fill.high)
        bad_range(CodeFault::bad_cut, node, slot(node, 4) == no_node ? 5 : 4, fill.low);
      break;
    case Action::sparse:
      fill.a = number(node, 2, 0);
      fill.b = spread(node, 0.01);
      if (!(fill.a >= 0) || !(fill.a <= 1)) bad_range(CodeFault::bad_sparsity, node, 2, fill.a);
      break;
    case Action::orthogonal:
      fill.a = number(node, 2, 1);
      break;
    case Action::xavier_normal:
    case Action::xavier_uniform:
      fill =
          fill_of_std(fill.action == Action::xavier_normal,
                      number(node, 2, 1) *
                          std::sqrt(2 / (static_cast<double>(context_.fan_in) + context_.fan_out)));
      break;
    case Action::kaiming_normal:
    case Action::kaiming_uniform: {
      const double fan = text(node, 3, "fan_in") == "fan_in" ? context_.fan_in : context_.fan_out;
      const double gain =
          activation_gain(text(node, 4, "leaky_relu"), number(node, 2, 0)).value_or(1.0);
      fill = fill_of_std(fill.action == Action::kaiming_normal, gain / std::sqrt(fan));
      break;
    }
    default:
      break;
  }
  return fill;
}

void Walk::bad_range(CodeFault fault, const Node& node, std::size_t index, double value) {
  CodeError error = error_at(program_, fault, program_.node(slot(node, index)));
  error.subject = node.text;
  error.value = value;
  fail(std::move(error));
}

}  // namespace initlab::init_code
