#include "core/training/deep_loss.h"

#include <algorithm>
#include <vector>

#include "core/network/backward_loss.h"
#include "core/numbers/portable_math.h"
#include "core/numbers/precise_math.h"

namespace initlab {
namespace {

BatchLoss squared_error_loss(const PaddedMatrix<float>& outputs,
                             std::span<const std::uint8_t> labels, PaddedMatrix<float>* gradient) {
  BatchLoss result;
  const auto rows = static_cast<double>(outputs.rows);
  std::vector<float> target(outputs.cols, 0.0F);
  std::vector<double> apart(outputs.cols);
  if (gradient != nullptr) gradient->resize(outputs.rows, outputs.cols);
  for (std::size_t r = 0; r < outputs.rows; ++r) {
    const std::span<const float> row = outputs.row(r);
    const std::size_t label = labels[r];
    result.right += predicted_class(row) == label ? 1U : 0U;
    target[label] = 1.0F;
    squared_error_gradient(row, target, 1.0, apart);
    target[label] = 0.0F;
    for (std::size_t j = 0; j < row.size(); ++j) {
      result.loss += 0.5 * apart[j] * apart[j];
      if (gradient != nullptr) gradient->row(r)[j] = static_cast<float>(apart[j] / rows);
    }
  }
  result.loss /= rows;
  return result;
}

}  // namespace

BatchLoss batch_loss(TrainingLoss loss, const PaddedMatrix<float>& outputs,
                     std::span<const std::uint8_t> labels, PaddedMatrix<float>* gradient) {
  return loss == TrainingLoss::squared_error ? squared_error_loss(outputs, labels, gradient)
                                             : softmax_loss(outputs, labels, gradient);
}

double guessing_loss(TrainingLoss loss, int classes) {
  return loss == TrainingLoss::squared_error ? 0.5 * (1.0 - 1.0 / classes) : precise::log(classes);
}

double second_class_probability(TrainingLoss loss, std::span<const float> outputs) {
  const double apart = static_cast<double>(outputs[1]) - static_cast<double>(outputs[0]);
  return loss == TrainingLoss::squared_error ? std::clamp(0.5 * (1.0 + apart), 0.0, 1.0)
                                             : portable::sigmoid(apart);
}

void set_log_odds(const Dataset& data, std::span<float> bias) {
  std::vector<int> rows(bias.size(), 0);
  for (int r = 0; r < data.train_rows; ++r) ++rows[data.labels[size_of(r)]];
  for (std::size_t k = 0; k < bias.size(); ++k) {
    const double share = std::max(0.5, static_cast<double>(rows[k])) / data.train_rows;
    bias[k] = static_cast<float>(precise::log(share));
  }
}

}  // namespace initlab
