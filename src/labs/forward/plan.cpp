// What an experiment costs, and whether it may run: known from the parameters alone, before
// anything is allocated.
#include <algorithm>

#include "core/matrix/block_rows.h"
#include "core/network/network.h"
#include "core/theory/finite_width.h"
#include "labs/forward/run.h"
#include "labs/network/budget.h"

namespace initlab::forward {
namespace {

constexpr double sweep_work_budget = 3e10;  // the band over seeds may cost this much in all
constexpr int max_sweep = 20;
constexpr int min_sweep = 4;  // fewer seeds say nothing about a spread
constexpr int rows_of_shard = static_cast<int>(block_rows);  // one block of the product
constexpr int rows_of_sweep = 64;
constexpr int rows_of_odd_sweep =
    256;  // tanh and its like need more rows (core/network/seed_sweep.h)
constexpr int rows_of_uncached_shard = 4 * rows_of_shard;  // drawing must not dominate

double weight_count(const NetworkSpec& spec) { return static_cast<double>(multiply_adds(spec, 1)); }

/// Whether a worker keeps all weights between shards, in the cache of its workspace.
bool weights_stay(const NetworkSpec& spec) {
  const double padded = 1.1 * weight_count(spec);  // packed for the kernels
  return padded * sizeof(float) <= static_cast<double>(Workspace::default_limit);
}

int shard_rows(const NetworkSpec& spec, int batch) {
  return std::min(batch, weights_stay(spec) ? rows_of_shard : rows_of_uncached_shard);
}

int count_shards(int batch, int rows) { return 1 + (batch - 1) / rows; }

double total_work(const NetworkSpec& spec, int batch) {
  const int draws = weights_stay(spec) ? 1 : count_shards(batch, shard_rows(spec, batch));
  return static_cast<double>(multiply_adds(spec, batch)) + draws * drawing_work(spec);
}

/// Rows of the largest job.
int job_rows(const Params& params, const NetworkSpec& spec) {
  return std::max(shard_rows(spec, params.batch), sweep_rows(params));
}

double sweep_work(const Params& params, const NetworkSpec& spec) {
  return static_cast<double>(multiply_adds(spec, sweep_rows(params))) + drawing_work(spec);
}

/// Other seeds are needed where no closed form of the band is known, and only where the seed
/// changes anything but the input.
int count_sweep(const Params& params, const NetworkSpec& spec) {
  const bool varies =
      is_random(spec.initializer) || (params.init == Initializer::zeros && params.bias_std > 0.0);
  if (!varies || finite_width_known(spec)) return 0;
  const double one = sweep_work(params, spec);
  const int affordable = static_cast<int>(std::min(sweep_work_budget / one, double{max_sweep}));
  return affordable >= min_sweep ? affordable : 0;
}

NetworkCost cost_of(const Params& params) {
  const NetworkSpec spec = network_spec(params);
  return {memory_bytes(spec, job_rows(params, spec), std::max(params.seeds, max_sweep)),
          total_work(spec, params.batch) + params.seeds * sweep_work(params, spec)};
}

}  // namespace

int sweep_rows(const Params& params) {
  const bool odd = is_odd({params.act, params.slope});
  return std::min(params.batch, odd ? rows_of_odd_sweep : rows_of_sweep);
}

Plan plan(const Params& params) {
  const NetworkSpec spec = network_spec(params);
  Plan plan;
  plan.rows = params.batch;
  plan.rows_per_shard = shard_rows(spec, params.batch);
  plan.shards = count_shards(params.batch, plan.rows_per_shard);
  plan.multiply_adds = multiply_adds(spec, params.batch);
  plan.weights = weight_count(params);
  plan.refusal = network_refusal(params, [&params](const NetworkParams& smaller) {
    Params trial = params;
    static_cast<NetworkParams&>(trial) = smaller;
    return cost_of(trial);
  });
  if (!plan.refusal) plan.sweep = std::max(count_sweep(params, spec), params.seeds);
  plan.memory_bytes = memory_bytes(spec, job_rows(params, spec), plan.sweep);
  return plan;
}

}  // namespace initlab::forward
