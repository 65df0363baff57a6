// Hot: built for speed.
#include "labs/symmetry/run.h"

#include <algorithm>
#include <cmath>

#include "core/training/unit_symmetry.h"

namespace initlab::symmetry {
namespace {

Groups written(const std::array<double, tiny_groups>& norms) {
  return {norms[hidden_weights], norms[hidden_biases], norms[output_weights], norms[output_bias]};
}

std::vector<double> output_field(TinyActivation act, const std::vector<double>& weights) {
  std::vector<double> field;
  field.reserve(std::size_t{field_size} * field_size);
  const auto at = [](int cell) { return field_reach * (2.0 * (cell + 0.5) / field_size - 1.0); };
  for (int row = 0; row < field_size; ++row) {
    for (int column = 0; column < field_size; ++column) {
      field.push_back(tiny_output(act, weights, at(column), at(row)));
    }
  }
  return field;
}

Step step_of(const Params& params, const TinySnapshot& snapshot) {
  Step step;
  step.step = snapshot.step;
  step.loss = snapshot.loss;
  step.twin_loss = snapshot.twin_loss;
  step.distinct_units = static_cast<std::uint64_t>(count_orbits(snapshot.orbits));
  step.bitwise_distinct = static_cast<std::uint64_t>(snapshot.bitwise_distinct);
  step.mean_abs_cosine = snapshot.cosine;
  step.effective_rank = snapshot.rank;
  step.gradient = written(snapshot.gradient);
  step.moved = written(snapshot.moved);
  step.orbits.assign(snapshot.orbits.begin(), snapshot.orbits.end());
  step.weights = snapshot.weights;
  step.field = output_field(params.act, snapshot.weights);
  return step;
}

/// Entropy of the classes, or the variance of the targets.
double best_constant_loss(const ToyTask& task) {
  const auto count = static_cast<double>(task.points.size());
  double sum = 0.0;
  double squares = 0.0;
  for (const ToyPoint& point : task.points) {
    sum += point.target;
    squares += point.target * point.target;
  }
  const double mean = sum / count;
  if (!task.classification) return squares / count - mean * mean;
  const double p = 0.5 * (1.0 + mean);
  return -p * std::log(p) - (1.0 - p) * std::log1p(-p);
}

std::optional<std::uint64_t> known(std::int64_t step) {
  if (step == TinyTraining::never) return std::nullopt;
  return static_cast<std::uint64_t>(step);
}

}  // namespace

Plan plan(const Params& params) {
  Plan plan;
  plan.shards = 1;
  plan.rows = params.steps;
  plan.rows_per_shard = params.steps;
  const auto weights = static_cast<std::uint64_t>(tiny_size(params.hidden));
  const auto kept = static_cast<std::uint64_t>(count_snapshots(params.steps));
  plan.weights = weight_count(params);
  const auto hidden = static_cast<std::uint64_t>(params.hidden);
  const std::uint64_t snapshot =
      sizeof(TinySnapshot) + weights * sizeof(double) + hidden * sizeof(int);
  const std::uint64_t written = (weights + hidden + 16) * sizeof(double);
  plan.memory_bytes = kept * (snapshot + written);
  // Two networks; a gradient is three passes over the weights, the loss another over all points.
  plan.multiply_adds = 2 * weights * static_cast<std::uint64_t>(params.steps) *
                       (3 * static_cast<std::uint64_t>(params.batch) + toy_points);
  return plan;
}

Steps run(const Params& params, int job, Workspace&, Measurement& measured) {
  if (job != 0) co_return;
  const TinyTrainingSpec spec = training_spec(params);
  co_await train_tiny_steps(spec, measured.training);
}

bool accepts(const Params& params, const Measurement& measured) {
  const std::vector<TinySnapshot>& snapshots = measured.training.snapshots;
  const auto fits = [&params](const TinySnapshot& snapshot) {
    return snapshot.weights.size() == static_cast<std::size_t>(tiny_size(params.hidden)) &&
           snapshot.orbits.size() == static_cast<std::size_t>(params.hidden) &&
           snapshot.step <= static_cast<std::uint64_t>(params.steps);
  };
  return snapshots.size() <= std::size_t{max_snapshots} + 1 &&
         std::all_of(snapshots.begin(), snapshots.end(), fits);
}

Report report(const Params& params, const Measurement& measured) {
  Report report;
  const ToyTask task = make_toy_task(params.task, params.seed);
  report.hidden = static_cast<std::uint64_t>(params.hidden);
  report.classification = task.classification;
  report.constant_loss = best_constant_loss(task);
  for (const ToyPoint& point : task.points) {
    report.points.insert(report.points.end(), {point.x, point.y, point.target});
  }
  const TinyTraining& training = measured.training;
  if (training.snapshots.empty()) return report;
  report.complete = true;
  report.broken_step = known(training.broken_step);
  report.diverged_step = known(training.diverged_step);
  for (const TinySnapshot& snapshot : training.snapshots) {
    report.steps.push_back(step_of(params, snapshot));
  }
  judge(params, training, report);
  return report;
}

}  // namespace initlab::symmetry
