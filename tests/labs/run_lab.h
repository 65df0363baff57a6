// The report of a whole experiment, run as the command line runs it.
#pragma once

#include "engine/thread_host.h"
#include "labs/adapter.h"

namespace initlab {

template <class Lab>
typename Lab::Report run_lab(const typename Lab::Params& params) {
  ExperimentOf<Lab> experiment;
  experiment.params = params;
  return report_of<Lab>(*run_experiment(experiment)->report());
}

}  // namespace initlab
