// The walk through a program's tree, see interpreter.h. Private to the interpreter.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "core/initializer/code/elementwise.h"
#include "core/initializer/code/fill.h"
#include "core/initializer/code/init_code.h"
#include "core/initializer/code/meter.h"
#include "core/initializer/code/program.h"

namespace initlab::init_code {

class Walk {
 public:
  // Without a stream only shapes and costs are computed. After an error the walk goes on with
  // empty values, and the first error stands.
  Walk(const Program& program, const CodeContext& context, const Stream* stream);

  // The value of the whole program, of the layer's shape if there is no error.
  Computed run();
  const std::optional<CodeError>& error() const { return error_; }
  const Meter& meter() const { return meter_; }

 private:
  bool draws() const { return stream_ != nullptr; }
  void fail(CodeError error);
  // An error that points at the operator, or at the name of the function.
  CodeError at_operation(CodeFault fault, const Node& node) const;
  // What Python refuses of two numbers, or of one in a function of `math`.
  void check_numbers(const Node& node, double a, double b);
  void check_domain(const Node& node, double x);
  void mismatch(const Node& node, const CodeShape& a, const CodeShape& b);
  void bad_range(CodeFault fault, const Node& node, std::size_t index, double value);
  void check_result(const CodeShape& shape);

  // A new matrix; its elements are not set.
  Computed allocate(const CodeShape& shape, const Node& node);
  void release(Computed& value);
  static double size_of(const CodeShape& shape) {
    return static_cast<double>(shape.rows) * static_cast<double>(shape.cols);
  }

  Computed eval(int index);
  double constant(const Node& node) const;
  Computed operation(const Node& node);
  Computed product(const Node& node);
  Computed transposed(const Node& node);
  Computed call(const Node& node);
  Computed qr(const Node& node);

  // One dimension of a shape, from the node that says it.
  int dimension(int index);
  CodeShape shape_of(const Node& node);
  // A standard deviation, slot 3.
  double spread(const Node& node, double otherwise);
  Computed fill(const Node& node);
  Fill fill_of(const Node& node);

  int slot(const Node& node, std::size_t index) const { return node.slots[index]; }
  double number(const Node& node, std::size_t index, double otherwise) {
    return slot(node, index) == no_node ? otherwise : eval(slot(node, index)).number;
  }

  template <class F>
  Computed unary(Computed value, double work, F f) {
    if (value.kind == CodeKind::number) {
      value.number = f(value.number);
    } else {
      meter_.work(work * size_of(value.shape));
      map(value.data, f);
    }
    return value;
  }

  template <class F>
  Computed binary(const Node& node, Computed a, Computed b, double work, F f) {
    if (error_) return a;
    if (b.kind == CodeKind::number) {
      return unary(std::move(a), work, [&](double x) { return f(x, b.number); });
    }
    if (a.kind == CodeKind::number) {
      return unary(std::move(b), work, [&](double y) { return f(a.number, y); });
    }
    CodeShape shape;
    if (!broadcast(a.shape, b.shape, shape)) {
      mismatch(node, a.shape, b.shape);
      return a;
    }
    meter_.work(work * size_of(shape));
    // Into the one that is large enough already.
    const auto same_size = [&](const Computed& v) {
      return v.shape.rows == shape.rows && v.shape.cols == shape.cols;
    };
    if (same_size(a) || same_size(b)) {
      Computed& target = same_size(a) ? a : b;
      Computed& other = same_size(a) ? b : a;
      if (draws()) zip(a.data, b.data, target.data, f);
      target.shape = shape;
      release(other);
      return std::move(target);
    }
    Computed result = allocate(shape, node);
    if (draws() && !error_) zip(a.data, b.data, result.data, f);
    release(a);
    release(b);
    return result;
  }

  const Program& program_;
  CodeContext context_;
  const Stream* stream_;
  double largest_ = 1;  // elements a matrix may have
  Meter meter_;
  std::optional<CodeError> error_;
  std::optional<CodeError> wide_;  // a QR decomposition that may explain a wrong shape
};

}  // namespace initlab::init_code
