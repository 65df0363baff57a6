#include "core/training/running_moments.h"

namespace initlab {

RunningMoments::RunningMoments(const DeepNetworkSpec& spec) {
  if (spec.norm != Normalization::batch) return;
  for (int layer = 1; layer < spec.depth(); ++layer) {
    const std::size_t units = size_of(spec.widths[size_of(layer)]);
    layers_.push_back({std::vector<double>(units, 0.0), std::vector<double>(units, 1.0)});
  }
}

void RunningMoments::add(int layer, const UnitMoments& batch, std::size_t rows) {
  UnitMoments& running = layers_[size_of(layer) - 1];
  const auto n = static_cast<double>(rows);
  const double unbiased = rows > 1 ? n / (n - 1.0) : 1.0;
  for (std::size_t u = 0; u < running.mean.size(); ++u) {
    running.mean[u] = (1.0 - momentum) * running.mean[u] + momentum * batch.mean[u];
    running.variance[u] =
        (1.0 - momentum) * running.variance[u] + momentum * (unbiased * batch.variance[u]);
  }
}

}  // namespace initlab
