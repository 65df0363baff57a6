#include "labs/network/budget.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/initializer/code/init_code.h"
#include "labs/network/code_error.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::uint64_t memory_budget = std::uint64_t{512} << 20;  // bytes of one worker
constexpr double draw_work = 32.0;    // multiply-adds that take as long as one random normal
constexpr double work_budget = 4e11;  // multiply-adds: about a minute on a slow laptop

enum class Limit : std::uint8_t { none, memory, work };

Limit limit_of(const NetworkCost& cost) {
  if (cost.memory_bytes > memory_budget) return Limit::memory;
  return cost.work > work_budget ? Limit::work : Limit::none;
}

/// One way to make the experiment smaller: `set` gives one number a value below its present one.
struct Reduction {
  std::string_view key;
  const Words* button;
  int smallest;
  int present;
  std::function<void(NetworkParams&, int)> set;
};

std::vector<Reduction> reductions(const NetworkParams& params) {
  std::vector<Reduction> list;
  if (params.width_rule == WidthRule::random) {
    list.push_back({"width_max", &strings::refusal_use_width_max, params.width_min,
                    params.width_max, [](NetworkParams& p, int n) { p.width_max = n; }});
  } else if (params.width_rule == WidthRule::listed && !params.widths.empty()) {
    list.push_back({"widths", &strings::refusal_use_widths, 1,
                    static_cast<int>(params.widths.size()),
                    [](NetworkParams& p, int n) { p.widths.resize(static_cast<std::size_t>(n)); }});
  } else {
    list.push_back({"width", &strings::refusal_use_width, 1, params.width,
                    [](NetworkParams& p, int n) { p.width = n; }});
  }
  list.push_back({"batch", &strings::refusal_use_batch, 1, params.batch,
                  [](NetworkParams& p, int n) { p.batch = n; }});
  if (params.width_rule != WidthRule::listed || params.widths.empty()) {
    list.push_back({"depth", &strings::refusal_use_depth, 1, params.depth,
                    [](NetworkParams& p, int n) { p.depth = n; }});
  }
  return list;
}

/// The largest value of the reduction that fits; 0 when not even the smallest does.
int largest_that_fits(const NetworkParams& params, const Reduction& reduction,
                      const NetworkCosts& costs) {
  int low = reduction.smallest - 1;  // fits, or nothing does
  int high = reduction.present;      // does not fit
  const auto fits = [&](int value) {
    NetworkParams trial = params;
    reduction.set(trial, value);
    return limit_of(costs(trial)) == Limit::none;
  };
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return low >= reduction.smallest && fits(low) ? low : 0;
}

std::string written_list(const std::vector<int>& values, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += std::to_string(values[i]);
  }
  return text;
}

CodeContext context_of(const NetworkSpec& spec, int layer) {
  const WeightShape shape = weight_shape(spec, layer);
  return {shape.fan_in, shape.fan_out, layer, spec.depth(), spec.initializer.gain};
}

double code_work(const NetworkSpec& spec) {
  const auto result = InitCode::compile(spec.initializer.code, spec.initializer.code_order);
  const InitCode* const code = std::get_if<InitCode>(&result);
  double work = 0.0;
  for (int layer = 1; code != nullptr && layer <= spec.depth(); ++layer) {
    work += code->work(context_of(spec, layer));
  }
  return work;
}

/// Why the line of code cannot be run, for the first layer where it cannot.
std::optional<Sentence> code_fault(const NetworkSpec& spec) {
  if (spec.initializer.kind != Initializer::code) return std::nullopt;
  const auto result = InitCode::compile(spec.initializer.code, spec.initializer.code_order);
  if (const CodeError* const error = std::get_if<CodeError>(&result)) {
    return code_error_sentence(*error);
  }
  for (int layer = 1; layer <= spec.depth(); ++layer) {
    const auto error = std::get<InitCode>(result).check(context_of(spec, layer));
    if (error) return code_error_sentence(*error);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Plan::Refusal> network_refusal(const NetworkParams& params,
                                             const NetworkCosts& costs) {
  if (std::optional<Sentence> fault = code_fault(network_spec(params))) {
    return Plan::Refusal{std::move(*fault), {}, {}, {}};
  }
  const NetworkCost cost = costs(params);
  const Limit limit = limit_of(cost);
  if (limit == Limit::none) return std::nullopt;
  Plan::Refusal refusal;
  refusal.reason =
      limit == Limit::memory
          ? fill(strings::refusal_memory, {{"size", grouped_count(cost.memory_bytes >> 20)},
                                           {"limit", std::to_string(memory_budget >> 20)}})
          : fill(strings::refusal_work,
                 {{"work", brief_number(cost.work)}, {"limit", brief_number(work_budget)}});

  // The reader loses least where the largest part of a number stays.
  double best = 0.0;
  for (const Reduction& reduction : reductions(params)) {
    const int value = largest_that_fits(params, reduction, costs);
    const double part = static_cast<double>(value) / reduction.present;
    if (value == 0 || part <= best) continue;
    best = part;
    const std::string number = std::to_string(value);
    refusal.remedy = fill(*reduction.button, {{"n", number}});
    refusal.remedy_key = reduction.key;
    refusal.remedy_value = reduction.key == "widths"
                               ? written_list(params.widths, static_cast<std::size_t>(value))
                               : number;
  }
  return refusal;
}

double drawing_work(const NetworkSpec& spec) {
  if (spec.initializer.kind == Initializer::code) return code_work(spec);
  const BaseKind kind = base_kind(spec.initializer);
  if (kind != BaseKind::orthogonal && kind != BaseKind::looks_linear) {
    return draw_work * static_cast<double>(multiply_adds(spec, 1));
  }
  double work = 0.0;  // Householder QR of the larger side by the smaller, and its Q
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    const double a = spec.widths[l - 1];
    const double b = spec.widths[l];
    work += 3.0 * std::max(a, b) * std::min(a, b) * std::min(a, b);
  }
  return work;
}

}  // namespace initlab
