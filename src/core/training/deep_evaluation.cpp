// Hot: built for speed.
#include "core/training/deep_evaluation.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/activation/activation.h"
#include "core/training/deep_loss.h"

namespace initlab {
namespace {

ConstRowMatrixRef view(const PaddedMatrix<float>& a) {
  using Map = Eigen::Map<const RowMatrix, 0, Eigen::OuterStride<>>;
  return Map(a.data.data(), static_cast<Eigen::Index>(a.rows), static_cast<Eigen::Index>(a.cols),
             Eigen::OuterStride<>(static_cast<Eigen::Index>(a.stride)));
}

}  // namespace

DeepEvaluator::DeepEvaluator(const DeepTrainingSpec& spec, const ParameterLayout& layout,
                             const Dataset& data, const RunningMoments& running)
    : spec_(spec.network),
      loss_(spec.loss),
      layout_(layout),
      data_(data),
      pass_(spec.network, layout) {
  pass_.test_with(running);
}

Steps DeepEvaluator::evaluate_scores(std::span<const float> parameters,
                                     TrainingEvaluation& evaluation) {
  scores_only_ = true;
  co_await evaluate_all_rows(parameters, evaluation);
}

Steps DeepEvaluator::evaluate_all_rows(std::span<const float> parameters,
                                       TrainingEvaluation& evaluation) {
  BatchLoss train;
  BatchLoss test;
  co_await evaluate_rows(parameters, 0, data_.train_rows, evaluation, train);
  co_await evaluate_rows(parameters, data_.train_rows, data_.rows(), evaluation, test);
  evaluation.train_loss = train.loss / data_.train_rows;
  evaluation.train_accuracy = static_cast<double>(train.right) / data_.train_rows;
  evaluation.test_loss = test.loss / data_.test_rows();
  evaluation.test_accuracy = static_cast<double>(test.right) / data_.test_rows();
}

Steps DeepEvaluator::evaluate(std::span<const float> parameters, TrainingEvaluation& evaluation) {
  scores_only_ = false;
  evaluation.layers.assign(size_of(spec_.depth()), {});
  co_await evaluate_all_rows(parameters, evaluation);
  if (data_.picture_width > 0) {
    const std::size_t features = size_of(data_.features);
    const std::span<const float> weights = layout_.weights(1, parameters);
    const std::size_t units = std::min(size_of(shown_units), size_of(spec_.widths[1]));
    for (std::size_t u = 0; u < units; ++u) {
      const std::size_t panel = u / gemm_tile_columns * features * gemm_tile_columns;
      for (std::size_t i = 0; i < features; ++i) {
        evaluation.first_weights.push_back(
            weights[panel + i * gemm_tile_columns + u % gemm_tile_columns]);
      }
    }
  } else {
    co_await evaluate_plane(parameters, evaluation);
  }
}

// Sums of the losses; statistics of training rows, predictions of test rows.
Steps DeepEvaluator::evaluate_rows(std::span<const float> parameters, int first, int last,
                                   TrainingEvaluation& evaluation, BatchLoss& sum) {
  const bool training = first < data_.train_rows;
  for (int row = first; row < last; row += evaluation_rows) {
    const int rows = std::min(evaluation_rows, last - row);
    std::vector<int> taken(size_of(rows));
    std::iota(taken.begin(), taken.end(), row);
    pass_.take_rows(data_, taken);
    co_await pass_.forward(parameters);
    const PaddedMatrix<float>& logits = pass_.activations(spec_.depth());
    const std::span<const std::uint8_t> labels(data_.labels.data() + row, size_of(rows));
    const BatchLoss loss = batch_loss(loss_, logits, labels, nullptr);
    sum.loss += loss.loss * rows;
    sum.right += loss.right;
    if (scores_only_) {
      co_yield Pause{};
      continue;
    }
    for (int layer = 1; training && layer <= spec_.depth(); ++layer) {
      const bool bounded = layer < spec_.depth() && !spec_.residual;  // a stream has no bound
      const auto bounds = bounded ? saturation_bounds(spec_.activation) : std::nullopt;
      accumulate(evaluation.layers[size_of(layer) - 1], view(pass_.activations(layer)),
                 spec_.histogram, bounds);
    }
    for (std::size_t r = 0; !training && r < logits.rows; ++r) {
      if (evaluation.predictions.size() == size_of(shown_tests)) break;
      evaluation.predictions.push_back(predicted_class(logits.row(r)));
    }
    co_yield Pause{};
  }
}

Steps DeepEvaluator::evaluate_plane(std::span<const float> parameters,
                                    TrainingEvaluation& evaluation) {
  constexpr std::size_t side = decision_field_size;
  const auto place = [](std::size_t cell) {
    return static_cast<float>(decision_field_reach *
                              ((2.0 * static_cast<double>(cell) + 1.0) / side - 1.0));
  };
  PaddedMatrix<float>& input = pass_.input();
  constexpr std::size_t lines = evaluation_rows / side;
  for (std::size_t first = 0; first < side; first += lines) {
    input.resize(std::min(lines, side - first) * side, 2);
    for (std::size_t r = 0; r < input.rows; ++r) {
      input.row(r)[0] = place(r % side);
      input.row(r)[1] = place(first + r / side);
    }
    co_await pass_.forward(parameters);
    const PaddedMatrix<float>& logits = pass_.activations(spec_.depth());
    for (std::size_t r = 0; r < logits.rows; ++r) {
      evaluation.field.push_back(
          static_cast<float>(second_class_probability(loss_, logits.row(r))));
    }
    co_yield Pause{};
  }
}

}  // namespace initlab
