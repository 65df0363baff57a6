#include "labs/notes/run.h"

#include <algorithm>

#include "labs/forward/run.h"

namespace initlab::notes {

Plan plan(const Params& params) {
  Plan all;
  all.shards = 0;
  for (std::size_t i = 0; i < experiment_count; ++i) {
    const Plan one = plan(experiment_params(params, static_cast<NetworkPreset>(i)));
    all.shards = std::max(all.shards, one.shards);
    all.sweep = std::max(all.sweep, one.sweep);
    all.rows += one.rows;
    all.rows_per_shard += one.rows_per_shard;
    all.memory_bytes = std::max(all.memory_bytes, one.memory_bytes);
    all.multiply_adds += one.multiply_adds;
    if (one.refusal) all.refusal = one.refusal;
  }
  all.weights = weight_count(params);
  return all;
}

Steps run(const Params& params, int job, Workspace& workspace, Measurement& measured) {
  const Plan all = plan(params);
  if (all.refusal || job < 0 || job >= all.jobs()) co_return;
  const bool is_shard = job < all.shards;
  for (std::size_t i = 0; i < experiment_count; ++i) {
    const forward::Params network = experiment_params(params, static_cast<NetworkPreset>(i));
    const Plan one = plan(network);
    const int place = is_shard ? job : job - all.shards;
    if (place >= (is_shard ? one.shards : one.sweep)) continue;
    const int part = is_shard ? place : one.shards + place;
    co_await run(network, part, workspace, measured.experiments[i]);
  }
}

bool accepts(const Params& params, const Measurement& measured) {
  for (std::size_t i = 0; i < experiment_count; ++i) {
    const forward::Params network = experiment_params(params, static_cast<NetworkPreset>(i));
    if (!accepts(network, measured.experiments[i])) return false;
  }
  return true;
}

}  // namespace initlab::notes
