#include "core/initializer/code/fill.h"

#include <algorithm>
#include <cmath>

namespace initlab::init_code {

void fill_matrix(const Draw& draw, const Fill& fill, RowMatrix& out) {
  switch (fill.action) {
    case Action::eye:
      out.setIdentity();
      break;
    case Action::normal:
      draw_normal(draw, fill.a, fill.b, out);
      break;
    case Action::uniform:
      draw_uniform(draw, fill.a, fill.b, out);
      break;
    case Action::trunc_normal:
      draw_truncated(draw, fill.a, fill.b, fill.low, fill.high, out);
      break;
    case Action::orthogonal:
      draw_orthogonal(draw, fill.a, out);
      break;
    case Action::sparse:
      draw_sparse(draw, fill.a, fill.b, out);
      break;
    default:
      out.setConstant(static_cast<float>(fill.a));
      break;
  }
}

double fill_work(Action action, const CodeShape& shape) {
  const double size = static_cast<double>(shape.rows) * static_cast<double>(shape.cols);
  switch (action) {
    case Action::normal:
      return 32 * size;
    case Action::uniform:
      return 16 * size;
    case Action::trunc_normal:
      return 128 * size;
    case Action::sparse:
      return 96 * size;
    case Action::orthogonal:
      return size * (32 + 2 * static_cast<double>(std::min(shape.rows, shape.cols)));
    default:
      return size;
  }
}

}  // namespace initlab::init_code
