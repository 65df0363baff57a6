// Numbers and matrices, element by element, with NumPy's broadcasting.
#pragma once

#include <cmath>

#include "core/initializer/code/code_error.h"
#include "core/initializer/code/program.h"
#include "core/matrix/matrix.h"

namespace initlab::init_code {

// A number or a matrix.
struct Computed {
  CodeKind kind = CodeKind::number;
  double number = 0;
  CodeShape shape;  // of a matrix; its data are empty while only shapes are computed
  RowMatrix data;
};

// The shape of both together; false when they do not go together. A number goes with all.
bool broadcast(const CodeShape& a, const CodeShape& b, CodeShape& together);

// abs ... power of one or two numbers.
double apply(Action, double x);
double apply(Action, double x, double y);
double clip(double x, double low, double high);

// Multiply-adds' worth of one element.
double element_work(Action);
double element_work(Operator);

// Python's and NumPy's x ** y: 2, 1/2 and -1 are x * x, sqrt(x) and 1 / x, as NumPy has them.
double power(double x, double y);

// m = f(m) for every element, in double.
template <class F>
void map(RowMatrix& m, F f) {
  for (Eigen::Index i = 0; i < m.size(); ++i) {
    m.data()[i] = static_cast<float>(f(static_cast<double>(m.data()[i])));
  }
}

// out(i, j) = f(a(i, j), b(i, j)), a row or column of one repeated. `out` may be a or b.
template <class F>
void zip(const RowMatrix& a, const RowMatrix& b, RowMatrix& out, F f) {
  const Eigen::Index a_row = a.rows() == 1 ? 0 : a.cols();
  const Eigen::Index b_row = b.rows() == 1 ? 0 : b.cols();
  const Eigen::Index a_col = a.cols() == 1 ? 0 : 1;
  const Eigen::Index b_col = b.cols() == 1 ? 0 : 1;
  for (Eigen::Index i = 0; i < out.rows(); ++i) {
    const float* x = a.data() + i * a_row;
    const float* y = b.data() + i * b_row;
    float* to = out.data() + i * out.cols();
    for (Eigen::Index j = 0; j < out.cols(); ++j) {
      to[j] = static_cast<float>(
          f(static_cast<double>(x[j * a_col]), static_cast<double>(y[j * b_col])));
    }
  }
}

}  // namespace initlab::init_code
