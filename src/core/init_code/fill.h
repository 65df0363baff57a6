// Matrices made from nothing: constants, the identity, random ones.
#pragma once

#include "core/init_code/code_error.h"
#include "core/init_code/draw.h"
#include "core/init_code/functions.h"
#include "core/matrix.h"

namespace initlab::init_code {

struct Fill {
  Action action = Action::constant;  // constant .. sparse; xavier and kaiming are normal or uniform
  double a = 0;                      // slot 2 of the action: value, mean, low, gain, sparsity
  double b = 1;                      // slot 3: std, high
  double low = -2;                   // trunc_normal
  double high = 2;
};

// N(0, std^2), or uniform with that standard deviation.
Fill fill_of_std(bool is_normal, double std);

void fill_matrix(const Draw&, const Fill&, RowMatrix& out);
double fill_work(Action, const CodeShape&);

}  // namespace initlab::init_code
