// What a deep network is trained by, and what is known of it before a weight is drawn.
#pragma once

#include <cstdint>
#include <span>

#include "core/matrix/padded_matrix.h"
#include "core/training/dataset.h"
#include "core/training/deep_network.h"

namespace initlab {

// Of the last layer's numbers z and the row's label, mean over the rows of:
//   cross_entropy  -log softmax(z)[label]
//   squared_error  |z - one-hot|^2 / 2, summed over the classes: its gradient (z - one-hot) / rows
//                  stands beside cross-entropy's (softmax(z) - one-hot) / rows
enum class TrainingLoss : std::uint8_t { cross_entropy, squared_error };

// labels[r] of row r. `gradient`, where given, gets the shape of `outputs`.
BatchLoss batch_loss(TrainingLoss loss, const PaddedMatrix<float>& outputs,
                     std::span<const std::uint8_t> labels, PaddedMatrix<float>* gradient);

// The least loss of an answer that is the same for every row, where all classes are as many:
// ln C, (1 - 1/C) / 2.
double guessing_loss(TrainingLoss loss, int classes);

// What two outputs say of the probability of class 1: the sigmoid of their difference d, or for the
// squared error, whose outputs stand for probabilities themselves, (1 + d) / 2 between 0 and 1.
double second_class_probability(TrainingLoss loss, std::span<const float> outputs);

// bias[k] = ln of class k's share of the training rows, so that a network whose weights say nothing
// starts at the entropy of the labels. A class without rows counts as half a row.
void set_log_odds(const Dataset& data, std::span<float> bias);

}  // namespace initlab
