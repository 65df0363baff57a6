#pragma once

#include "labs/computation.h"
#include "labs/notes/params.h"
#include "labs/notes/result.h"

namespace initlab {

/// Job k of the shards is shard k of all five forward experiments, so that the first job is a
/// preview of all five; job k of the sweep is the k-th other seed of those whose band is measured.
/// The five share their standard normals: a worker draws them once.
Plan plan(const NotesParams&);

Steps run(const NotesParams&, int job, Workspace&, NotesMeasurement& measured);

/// Whether a measurement has the shapes of the five experiments.
bool accepts(const NotesParams&, const NotesMeasurement&);

NotesReport report(const NotesParams&, const NotesMeasurement&);

}  // namespace initlab
