// Hot: built for speed.
#include "core/training/tiny_training.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/training/unit_symmetry.h"

namespace initlab {
namespace {

constexpr std::uint32_t run_layer = 1;   // streams of the weights: 1 and 2 the run's, 3 and 4 the
constexpr std::uint32_t twin_layer = 3;  // twin's

constexpr int updates_in_a_step = 16;

// Of the loss, beside 1 or what it began with: nothing comes back from there, and long before
// doubles overflow the squares of weights and gradients do.
constexpr double lost = 1e8;

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

TinyGroup group_of(std::size_t index, std::size_t size) {
  if (index + 1 == size) return output_bias;
  switch (index % tiny_entries) {
    case tiny_bias:
      return hidden_biases;
    case tiny_out:
      return output_weights;
    default:
      return hidden_weights;
  }
}

std::array<double, tiny_groups> group_norms(std::span<const double> values) {
  std::array<double, tiny_groups> norms{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    norms[group_of(i, values.size())] += values[i] * values[i];
  }
  for (double& norm : norms) norm = std::sqrt(norm);
  return norms;
}

// One network on its way.
class Trainee {
 public:
  Trainee(const TinyTrainingSpec& spec, const ToyTask& task, std::vector<double> start)
      : spec_(spec),
        task_(task),
        weights_(std::move(start)),
        gradient_(weights_.size()),
        optimizer_(spec.optimizer) {}

  // Update number `step`, from 1 on.
  void update(int step) {
    const auto done = static_cast<std::uint64_t>(step) - 1;
    const auto first =
        static_cast<int>(done * static_cast<std::uint64_t>(spec_.batch) % task_.points.size());
    const DropoutDraw dropout{spec_.dropout, {spec_.seed, Purpose::dropout, 0}, done};
    tiny_gradient(spec_.act, weights_, task_, {first, spec_.batch}, dropout, gradient_);
    optimizer_.step(weights_, gradient_, spec_.rate);
  }

  double loss() const { return tiny_loss(spec_.act, weights_, task_); }
  std::span<const double> weights() const { return weights_; }

 private:
  const TinyTrainingSpec& spec_;
  const ToyTask& task_;
  std::vector<double> weights_;
  std::vector<double> gradient_;
  Optimizer<double> optimizer_;
};

TinySnapshot snapshot(const TinyTrainingSpec& spec, const ToyTask& task, int step,
                      std::span<const double> weights, std::span<const double> start) {
  TinySnapshot result;
  result.step = static_cast<std::uint64_t>(step);
  result.orbits = unit_orbits(weights);
  result.bitwise_distinct = count_bitwise_distinct(weights);
  result.cosine = mean_abs_cosine(weights);
  result.rank = effective_rank(weights);
  result.weights.assign(weights.begin(), weights.end());
  std::vector<double> scratch(weights.size());
  tiny_gradient(spec.act, weights, task, {}, {}, scratch);
  result.gradient = group_norms(scratch);
  for (std::size_t i = 0; i < weights.size(); ++i) scratch[i] = weights[i] - start[i];
  result.moved = group_norms(scratch);
  return result;
}

}  // namespace

int snapshot_stride(int steps) {
  return std::max(1, (steps + max_snapshots - 2) / (max_snapshots - 1));
}

int count_snapshots(int steps) {
  const int stride = snapshot_stride(steps);
  return 1 + (steps + stride - 1) / stride;
}

TinyTraining train_tiny(const TinyTrainingSpec& spec) {
  TinyTraining training;
  train_tiny_steps(spec, training).finish();
  return training;
}

Steps train_tiny_steps(const TinyTrainingSpec& spec, TinyTraining& training) {
  const ToyTask task = make_toy_task(spec.task, spec.seed);
  const std::vector<double> start = tiny_weights(spec.init, spec.hidden, spec.seed, run_layer);
  const TinyInitSpec xavier{.kind = TinyInit::xavier_normal};
  Trainee run(spec, task, start);
  Trainee twin(spec, task, tiny_weights(xavier, spec.hidden, spec.seed, twin_layer));
  const int orbits_at_start = count_orbits(unit_orbits(start));
  const int bits_at_start = count_bitwise_distinct(start);
  const int stride = snapshot_stride(spec.steps);

  double most_loss = 0;
  double most_twin_loss = 0;
  for (int step = 0; step <= spec.steps; ++step) {
    if (step > 0) {
      run.update(step);
      if (training.twin_diverged_step == TinyTraining::never) twin.update(step);
    }
    const double loss = run.loss();
    if (step == 0) {
      most_loss = lost * std::fmax(1, loss);
      most_twin_loss = lost * std::fmax(1, twin.loss());
    }
    const bool diverged = !(loss <= most_loss) || !all_finite(run.weights());
    const bool kept = step % stride == 0 || step == spec.steps || diverged;
    double twin_loss = std::numeric_limits<double>::quiet_NaN();
    if (training.twin_diverged_step == TinyTraining::never) {
      twin_loss = kept ? twin.loss() : 0.0;
      if (!(twin_loss <= most_twin_loss) || !all_finite(twin.weights())) {
        training.twin_diverged_step = step;
        twin_loss = std::numeric_limits<double>::quiet_NaN();
      }
    }
    if (!diverged && training.bits_step == TinyTraining::never &&
        count_bitwise_distinct(run.weights()) > bits_at_start) {
      training.bits_step = step;
    }
    if (!diverged && training.broken_step == TinyTraining::never &&
        count_orbits(unit_orbits(run.weights())) > orbits_at_start) {
      training.broken_step = step;
    }
    if (kept) {
      training.snapshots.push_back(snapshot(spec, task, step, run.weights(), start));
      training.snapshots.back().loss = loss;
      training.snapshots.back().twin_loss = twin_loss;
    }
    if (diverged) {
      training.diverged_step = step;
      break;
    }
    if (step % updates_in_a_step == 0) co_yield Pause{};
  }
}

}  // namespace initlab
