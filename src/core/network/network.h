// What a fully connected network is: everything its activations depend on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/activation/activation.h"
#include "core/initializer/initializer.h"
#include "core/statistics/statistics.h"

namespace initlab {

// Layer l = 1..depth: z_l = a_{l-1} W_l + b_l, a_l = phi(z_l); a_0 is the input, N(0, 1).
struct NetworkSpec {
  std::vector<int> widths;  // widths[0] = input width, widths[l] = units of layer l; each >= 1
  ActivationFunction activation;
  InitializerSpec initializer;
  double bias_std = 0;  // biases are N(0, bias_std^2)
  // Where bias_std is 0: those that the library of the initializer starts with, see biases.h.
  bool has_library_bias = false;
  std::uint64_t seed = 0;
  HistogramSpec histogram;

  int depth() const { return widths.empty() ? 0 : static_cast<int>(widths.size()) - 1; }
  bool operator==(const NetworkSpec&) const = default;
};

// A number of units, rows or layers as an index.
inline std::size_t size_of(int n) { return static_cast<std::size_t>(n); }

// Of layer 1..depth.
WeightShape weight_shape(const NetworkSpec& spec, int layer);

// What a workspace keeps of the bases between calls: nothing where they are over its default limit
// (used in a circle, they would push one another out), and those of `other_seeds` only where
// drawing is dear (orthogonal, code) and there is room for all.
std::uint64_t kept_base_bytes(const NetworkSpec& spec, int other_seeds);

// Rows that lsuv measures a layer's scale on: at width 500 they give it to 1 %.
inline constexpr int calibration_rows = 64;

// What `forward_pass` over `rows` rows takes at its peak, what the workspace keeps included.
// Saturates at the largest value; call it before anything is allocated.
std::uint64_t memory_bytes(const NetworkSpec& spec, int rows, int other_seeds = 0);

// rows * sum over layers of fan_in * fan_out; saturates likewise.
std::uint64_t multiply_adds(const NetworkSpec& spec, int rows);

}  // namespace initlab
