#include "core/training/dataset.h"

#include <cmath>
#include <utility>

namespace initlab {

Dataset picture_dataset(int width, int levels, int classes, int train_rows,
                        std::vector<std::uint8_t> pictures, std::vector<std::uint8_t> labels) {
  Dataset data;
  data.features = width * width;
  data.classes = classes;
  data.train_rows = train_rows;
  data.picture_width = width;
  data.levels = levels;
  // Whole numbers: the sums are exact.
  const std::size_t numbers =
      static_cast<std::size_t>(train_rows) * static_cast<std::size_t>(data.features);
  std::uint64_t sum = 0;
  std::uint64_t squares = 0;
  for (std::size_t i = 0; i < numbers; ++i) {
    const std::uint64_t grey = pictures[i];
    sum += grey;
    squares += grey * grey;
  }
  const auto count = static_cast<double>(numbers);
  const double mean = static_cast<double>(sum) / count;
  const double variance = static_cast<double>(squares) / count - mean * mean;
  const double scale = variance > 0 ? 1 / std::sqrt(variance) : 0;
  data.inputs.reserve(pictures.size());
  for (const std::uint8_t grey : pictures) {
    data.inputs.push_back(static_cast<float>((grey - mean) * scale));
  }
  data.pictures = std::move(pictures);
  data.labels = std::move(labels);
  return data;
}

}  // namespace initlab
