#pragma once

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace initlab::ui {

/// The x positions that every picture of a lab shares: a layer (or a step) is a column, the input
/// is column 0. Hovering one tints it through all pictures.
struct LayerGrid {
  float left = 0.0F;
  float column = 68.0F;  // width of one
  int columns = 1;       // input and layers

  float right() const { return left + column * static_cast<float>(columns); }
  float begin(int layer) const { return left + column * static_cast<float>(layer); }
  float center(int layer) const { return begin(layer) + 0.5F * column; }

  /// The layer whose column holds x, -1 outside.
  int layer_at(float x) const {
    if (!(x >= left) || !(x < right())) return -1;
    return std::min(columns - 1, static_cast<int>((x - left) / column));
  }

  /// Every how many layers a label of `width` pixels fits: 1, 2, 3, 5, 10, 20, ...
  int label_step(float width) const {
    for (int power = 1;; power *= 10) {
      for (int factor : {1, 2, 3, 5}) {
        if (static_cast<float>(factor * power) * column >= width || factor * power >= columns) {
          return factor * power;
        }
      }
    }
  }

  /// Dots shrink in deep networks.
  float dot_radius() const {
    const float most = columns <= 41 ? 4.5F : columns <= 101 ? 2.5F : 1.5F;
    return std::min(most, std::max(1.0F, 0.28F * column));
  }
};

}  // namespace initlab::ui
