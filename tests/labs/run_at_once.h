// A lab's job without steps.
#pragma once

#include "core/network/forward.h"
#include "core/steps/steps.h"
#include "labs/activation/run.h"
#include "labs/backward/run.h"
#include "labs/forward/run.h"
#include "labs/log_domain/run.h"
#include "labs/matrix_product/run.h"
#include "labs/notes/run.h"
#include "labs/symmetry/run.h"

namespace initlab {

template <class Measurement, class Params>
Measurement measured_at_once(const Params& params, int job, Workspace& workspace) {
  Measurement measured;
  run(params, job, workspace, measured).finish();
  return measured;
}

inline activation::Measurement run(const activation::Params& params, int job,
                                   Workspace& workspace) {
  return measured_at_once<activation::Measurement>(params, job, workspace);
}
inline backward::Measurement run(const backward::Params& params, int job, Workspace& workspace) {
  return measured_at_once<backward::Measurement>(params, job, workspace);
}
inline forward::Measurement run(const forward::Params& params, int job, Workspace& workspace) {
  return measured_at_once<forward::Measurement>(params, job, workspace);
}
inline log_domain::Measurement run(const log_domain::Params& params, int job,
                                   Workspace& workspace) {
  return measured_at_once<log_domain::Measurement>(params, job, workspace);
}
inline matrix_product::Measurement run(const matrix_product::Params& params, int job,
                                       Workspace& workspace) {
  return measured_at_once<matrix_product::Measurement>(params, job, workspace);
}
inline notes::Measurement run(const notes::Params& params, int job, Workspace& workspace) {
  return measured_at_once<notes::Measurement>(params, job, workspace);
}
inline symmetry::Measurement run(const symmetry::Params& params, int job, Workspace& workspace) {
  return measured_at_once<symmetry::Measurement>(params, job, workspace);
}

}  // namespace initlab
