#pragma once

#include "core/network/seed_sweep.h"
#include "core/statistics/statistics.h"
#include "core/theory/mean_field.h"
#include "labs/result_visitor.h"

namespace initlab {

// The core's structures, as they travel in frames from worker to page.
void describe(ResultVisitor&, LayerStatistics&);
void describe(ResultVisitor&, MeanFieldLayer&);
void describe(ResultVisitor&, Band&);
void describe(ResultVisitor&, SweepLayer&);
void describe(ResultVisitor&, SweepRun&);

}  // namespace initlab
