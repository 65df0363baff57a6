// Short trainings on points in the plane.
#pragma once

#include <utility>
#include <vector>

#include "core/training/deep_training.h"

namespace initlab {

/// 200 steps; `histogram` is of the activation's usual values.
inline DeepTrainingSpec plane_training(std::vector<int> widths, Activation activation,
                                       const HistogramSpec& histogram) {
  DeepTrainingSpec spec;
  spec.network.widths = std::move(widths);
  spec.network.activation = make_activation(activation);
  spec.network.histogram = histogram;
  spec.network.seed = 5;
  spec.rate = 0.1;
  spec.batch = 60;
  spec.steps = 200;
  return spec;
}

inline DeepTraining trained(const DeepTrainingSpec& spec, const Dataset& data) {
  DeepTraining training;
  train_deep(spec, data, training).finish();
  return training;
}

}  // namespace initlab
