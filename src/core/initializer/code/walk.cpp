#include "core/initializer/code/walk.h"

#include <algorithm>
#include <cmath>

#include "core/initializer/code/faults.h"
#include "core/initializer/code/lexer.h"

namespace initlab::init_code {
namespace {

// Sums in the order of the inner index, whatever the shapes.
void multiply(const RowMatrix& a, const RowMatrix& b, RowMatrix& out) {
  out.setZero();
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    float* sums = out.data() + i * out.cols();
    for (Eigen::Index k = 0; k < a.cols(); ++k) {
      const float factor = a(i, k);
      const float* row = b.data() + k * b.cols();
      for (Eigen::Index j = 0; j < b.cols(); ++j) sums[j] += factor * row[j];
    }
  }
}

}  // namespace

Walk::Walk(const Program& program, const CodeContext& context, const Stream* stream)
    : program_(program), context_(context), stream_(stream) {
  const double width = std::max({1, context.fan_in, context.fan_out});
  largest_ = width * width;
}

Computed Walk::run() {
  Computed value = eval(program_.root);
  if (!error_) check_result(value.shape);
  return value;
}

void Walk::fail(CodeError error) {
  if (!error_) error_ = std::move(error);
}

CodeError Walk::at_operation(CodeFault fault, const Node& node) const {
  CodeError error;
  error.fault = fault;
  place_error(program_.source, node.at, error);
  error.token = node.text;
  error.subject = node.text;
  return error;
}

Computed Walk::allocate(const CodeShape& shape, const Node& node) {
  Computed value;
  value.kind = CodeKind::matrix;
  value.shape = shape;
  const double size = static_cast<double>(shape.rows) * static_cast<double>(shape.cols);
  if (size > largest_) {
    CodeError error = at_operation(CodeFault::too_large, node);
    error.got = shape;
    error.limit = static_cast<int>(largest_);
    fail(std::move(error));
  }
  if (error_) return value;
  meter_.take(shape);
  if (draws()) value.data.resize(shape.rows, shape.cols);
  return value;
}

void Walk::release(Computed& value) {
  if (value.kind != CodeKind::number) meter_.give_back(value.shape);
  value.data.resize(0, 0);
}

Computed Walk::eval(int index) {
  const Node& node = program_.node(index);
  Computed value;
  switch (node.type) {
    case NodeType::number:
      value.number = node.number;
      break;
    case NodeType::constant:
      value.number = constant(node);
      break;
    case NodeType::symbol:
      break;  // none is left
    case NodeType::negate:
      value = unary(eval(node.children[0]), 1, [](double x) { return -x; });
      break;
    case NodeType::binary:
      value = node.op == Operator::product ? product(node) : operation(node);
      break;
    case NodeType::transpose:
      value = transposed(node);
      break;
    case NodeType::call:
      value = call(node);
      break;
  }
  return value;
}

double Walk::constant(const Node& node) const {
  switch (node.constant) {
    case Constant::fan_in:
      return context_.fan_in;
    case Constant::fan_out:
      return context_.fan_out;
    case Constant::layer:
      return context_.layer;
    case Constant::depth:
      return context_.depth;
    case Constant::gain:
      return context_.gain;
  }
  return 0;
}

Computed Walk::operation(const Node& node) {
  Computed a = eval(node.children[0]);
  Computed b = eval(node.children[1]);
  if (!node.is_matrix) check_numbers(node, a.number, b.number);
  const double work = element_work(node.op);
  // A function a loop each, so that the loops over + - * / are fast.
  switch (node.op) {
    case Operator::add:
      return binary(node, std::move(a), std::move(b), work,
                    [](double x, double y) { return x + y; });
    case Operator::subtract:
      return binary(node, std::move(a), std::move(b), work,
                    [](double x, double y) { return x - y; });
    case Operator::divide:
      return binary(node, std::move(a), std::move(b), work,
                    [](double x, double y) { return x / y; });
    case Operator::floor_divide:
      return binary(node, std::move(a), std::move(b), work,
                    [](double x, double y) { return std::floor(x / y); });
    case Operator::remainder:
      return binary(node, std::move(a), std::move(b), work,
                    [](double x, double y) { return x - y * std::floor(x / y); });
    case Operator::power:
      return binary(node, std::move(a), std::move(b), work, power);
    case Operator::multiply:
    case Operator::product:
      break;
  }
  return binary(node, std::move(a), std::move(b), work, [](double x, double y) { return x * y; });
}

void Walk::mismatch(const Node& node, const CodeShape& a, const CodeShape& b) {
  if (wide_) return fail(*wide_);
  CodeError error = at_operation(CodeFault::shape_mismatch, node);
  error.got = a;
  error.wanted = b;
  fail(std::move(error));
}

Computed Walk::product(const Node& node) {
  Computed a = eval(node.children[0]);
  Computed b = eval(node.children[1]);
  if (error_) return a;
  if (a.shape.cols != b.shape.rows) {
    mismatch(node, a.shape, b.shape);
    return a;
  }
  // NumPy: (n,) @ (n, m) is (m,).
  Computed result = allocate({a.shape.dimensions, a.shape.rows, b.shape.cols}, node);
  if (error_) return result;
  meter_.work(size_of(a.shape) * b.shape.cols);
  if (draws()) multiply(a.data, b.data, result.data);
  release(a);
  release(b);
  return result;
}

Computed Walk::transposed(const Node& node) {
  Computed value = eval(node.children[0]);
  if (error_ || value.shape.dimensions == 1) return value;  // NumPy: (n,).T is (n,)
  Computed result = allocate({2, value.shape.cols, value.shape.rows}, node);
  if (error_) return result;
  meter_.work(size_of(value.shape));
  if (draws()) result.data = value.data.transpose();
  release(value);
  return result;
}

void Walk::check_numbers(const Node& node, double a, double b) {
  if (node.number_type == NumberType::numpy) return;
  const bool divides = node.op == Operator::divide || node.op == Operator::floor_divide ||
                       node.op == Operator::remainder;
  const bool is_power = node.op == Operator::power;
  if ((divides && b == 0) || (is_power && a == 0 && b < 0)) {
    return fail(error_at(program_, CodeFault::division_by_zero, node));
  }
  // Python's is a complex number.
  if (is_power && a < 0 && b != std::floor(b)) {
    fail(error_at(program_, CodeFault::outside_domain, node));
  }
}

void Walk::check_domain(const Node& node, double x) {
  if (!node.is_strict) return;
  const bool is_outside = (node.action == Action::sqrt && x < 0) ||
                          (node.action == Action::log && !(x > 0)) ||
                          (node.action == Action::exp && x > 709.78);
  if (is_outside) fail(error_at(program_, CodeFault::outside_domain, node));
}

void Walk::check_result(const CodeShape& shape) {
  const CodeShape wanted = {2, context_.fan_in, context_.fan_out};
  if (shape == wanted) return;
  if (wide_) return fail(*wide_);
  CodeError error = error_at(program_, CodeFault::result_shape, program_.node(program_.root));
  error.got = shape;
  error.wanted = wanted;
  fail(std::move(error));
}

}  // namespace initlab::init_code
