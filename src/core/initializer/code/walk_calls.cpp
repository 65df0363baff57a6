// The calls of a walk.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/householder.h"
#include "core/initializer/code/walk.h"

namespace initlab::init_code {

Computed Walk::call(const Node& node) {
  const Action action = node.action;
  switch (action) {
    case Action::sqrt: {
      Computed x = eval(slot(node, 0));
      check_domain(node, x.number);
      return unary(std::move(x), element_work(action), [](double v) { return std::sqrt(v); });
    }
    case Action::exp:
    case Action::log:
    case Action::abs:
    case Action::tanh:
    case Action::square:
    case Action::floor:
    case Action::truncate:
    case Action::keep:
    case Action::sign: {
      Computed x = eval(slot(node, 0));
      check_domain(node, x.number);
      return unary(std::move(x), element_work(action), [&](double v) { return apply(action, v); });
    }
    case Action::maximum:
    case Action::minimum:
    case Action::power: {
      Computed a = eval(slot(node, 0));
      Computed b = eval(slot(node, 1));
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
    case Action::qr:
      return qr(node);
    default:
      return fill(node);
  }
}

Computed Walk::qr(const Node& node) {
  Computed a = eval(slot(node, 0));
  if (error_) return a;
  const int k = std::min(a.shape.rows, a.shape.cols);
  if (a.shape.rows < a.shape.cols && !wide_) {
    wide_ = at_operation(CodeFault::wide_qr, node);
    wide_->got = a.shape;
    wide_->suggestion = "orthogonal(fan_in, fan_out)";
  }
  Computed q = allocate({2, a.shape.rows, k}, node);
  if (error_) return q;
  meter_.work(3.0 * a.shape.rows * k * k);
  if (draws()) decompose(a.data, q.data);
  release(a);
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
  const int rows = slot(node, 0);
  const int cols = slot(node, 1);
  if (cols == no_node) return {2, 1, 1};  // one number, whatever it is combined with
  if (rows == no_node) return {1, 1, dimension(cols)};
  const int height = dimension(rows);
  return {2, height, dimension(cols)};
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

Computed Walk::fill(const Node& node) {
  const CodeShape shape = shape_of(node);
  Computed value = allocate(shape, node);
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
  fill.action = node.action;
  switch (fill.action) {
    case Action::constant:
      fill.a = number(node, 2, 0);
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
