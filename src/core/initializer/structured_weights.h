// Weight matrices whose entries are not independent.
#pragma once

#include "core/initializer/initializer.h"

namespace initlab {

// Every unit (column) gets k = min(sparse_connections, fan_in) nonzero incoming weights from
// N(0, 1/k) at distinct inputs, each set of them equally likely (Martens 2010). The entries of the
// stream that a column uses do not depend on the other columns.
void fill_sparse(const Stream& stream, RowMatrixRef out);

// Balduzzi et al. 2017 (arXiv:1702.08591): with ReLU the units of a layer come in pairs relu(h),
// relu(-h), and W = [O, -O; -O, O] makes the next h exactly h O, as in a linear network; O is
// orthogonal. Layer 1, whose input has no pairs, is [O, -O]. An odd unit is left out: its weights
// are 0.
void fill_looks_linear(const Stream& stream, int layer, RowMatrixRef out);

// Root mean square of the entries that are not left out.
double looks_linear_std(WeightShape shape);

}  // namespace initlab
