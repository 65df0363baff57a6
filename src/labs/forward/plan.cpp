// What an experiment costs, and whether it may run: known from the parameters alone, before
// anything is allocated.
#include <algorithm>
#include <functional>

#include "core/finite_width.h"
#include "core/network.h"
#include "labs/forward/run.h"
#include "text/korean.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::uint64_t memory_budget = std::uint64_t{512} << 20;  // bytes of one worker
constexpr double work_budget = 4e11;        // multiply-adds: about a minute on a slow laptop
constexpr double sweep_work_budget = 3e10;  // the band over seeds may cost this much in all
constexpr int max_sweep = 20;
constexpr int min_sweep = 4;  // fewer seeds say nothing about a spread
constexpr int rows_of_shard = 64;
constexpr int rows_of_sweep = 64;
constexpr int rows_of_odd_sweep = 256;       // tanh and its like need more rows (core/seed_sweep.h)
constexpr int rows_of_uncached_shard = 256;  // drawing the weights again must not dominate
constexpr double draw_work = 32.0;           // multiply-adds that take as long as one random normal

double weight_count(const NetworkSpec& spec) { return static_cast<double>(multiply_adds(spec, 1)); }

/// Multiply-adds' worth of drawing every weight once.
double drawing_work(const NetworkSpec& spec) {
  if (spec.initializer.kind != Initializer::orthogonal) return draw_work * weight_count(spec);
  double work = 0.0;  // Householder QR of the larger side by the smaller, and its Q
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    const double a = spec.widths[l - 1];
    const double b = spec.widths[l];
    work += 3.0 * std::max(a, b) * std::min(a, b) * std::min(a, b);
  }
  return work;
}

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
int job_rows(const ForwardParams& params, const NetworkSpec& spec) {
  return std::max(shard_rows(spec, params.batch), sweep_rows(params));
}

enum class Limit : std::uint8_t { none, memory, work };

Limit limit_of(const ForwardParams& params) {
  const NetworkSpec spec = network_spec(params);
  if (memory_bytes(spec, job_rows(params, spec)) > memory_budget) return Limit::memory;
  return total_work(spec, params.batch) > work_budget ? Limit::work : Limit::none;
}

/// Other seeds are needed where no closed form of the band is known, and only where the seed
/// changes anything but the input.
int count_sweep(const ForwardParams& params, const NetworkSpec& spec) {
  const bool varies =
      is_random_iid(params.init) || (params.init == Initializer::zeros && params.bias_std > 0.0);
  if (!varies || finite_width_known(spec)) return 0;
  const double one =
      static_cast<double>(multiply_adds(spec, sweep_rows(params))) + drawing_work(spec);
  const int affordable = static_cast<int>(std::min(sweep_work_budget / one, double{max_sweep}));
  return affordable >= min_sweep ? affordable : 0;
}

/// One way to make the experiment smaller: `set` gives one number a value below its present one.
struct Reduction {
  std::string_view key;
  const Words* button;
  int smallest;
  int present;
  std::function<void(ForwardParams&, int)> set;
};

std::vector<Reduction> reductions(const ForwardParams& params) {
  std::vector<Reduction> list;
  if (params.width_rule == WidthRule::random) {
    list.push_back({"width_max", &strings::refusal_use_width_max, params.width_min,
                    params.width_max, [](ForwardParams& p, int n) { p.width_max = n; }});
  } else if (params.width_rule == WidthRule::listed && !params.widths.empty()) {
    list.push_back({"widths", &strings::refusal_use_widths, 1,
                    static_cast<int>(params.widths.size()),
                    [](ForwardParams& p, int n) { p.widths.resize(static_cast<std::size_t>(n)); }});
  } else {
    list.push_back({"width", &strings::refusal_use_width, 1, params.width,
                    [](ForwardParams& p, int n) { p.width = n; }});
  }
  list.push_back({"batch", &strings::refusal_use_batch, 1, params.batch,
                  [](ForwardParams& p, int n) { p.batch = n; }});
  if (params.width_rule != WidthRule::listed || params.widths.empty()) {
    list.push_back({"depth", &strings::refusal_use_depth, 1, params.depth,
                    [](ForwardParams& p, int n) { p.depth = n; }});
  }
  return list;
}

/// The largest value of the reduction that fits; 0 when not even the smallest does.
int largest_that_fits(const ForwardParams& params, const Reduction& reduction) {
  int low = reduction.smallest - 1;  // fits, or nothing does
  int high = reduction.present;      // does not fit
  ForwardParams trial = params;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    trial = params;
    reduction.set(trial, middle);
    (limit_of(trial) == Limit::none ? low : high) = middle;
  }
  if (low < reduction.smallest) return 0;
  trial = params;
  reduction.set(trial, low);
  return limit_of(trial) == Limit::none ? low : 0;
}

std::string written_list(const std::vector<int>& values, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += std::to_string(values[i]);
  }
  return text;
}

Plan::Refusal refusal(const ForwardParams& params, const Plan& plan, Limit limit) {
  Plan::Refusal refusal;
  const std::string memory = grouped_count(plan.memory_bytes >> 20);
  const std::string work = brief_number(total_work(network_spec(params), params.batch));
  refusal.reason =
      limit == Limit::memory
          ? fill(strings::refusal_memory,
                 {{"size", memory}, {"limit", std::to_string(memory_budget >> 20)}})
          : fill(strings::refusal_work, {{"work", work}, {"limit", brief_number(work_budget)}});

  // The reader loses least where the largest part of a number stays.
  double best = 0.0;
  for (const Reduction& reduction : reductions(params)) {
    const int value = largest_that_fits(params, reduction);
    const double part = static_cast<double>(value) / reduction.present;
    if (value == 0 || part <= best) continue;
    best = part;
    const std::string number = std::to_string(value);
    refusal.remedy = fill(*reduction.button, {{"n", number, with_ro(number)}});
    refusal.remedy_key = reduction.key;
    refusal.remedy_value = reduction.key == "widths"
                               ? written_list(params.widths, static_cast<std::size_t>(value))
                               : number;
  }
  return refusal;
}

}  // namespace

int sweep_rows(const ForwardParams& params) {
  const bool odd = is_odd({params.act, params.slope});
  return std::min(params.batch, odd ? rows_of_odd_sweep : rows_of_sweep);
}

Plan plan(const ForwardParams& params) {
  const NetworkSpec spec = network_spec(params);
  Plan plan;
  plan.rows = params.batch;
  plan.rows_per_shard = shard_rows(spec, params.batch);
  plan.shards = count_shards(params.batch, plan.rows_per_shard);
  plan.memory_bytes = memory_bytes(spec, job_rows(params, spec));
  plan.multiply_adds = multiply_adds(spec, params.batch);
  plan.weights = multiply_adds(spec, 1);
  const Limit limit = limit_of(params);
  if (limit != Limit::none) {
    plan.refusal = refusal(params, plan, limit);
  } else {
    plan.sweep = count_sweep(params, spec);
  }
  return plan;
}

}  // namespace initlab
