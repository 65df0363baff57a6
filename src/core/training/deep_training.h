// A deep network learns classes: every layer measured on the way. Pure: the same spec and data give
// the same bits. float32, each sum in one fixed order.
//
//   z_l = a_{l-1} W_l + b_l,  a_l = phi(z_l) for l < depth, and what deep_architecture.h adds,
//   logits z_depth,
//   L = mean over the batch of -log softmax(z_depth)[label], or of the squared error (deep_loss.h)
//
// Step s takes the training rows s * batch .. s * batch + batch - 1, round the end, in their order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/network/network.h"
#include "core/statistics/statistics.h"
#include "core/steps/steps.h"
#include "core/training/dataset.h"
#include "core/training/deep_architecture.h"
#include "core/training/deep_loss.h"
#include "core/training/optimizer.h"

namespace initlab {

struct DeepTrainingSpec {
  // widths: features, hidden layers, classes. Its histogram is that of the activations.
  DeepNetworkSpec network;
  TrainingLoss loss = TrainingLoss::cross_entropy;
  bool log_odds_bias = false;  // the last layer's biases start by set_log_odds (deep_loss.h)
  OptimizerKind optimizer = OptimizerKind::sgd;
  double rate = 0.01;
  double decay = 0;      // see Optimizer
  double clip_norm = 0;  // gradients of all weights and biases together; 0: not clipped
  int warmup = 0;        // the rate of update t = 1, 2, ... is rate * min(1, t / warmup)
  int batch = 100;
  int steps = 300;
  // Neither moments nor evaluations but the last, and of that the scores alone: what many short
  // trainings side by side are asked for. The weights are the same bits.
  bool scores_only = false;
};

// A layer before one update, over the rows of that update's batch.
struct LayerMoment {
  double std = 0;  // of a_l, dropout included, over rows and units (layer depth: of the logits)
  double saturated = 0;         // share of the (row, unit) pairs
  double dead = 0;              // share of the units that are 0 for every row of the batch
  double grad_rms = 0;          // of dL/dz_l, over rows and units
  double weight_grad_norm = 0;  // Frobenius norm of dL/dW_l, before clipping
  double update_ratio = 0;      // |dW_l| / |W_l| of the update; NaN where W_l is 0
  double distance = 0;          // |W_l - W_l at the start| / |W_l at the start|, likewise
};

struct TrainingMoment {
  std::uint64_t step = 0;  // updates made so far
  double loss = 0;         // of the batch
  double accuracy = 0;
  double grad_norm = 0;             // of all gradients together, before clipping
  std::vector<LayerMoment> layers;  // 1 .. depth
};

// What the network makes of all rows.
struct TrainingScores {
  std::uint64_t step = 0;
  double train_loss = 0;
  double train_accuracy = 0;
  double test_loss = 0;
  double test_accuracy = 0;
};

struct TrainingEvaluation : TrainingScores {
  std::vector<LayerStatistics> layers;    // a_1 .. a_depth over the training rows
  std::vector<std::uint8_t> predictions;  // classes of the first `shown_tests` test rows
  std::vector<float> first_weights;       // incoming of the first `shown_units` units, unit by unit
  std::vector<float> field;               // two features: see decision_field_size
};

inline constexpr int shown_tests = 28;
inline constexpr int shown_units = 24;
// With two features and two classes: probability of class 1 in the middles of the equal cells of
// [-decision_field_reach, decision_field_reach]^2, row by row from below; as many on a side:
inline constexpr int decision_field_size = 32;
inline constexpr double decision_field_reach = 2.2;

struct DeepTraining {
  std::vector<TrainingMoment> moments;          // the first at step 0
  std::vector<TrainingEvaluation> evaluations;  // likewise
  // First step whose loss or gradient is not finite, with the updates made before it; there
  // training ends, and what is kept ends with the step before.
  std::optional<std::uint64_t> diverged_step;
  std::uint64_t step = 0;  // how far it is
};

inline constexpr int most_moments = 301;
inline constexpr int most_evaluations = 21;
// Every how many steps a moment is kept. The last step is kept whatever it is.
int moment_stride(int steps);
// How many moments and evaluations there are of a training that does not diverge.
int count_moments(int steps);
int count_evaluations(int steps);

// Fills `training`, which is empty, as it goes: entries that are there no longer change.
[[gnu::noinline]] Steps train_deep(const DeepTrainingSpec& spec, const Dataset& data,
                                   DeepTraining& training);

// Peak memory of that, what it has filled included; `rows` of the data.
std::uint64_t deep_training_bytes(const DeepTrainingSpec& spec, int rows);

}  // namespace initlab
