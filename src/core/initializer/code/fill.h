// Matrices made from nothing: constants, the identity, random ones.
#pragma once

#include "core/initializer/code/code_error.h"
#include "core/initializer/code/draw.h"
#include "core/initializer/code/program.h"
#include "core/matrix/matrix.h"

namespace initlab::init_code {

struct Fill {
  Action action = Action::constant;  // constant .. sparse
  double a = 0;                      // slot 2 of the action: value, mean, low, gain, sparsity
  double b = 1;                      // slot 3: std, high
  double low = -2;                   // trunc_normal
  double high = 2;
};

void fill_matrix(const Draw&, const Fill&, RowMatrix& out);
double fill_work(Action, const CodeShape&);

}  // namespace initlab::init_code
