#include "labs/log_domain/run.h"

#include "core/numbers/precise_math.h"
#include "core/product/probability_product.h"

namespace initlab::log_domain {
namespace {

constexpr int factors_in_a_step = 1024;

constexpr int most_points = 250;

}  // namespace

std::vector<int> shown_steps(const Params& params) {
  const int every = 1 + (params.count - 1) / most_points;
  std::vector<int> steps;
  for (int n = 0; n < params.count; n += every) steps.push_back(n);
  steps.push_back(params.count);
  return steps;
}

std::vector<double> log_terms(const Params& params) {
  std::vector<double> terms;
  terms.reserve(static_cast<std::size_t>(params.terms));
  for (int i = 0; i < params.terms; ++i) terms.push_back(params.offset - i);
  return terms;
}

Plan plan(const Params& params) {
  Plan plan;
  plan.rows = params.count;
  plan.rows_per_shard = params.count;
  plan.memory_bytes =
      (2 * shown_steps(params).size() + static_cast<std::uint64_t>(params.terms)) * sizeof(double);
  plan.multiply_adds =
      static_cast<std::uint64_t>(params.count) * static_cast<std::uint64_t>(number_format_count);
  return plan;
}

Steps run(const Params& params, int job, Workspace&, Measurement& measured) {
  if (job != 0) co_return;
  const ProbabilitySource source{params.law, params.p};
  const Stream stream{params.seed, Purpose::input, 0};
  std::vector<FormatTrace> traces;
  traces.reserve(number_format_count);
  for (int f = 0; f < number_format_count; ++f) {
    traces.emplace_back(static_cast<NumberFormat>(f), params.rate);
  }
  const FormatTrace& chosen = traces[static_cast<std::size_t>(params.format)];
  const std::vector<int> steps = shown_steps(params);
  CompensatedSum sum;
  std::size_t next = 0;
  for (int n = 0; n <= params.count; ++n) {
    if (next < steps.size() && steps[next] == n) {
      measured.product.push_back(chosen.product());
      measured.log_sums.push_back(chosen.log_sum());
      ++next;
    }
    if (n == params.count) break;
    const double log = source.log_element(stream, static_cast<std::uint64_t>(n));
    // p itself where it is known: exp(ln p) would be a rounding off.
    const double x = params.law == ProbabilityLaw::constant ? params.p : precise::exp(log);
    sum.add(log);
    for (FormatTrace& trace : traces) trace.add(x, log);
    if (n % factors_in_a_step == 0) co_yield Pause{};
  }
  measured.count = static_cast<std::uint64_t>(params.count);
  measured.log_sum = sum.value();
  const std::vector<double> terms = log_terms(params);
  for (const FormatTrace& trace : traces) {
    measured.runs.push_back({trace.product(), trace.log_sum(), trace.idle_at(),
                             trace.subnormal_at(), trace.zero_at(), trace.log_stalled_at(),
                             log_sum_exp_naive(trace.format(), terms),
                             log_sum_exp_shifted(trace.format(), terms)});
  }
}

bool accepts(const Params& params, const Measurement& measured) {
  if (measured.runs.empty()) return measured.count == 0;
  const std::size_t points = shown_steps(params).size();
  return measured.count == static_cast<std::uint64_t>(params.count) &&
         measured.runs.size() == static_cast<std::size_t>(number_format_count) &&
         measured.product.size() == points && measured.log_sums.size() == points;
}

}  // namespace initlab::log_domain
