// What BatchNorm tests with: running means and variances of every hidden unit's z, in PyTorch's
// conventions (torch.nn.BatchNorm1d, momentum 0.1): they start at 0 and 1, and each batch moves
// them a tenth of the way to its mean and its variance with n - 1 under it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/network/backward_norm.h"
#include "core/training/deep_architecture.h"

namespace initlab {

class RunningMoments {
 public:
  static constexpr double momentum = 0.1;

  RunningMoments() = default;
  // Nothing is kept where the network has no BatchNorm.
  explicit RunningMoments(const DeepNetworkSpec& spec);

  // The moments of hidden layer l = 1.. over the `rows` rows of a batch. Of one row the variance is
  // taken as it is.
  void add(int layer, const UnitMoments& batch, std::size_t rows);
  const UnitMoments& of(int layer) const { return layers_[static_cast<std::size_t>(layer) - 1]; }

 private:
  std::vector<UnitMoments> layers_;
};

}  // namespace initlab
