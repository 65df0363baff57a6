#include "core/init_code/walk.h"

#include <algorithm>

#include "core/init_code/faults.h"
#include "core/init_code/functions.h"

namespace initlab::init_code {
namespace {

// Sums in the order of the inner index, whatever the shapes.
void multiply(const RowMatrix& a, const RowMatrix& b, RowMatrix& out) {
  out.setZero();
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    float* to = out.data() + i * out.cols();
    for (Eigen::Index k = 0; k < a.cols(); ++k) {
      const float factor = a(i, k);
      const float* row = b.data() + k * b.cols();
      for (Eigen::Index j = 0; j < b.cols(); ++j) to[j] += factor * row[j];
    }
  }
}

}  // namespace

Walk::Walk(const Program& program, const CodeContext& context, const Stream* stream)
    : program_(program), context_(context), stream_(stream) {
  const double width = std::max({1, context.fan_in, context.fan_out});
  largest_ = width * width;
}

Value Walk::run() {
  Value value = eval(program_.root);
  if (!error_) check_result(value.shape);
  return value;
}

void Walk::fail(CodeError error) {
  if (!error_) error_ = std::move(error);
}

CodeError Walk::at_operation(CodeFault fault, const Node& node) const {
  CodeError error;
  error.fault = fault;
  error.column = node.column;
  error.token = node.text;
  error.subject = node.text;
  return error;
}

Value Walk::allocate(const CodeShape& shape, const Node& node) {
  Value value;
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

void Walk::release(Value& value) {
  if (value.kind != CodeKind::number) meter_.give_back(value.shape);
  value.data.resize(0, 0);
}

Value Walk::eval(int index) {
  const Node& node = program_.node(index);
  Value value;
  switch (node.type) {
    case NodeType::number:
      value.number = node.number;
      break;
    case NodeType::name:
      value.number = constant(node);
      break;
    case NodeType::negate:
      value = unary(eval(node.children[0]), 1, [](double x) { return -x; });
      break;
    case NodeType::binary:
      value = node.op == Operator::product ? product(node) : operation(node);
      break;
    case NodeType::transpose:
      value = transposed(node);
      break;
    case NodeType::first:
      value = eval(node.children[0]);
      value.kind = CodeKind::matrix;
      break;
    case NodeType::call:
      value = call(node);
      break;
    case NodeType::text:
    case NodeType::tuple:
      break;  // read where they are used
  }
  return value;
}

double Walk::constant(const Node& node) const {
  switch (node.constant) {
    case Constant::none:
      return node.number;
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

Value Walk::operation(const Node& node) {
  Value a = eval(node.children[0]);
  Value b = eval(node.children[1]);
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

Value Walk::product(const Node& node) {
  Value a = eval(node.children[0]);
  Value b = eval(node.children[1]);
  if (error_) return a;
  if (a.shape.cols != b.shape.rows) {
    mismatch(node, a.shape, b.shape);
    return a;
  }
  // NumPy: (n,) @ (n, m) is (m,).
  Value result = allocate({a.shape.dimensions, a.shape.rows, b.shape.cols}, node);
  if (error_) return result;
  meter_.work(size_of(a.shape) * b.shape.cols);
  if (draws()) multiply(a.data, b.data, result.data);
  release(a);
  release(b);
  return result;
}

Value Walk::transposed(const Node& node) {
  Value value = eval(node.children[0]);
  if (error_ || value.shape.dimensions == 1) return value;  // NumPy: (n,).T is (n,)
  Value result = allocate({2, value.shape.cols, value.shape.rows}, node);
  if (error_) return result;
  meter_.work(size_of(value.shape));
  if (draws()) result.data = value.data.transpose();
  release(value);
  return result;
}

void Walk::check_result(const CodeShape& shape) {
  const CodeShape wanted = {2, context_.fan_in, context_.fan_out};
  if (shape == wanted) return;
  CodeError error = error_at(program_, CodeFault::result_shape, program_.node(program_.root));
  if (shape == CodeShape{2, wanted.cols, wanted.rows}) {
    error.fault = CodeFault::result_transposed;
  } else if (wide_) {
    return fail(*wide_);
  }
  error.got = shape;
  error.wanted = wanted;
  fail(std::move(error));
}

}  // namespace initlab::init_code
