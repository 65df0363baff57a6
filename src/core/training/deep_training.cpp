// Hot: built for speed.
#include "core/training/deep_training.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/activation/activation.h"
#include "core/network/backward_pass.h"
#include "core/training/deep_evaluation.h"
#include "core/training/deep_network.h"
#include "core/training/matrix_measures.h"

namespace initlab {
namespace {

double norm(std::span<const float> values) { return std::sqrt(sum_of_squares(values, 1.0)); }

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

class Trainer {
 public:
  Trainer(const DeepTrainingSpec& spec, const Dataset& data, DeepTraining& training)
      : spec_(spec),
        data_(data),
        training_(training),
        layout_(spec.network.widths),
        parameters_(layout_.size()),
        gradient_(layout_.size()),
        pass_(spec.network, layout_),
        running_(spec.network),
        running_before_(running_),
        evaluator_(spec, layout_, data, running_),
        optimizer_(spec.optimizer, spec.decay),
        labels_(size_of(spec.batch)) {}

  [[gnu::noinline]] Steps train();

 private:
  bool evaluates_at(int step) const;
  [[gnu::noinline]] Steps take_batch(int step);
  [[gnu::noinline]] Steps measure_layers();
  [[gnu::noinline]] Steps measure_updates();
  [[gnu::noinline]] Steps evaluate(int step);
  [[gnu::noinline]] Steps diverge(int step);

  const DeepTrainingSpec& spec_;
  const Dataset& data_;
  DeepTraining& training_;
  ParameterLayout layout_;
  std::vector<float> parameters_;
  std::vector<float> start_;
  std::vector<double> start_norms_;  // of the weights of layers 1..depth
  std::vector<float> before_;        // the parameters before the last update
  std::vector<float> gradient_;      // then the update
  DeepPass pass_;
  RunningMoments running_;
  RunningMoments running_before_;  // before the last update
  DeepEvaluator evaluator_;
  Optimizer<float> optimizer_;
  std::vector<std::uint8_t> labels_;
  std::vector<double> grad_rms_;
  TrainingMoment moment_;
};

bool Trainer::evaluates_at(int step) const {
  const int count = count_evaluations(spec_.steps) - 1;
  // As many steps lie before it as before the nearest of `count` even parts.
  const auto part = static_cast<long long>(step) * count;
  return step == 0 || part / spec_.steps != (part - count) / spec_.steps;
}

// Forward and back with the batch of a step: fills gradient_ and what is known of it.
Steps Trainer::take_batch(int step) {
  std::vector<int> rows(size_of(spec_.batch));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto row = static_cast<std::uint64_t>(step) * size_of(spec_.batch) + r;
    rows[r] = static_cast<int>(row % size_of(data_.train_rows));
    labels_[r] = data_.labels[size_of(rows[r])];
  }
  pass_.take_rows(data_, rows);
  pass_.train(static_cast<std::uint64_t>(step), running_);
  co_await pass_.forward(parameters_);
  const BatchLoss loss = batch_loss(spec_.loss, pass_.activations(spec_.network.depth()), labels_,
                                    &pass_.output_gradient());
  co_await pass_.backward(parameters_, gradient_, grad_rms_);
  moment_.step = static_cast<std::uint64_t>(step);
  moment_.loss = loss.loss;
  moment_.accuracy = static_cast<double>(loss.right) / spec_.batch;
  moment_.grad_norm = norm(gradient_);
}

// Of the activations and the gradient, which is not clipped yet.
Steps Trainer::measure_layers() {
  const bool bounded = !spec_.network.residual;  // a stream has no bound to saturate at
  const auto bounds = bounded ? saturation_bounds(spec_.network.activation) : std::nullopt;
  const int depth = spec_.network.depth();
  moment_.layers.assign(size_of(depth), {});
  for (int layer = 1; layer <= depth; ++layer) {
    LayerMoment& measured = moment_.layers[size_of(layer) - 1];
    const PaddedMatrix<float>& a = pass_.activations(layer);
    measured.std = standard_deviation(a);
    measured.grad_rms = grad_rms_[size_of(layer) - 1];
    measured.weight_grad_norm = norm(layout_.weights(layer, std::span<const float>(gradient_)));
    co_yield Pause{};
    if (layer == depth) continue;  // logits are not bounded and do not die
    const PaddedMatrix<float>& whole = pass_.undropped(layer);
    measured.saturated = saturated_share(whole, bounds);
    measured.dead = dead_share(whole);
  }
}

// Of what gradient_ has become.
Steps Trainer::measure_updates() {
  const std::span<const float> now(parameters_);
  for (int layer = 1; layer <= spec_.network.depth(); ++layer) {
    LayerMoment& measured = moment_.layers[size_of(layer) - 1];
    const std::span<const float> weights = layout_.weights(layer, now);
    const std::span<const float> first = layout_.weights(layer, std::span<const float>(start_));
    measured.update_ratio =
        ratio(norm(layout_.weights(layer, std::span<const float>(gradient_))), norm(weights));
    double way = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double apart = static_cast<double>(weights[i]) - static_cast<double>(first[i]);
      way += apart * apart;
    }
    measured.distance = ratio(std::sqrt(way), start_norms_[size_of(layer) - 1]);
    co_yield Pause{};
  }
}

Steps Trainer::evaluate(int step) {
  TrainingEvaluation evaluation;
  evaluation.step = static_cast<std::uint64_t>(step);
  if (spec_.scores_only) {
    co_await evaluator_.evaluate_scores(parameters_, evaluation);
  } else {
    co_await evaluator_.evaluate(parameters_, evaluation);
  }
  training_.evaluations.push_back(std::move(evaluation));
}

// The state before the update that broke it is the last one: it is taken back, and measured where
// it was not.
Steps Trainer::diverge(int step) {
  training_.diverged_step = static_cast<std::uint64_t>(step);
  const int last = std::max(0, step - 1);
  if (step > 0 && !spec_.scores_only &&
      training_.moments.back().step != static_cast<std::uint64_t>(last)) {
    std::vector<float> update(parameters_.size());
    for (std::size_t i = 0; i < update.size(); ++i) update[i] = parameters_[i] - before_[i];
    parameters_ = before_;
    co_await take_batch(last);
    co_await measure_layers();
    gradient_ = std::move(update);
    co_await measure_updates();
    training_.moments.push_back(moment_);
  }
  parameters_ = before_;
  running_ = running_before_;
  if (training_.evaluations.empty() ||
      training_.evaluations.back().step != static_cast<std::uint64_t>(last)) {
    co_await evaluate(last);
  }
}

Steps Trainer::train() {
  co_await draw_parameters(spec_.network, data_, layout_, parameters_);
  if (spec_.log_odds_bias) {
    set_log_odds(data_, layout_.bias(spec_.network.depth(), std::span(parameters_)));
  }
  if (!spec_.scores_only) {
    training_.moments.reserve(size_of(count_moments(spec_.steps)) + 1);
    training_.evaluations.reserve(size_of(count_evaluations(spec_.steps)) + 1);
    start_ = parameters_;
    for (int layer = 1; layer <= spec_.network.depth(); ++layer) {
      start_norms_.push_back(norm(layout_.weights(layer, std::span<const float>(start_))));
    }
  }
  before_ = parameters_;
  const int stride = moment_stride(spec_.steps);
  for (int step = 0; step <= spec_.steps; ++step) {
    training_.step = static_cast<std::uint64_t>(step);
    co_await take_batch(step);
    if (!std::isfinite(moment_.loss) || !std::isfinite(moment_.grad_norm)) {
      co_await diverge(step);
      co_return;
    }
    co_yield Pause{};
    const bool last = step == spec_.steps;
    if (spec_.scores_only ? last : evaluates_at(step)) co_await evaluate(step);
    if (last && spec_.scores_only) co_return;
    const bool kept = !spec_.scores_only && (step % stride == 0 || last);
    if (kept) co_await measure_layers();
    clip(std::span(gradient_), moment_.grad_norm, spec_.clip_norm);
    co_yield Pause{};
    optimizer_.to_update(parameters_, gradient_, warmed_rate(spec_.rate, spec_.warmup, step + 1));
    co_yield Pause{};
    if (kept) {
      co_await measure_updates();
      training_.moments.push_back(moment_);
    }
    if (last) co_return;
    before_ = parameters_;
    running_before_ = running_;
    co_yield Pause{};
    for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i] += gradient_[i];
    co_yield Pause{};
  }
}

}  // namespace

int moment_stride(int steps) {
  return std::max(1, (steps + most_moments - 2) / (most_moments - 1));
}

int count_moments(int steps) {
  const int stride = moment_stride(steps);
  return 1 + (steps + stride - 1) / stride;
}

int count_evaluations(int steps) { return 1 + std::min(steps, most_evaluations - 1); }

Steps train_deep(const DeepTrainingSpec& spec, const Dataset& data, DeepTraining& training) {
  Trainer trainer(spec, data, training);
  co_await trainer.train();
}

std::uint64_t deep_training_bytes(const DeepTrainingSpec& spec, int rows) {
  const ParameterLayout layout(spec.network.widths);
  // Parameters now, before the last update and, where their way is measured, at the start, and the
  // gradient.
  const std::uint64_t copies =
      (spec.scores_only ? 3 : 4) + static_cast<std::uint64_t>(optimizer_numbers(spec.optimizer));
  std::uint64_t units = 0;
  std::uint64_t widest = 0;
  std::uint64_t largest = 0;  // weights of a layer
  std::uint64_t before = 0;
  for (const int width : spec.network.widths) {
    const std::uint64_t padded = round_up(size_of(width), gemm_tile_columns);
    units += padded;
    widest = std::max(widest, padded);
    largest = std::max(largest, before * padded);
    before = padded;
  }
  const bool keeps_z = keeps_pre_activations(spec.network);
  const auto batch = static_cast<std::uint64_t>(spec.batch);
  const bool plane = spec.network.widths.front() == 2;
  constexpr std::uint64_t cells = std::uint64_t{decision_field_size} * decision_field_size;
  const std::uint64_t evaluated = std::min(evaluation_rows, rows);
  const std::uint64_t passes =
      units * (batch + evaluated) * (keeps_z ? 2 : 1) + 2 * widest * batch + 4 * largest;
  // dL/dn in double, dL/da of a skip; running moments now and before the last update.
  const std::uint64_t whole_gradient =
      widest * batch * ((spec.network.is_plain() ? 0 : 2) + (spec.network.residual ? 1 : 0));
  const std::uint64_t running = spec.network.norm == Normalization::batch ? 8 * units : 0;
  const auto layers = static_cast<std::uint64_t>(spec.network.depth());
  const auto kept_moments = static_cast<std::uint64_t>(count_moments(spec.steps));
  const auto kept_evaluations = static_cast<std::uint64_t>(count_evaluations(spec.steps));
  const std::uint64_t looked_at =
      plane ? cells : size_of(shown_units) * size_of(spec.network.widths.front());
  const std::uint64_t bins = size_of(spec.network.histogram.bins);
  const std::uint64_t looked_back =
      kept_moments * (sizeof(TrainingMoment) + layers * sizeof(LayerMoment)) +
      kept_evaluations * (sizeof(TrainingEvaluation) + sizeof(float) * looked_at +
                          layers * (sizeof(LayerStatistics) + 8 * bins + widest / 8));
  const std::uint64_t kept = spec.scores_only ? 0 : looked_back;
  return kept + sizeof(float) * (copies * layout.size() + passes + whole_gradient + running);
}

}  // namespace initlab
