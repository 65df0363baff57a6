// What a network makes of all rows of its data.
#pragma once

#include <span>

#include "core/matrix/padded_matrix.h"
#include "core/steps/steps.h"
#include "core/training/deep_network.h"
#include "core/training/deep_training.h"

namespace initlab {

inline constexpr int evaluation_rows = 260;  // that go through the network together

class DeepEvaluator {
 public:
  // BatchNorm goes by what `running` is at the time.
  DeepEvaluator(const DeepTrainingSpec& spec, const ParameterLayout& layout, const Dataset& data,
                const RunningMoments& running);

  // Fills all but the step.
  [[gnu::noinline]] Steps evaluate(std::span<const float> parameters,
                                   TrainingEvaluation& evaluation);
  // Fills loss and accuracy, the same bits.
  [[gnu::noinline]] Steps evaluate_scores(std::span<const float> parameters,
                                          TrainingEvaluation& evaluation);

 private:
  [[gnu::noinline]] Steps evaluate_all_rows(std::span<const float> parameters,
                                            TrainingEvaluation& evaluation);
  [[gnu::noinline]] Steps evaluate_rows(std::span<const float> parameters, int first, int last,
                                        TrainingEvaluation& evaluation, BatchLoss& sum);
  [[gnu::noinline]] Steps evaluate_plane(std::span<const float> parameters,
                                         TrainingEvaluation& evaluation);

  DeepNetworkSpec spec_;
  TrainingLoss loss_;
  const ParameterLayout& layout_;
  const Dataset& data_;
  DeepPass pass_;
  bool scores_only_ = false;
};

}  // namespace initlab
