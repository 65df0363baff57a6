// Runs of the training lab that take no time.
#pragma once

#include "labs/training/run.h"

namespace initlab::training {

inline Params quick_params(Data data, int depth, int steps) {
  Params p;
  p.data = data;
  p.width = 8;
  p.depth = depth;
  p.batch = 20;
  p.steps = steps;
  return p;
}

inline Measurement run_job(const Params& params, int job = 0, const DataFiles& files = {}) {
  Measurement measured;
  run(params, job, files, measured).finish();
  return measured;
}

}  // namespace initlab::training
