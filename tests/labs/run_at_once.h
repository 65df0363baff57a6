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

inline ActivationMeasurement run(const ActivationParams& params, int job, Workspace& workspace) {
  return measured_at_once<ActivationMeasurement>(params, job, workspace);
}
inline BackwardMeasurement run(const BackwardParams& params, int job, Workspace& workspace) {
  return measured_at_once<BackwardMeasurement>(params, job, workspace);
}
inline ForwardMeasurement run(const ForwardParams& params, int job, Workspace& workspace) {
  return measured_at_once<ForwardMeasurement>(params, job, workspace);
}
inline LogDomainMeasurement run(const LogDomainParams& params, int job, Workspace& workspace) {
  return measured_at_once<LogDomainMeasurement>(params, job, workspace);
}
inline MatrixProductMeasurement run(const MatrixProductParams& params, int job,
                                    Workspace& workspace) {
  return measured_at_once<MatrixProductMeasurement>(params, job, workspace);
}
inline NotesMeasurement run(const NotesParams& params, int job, Workspace& workspace) {
  return measured_at_once<NotesMeasurement>(params, job, workspace);
}
inline SymmetryMeasurement run(const SymmetryParams& params, int job, Workspace& workspace) {
  return measured_at_once<SymmetryMeasurement>(params, job, workspace);
}

}  // namespace initlab
