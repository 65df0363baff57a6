// Examples with their classes, as a network is given them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

// The first train_rows rows are to learn from, the others to be tested with. Inputs have mean 0 and
// standard deviation 1 over all numbers of the training rows together.
struct Dataset {
  int features = 0;
  int classes = 0;
  int train_rows = 0;
  std::vector<float> inputs;         // rows x features
  std::vector<std::uint8_t> labels;  // 0 .. classes - 1
  // Of pictures: width x width grey levels 0 .. levels a row, as they were. Else 0 and empty.
  int picture_width = 0;
  int levels = 0;
  std::vector<std::uint8_t> pictures;

  int rows() const { return static_cast<int>(labels.size()); }
  int test_rows() const { return rows() - train_rows; }
  std::span<const float> input(int row) const {
    const auto length = static_cast<std::size_t>(features);
    return {inputs.data() + static_cast<std::size_t>(row) * length, length};
  }
};

// Pictures, standardized by the mean and the population's standard deviation of all grey levels of
// the training rows. `pictures` is rows x width^2, `labels` below `classes`.
Dataset picture_dataset(int width, int levels, int classes, int train_rows,
                        std::vector<std::uint8_t> pictures, std::vector<std::uint8_t> labels);

}  // namespace initlab
