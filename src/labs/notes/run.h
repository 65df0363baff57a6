#pragma once

#include "labs/computation.h"
#include "labs/notes/params.h"
#include "labs/notes/result.h"

namespace initlab::notes {

/// Job k of the shards is shard k of all five forward experiments, so that the first job is a
/// preview of all five; job k of the sweep is the k-th other seed of those whose band is measured.
/// The five share their standard normals: a worker draws them once.
Plan plan(const Params&);

Steps run(const Params&, int job, Workspace&, Measurement& measured);

/// Whether a measurement has the shapes of the five experiments.
bool accepts(const Params&, const Measurement&);

Report report(const Params&, const Measurement&);

}  // namespace initlab::notes
