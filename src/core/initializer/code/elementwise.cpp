#include "core/initializer/code/elementwise.h"

#include <algorithm>

namespace initlab::init_code {
namespace {

// NaN wins, as in NumPy.
double maximum(double x, double y) { return std::isnan(x) || x > y ? x : y; }
double minimum(double x, double y) { return std::isnan(x) || x < y ? x : y; }

}  // namespace

bool broadcast(const CodeShape& a, const CodeShape& b, CodeShape& together) {
  const bool rows_fit = a.rows == b.rows || a.rows == 1 || b.rows == 1;
  const bool cols_fit = a.cols == b.cols || a.cols == 1 || b.cols == 1;
  together = {std::max(a.dimensions, b.dimensions), std::max(a.rows, b.rows),
              std::max(a.cols, b.cols)};
  return rows_fit && cols_fit;
}

double power(double x, double y) {
  if (y == 2) return x * x;
  if (y == 0.5) return std::sqrt(x);
  if (y == -1) return 1 / x;
  return std::pow(x, y);
}

double apply(Action action, double x) {
  switch (action) {
    case Action::sqrt:
      return std::sqrt(x);
    case Action::exp:
      return std::exp(x);
    case Action::log:
      return std::log(x);
    case Action::abs:
      return std::fabs(x);
    case Action::tanh:
      return std::tanh(x);
    case Action::square:
      return x * x;
    case Action::floor:
      return std::floor(x);
    case Action::truncate:
      return std::trunc(x);
    case Action::sign:
      return x > 0 ? 1.0 : x < 0 ? -1.0 : x;
    default:
      return x;
  }
}

double apply(Action action, double x, double y) {
  switch (action) {
    case Action::maximum:
      return maximum(x, y);
    case Action::minimum:
      return minimum(x, y);
    default:
      return power(x, y);
  }
}

double clip(double x, double low, double high) { return minimum(maximum(x, low), high); }

double element_work(Action action) {
  switch (action) {
    case Action::exp:
    case Action::log:
    case Action::tanh:
      return 16;
    case Action::power:
      return 32;
    default:
      return 2;
  }
}

double element_work(Operator op) { return op == Operator::power ? 32 : 2; }

}  // namespace initlab::init_code
