#include "labs/activation/run.h"

#include <algorithm>
#include <limits>

#include "core/numbers/precise_math.h"
#include "core/numbers/quantile.h"
#include "core/random/normal.h"
#include "core/theory/derivative_chain.h"

namespace initlab::activation {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// ln of the root mean square of numbers given by their logs, the largest taken out of the sum.
double rms_of_logs(std::span<const double> logs) {
  const double largest = *std::max_element(logs.begin(), logs.end());
  if (largest == -infinity) return largest;
  double sum = 0.0;
  for (const double log : logs) sum += precise::exp(2.0 * (log - largest));
  return largest + 0.5 * precise::log(sum / static_cast<double>(logs.size()));
}

double median(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half),
                   values.end());
  const double upper = values[half];
  if (values.size() % 2 == 1) return upper;
  const double lower =
      *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half));
  return between_quantiles(lower, upper, 0.5);
}

void add_depth(ChainSample& sample, const std::vector<double>& logs) {
  double sum = 0.0;
  for (const double log : logs) sum += log;
  sample.mean_log.push_back(sum / static_cast<double>(logs.size()));
  sample.rms_log.push_back(rms_of_logs(logs));
  sample.median_log.push_back(median(logs));
  sample.zero.push_back(
      static_cast<std::uint64_t>(std::count(logs.begin(), logs.end(), -infinity)));
}

}  // namespace

Plan plan(const Params& params) {
  const auto functions = static_cast<std::uint64_t>(compared_activations(params).size());
  const auto chains = static_cast<std::uint64_t>(params.chains);
  const auto depth = static_cast<std::uint64_t>(params.depth);
  Plan plan;
  plan.rows = params.chains;
  plan.rows_per_shard = params.chains;
  // z, a log a function and chain and a copy for the median; the results of every depth, and
  // their frame.
  plan.memory_bytes = chains * (sizeof(float) + (functions + 1) * sizeof(double)) +
                      functions * depth * (4 + 4) * sizeof(double);
  plan.multiply_adds = functions * chains * depth;
  return plan;
}

Steps run(const Params& params, int job, Workspace&, Measurement& measured) {
  if (job != 0) co_return;
  const std::vector<ActivationFunction> functions = compared_activations(params);
  const auto chains = static_cast<std::size_t>(params.chains);
  const double log_threshold = precise::log(params.threshold);
  std::vector<float> z(chains);
  std::vector<std::vector<double>> logs(functions.size(), std::vector<double>(chains, 0.0));
  measured.chains = chains;
  measured.samples.resize(functions.size());
  for (int l = 1; l <= params.depth; ++l) {
    fill_normal({params.seed, Purpose::input, static_cast<std::uint32_t>(l)}, 0, z);
    for (std::size_t f = 0; f < functions.size(); ++f) {
      ChainSample& sample = measured.samples[f];
      for (std::size_t i = 0; i < chains; ++i) {
        const double log = log_derivative(functions[f], params.std * static_cast<double>(z[i]));
        if (log < log_threshold) ++sample.outside;
        logs[f][i] += log;
      }
      add_depth(sample, logs[f]);
      co_yield Pause{};
    }
  }
}

bool accepts(const Params& params, const Measurement& measured) {
  if (measured.samples.empty()) return measured.chains == 0;
  if (measured.chains != static_cast<std::uint64_t>(params.chains)) return false;
  if (measured.samples.size() != compared_activations(params).size()) return false;
  const auto depth = static_cast<std::size_t>(params.depth);
  return std::all_of(
      measured.samples.begin(), measured.samples.end(), [depth](const ChainSample& sample) {
        return sample.median_log.size() == depth && sample.mean_log.size() == depth &&
               sample.rms_log.size() == depth && sample.zero.size() == depth;
      });
}

}  // namespace initlab::activation
