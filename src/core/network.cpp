#include "core/network.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <variant>

#include "core/forward.h"
#include "core/forward_shape.h"
#include "core/init_code/init_code.h"

namespace initlab {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

std::uint64_t add(std::uint64_t a, std::uint64_t b) { return a > largest - b ? largest : a + b; }

std::uint64_t multiply(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > largest / b ? largest : a * b;
}

std::uint64_t positive(int n) { return n > 0 ? static_cast<std::uint64_t>(n) : 0; }

// Temporaries of a line of code, at the layer that takes most.
std::uint64_t code_memory_bytes(const NetworkSpec& spec) {
  if (spec.initializer.kind != Initializer::code) return 0;
  const auto result = InitCode::compile(spec.initializer.code);
  const InitCode* const code = std::get_if<InitCode>(&result);
  std::uint64_t most = 0;
  for (int layer = 1; code != nullptr && layer <= spec.depth(); ++layer) {
    const WeightShape shape = weight_shape(spec, layer);
    most = std::max(most, code->memory_bytes({shape.fan_in, shape.fan_out, layer, spec.depth(),
                                              spec.initializer.gain}));
  }
  return most;
}

}  // namespace

WeightShape weight_shape(const NetworkSpec& spec, int layer) {
  const auto l = static_cast<std::size_t>(layer);
  return {spec.widths[l - 1], spec.widths[l], layer, spec.depth()};
}

std::uint64_t memory_bytes(const NetworkSpec& spec, int rows) {
  const bool calibrates = spec.initializer.kind == Initializer::lsuv;
  const std::uint64_t batch = positive(calibrates ? std::max(rows, calibration_rows) : rows);
  const std::uint64_t bins = positive(spec.histogram.bins);
  std::uint64_t widest = 0;
  std::uint64_t all_weights = 0;
  std::uint64_t largest_weights = 0;
  std::uint64_t statistics = 0;
  std::uint64_t previous = 0;
  for (const int width : spec.widths) {
    const std::uint64_t units = positive(width) + gemm_tile_columns;
    const std::uint64_t weights = multiply(multiply(previous, units), sizeof(float));
    all_weights = add(all_weights, weights);
    largest_weights = std::max(largest_weights, weights);
    widest = std::max(widest, units);
    // Bit set, per-unit scratch and bins with their working copies.
    statistics = add(statistics, sizeof(LayerStatistics) + units / 8 + multiply(bins, 8));
    previous = units;
  }
  statistics = add(statistics, add(multiply(widest, 4), multiply(bins, std::uint64_t{5} * 8)));
  const std::uint64_t row_bytes = multiply(widest, sizeof(float));
  const std::uint64_t activations = multiply(add(batch, gemm_tile_rows), row_bytes);
  const std::uint64_t packed = multiply(forward_block_rows, row_bytes);
  const std::uint64_t cached =
      std::min<std::uint64_t>(all_weights, std::uint64_t{Workspace::default_limit});
  // A base is drawn whole, then packed: twice the largest layer besides what is cached.
  const std::uint64_t drawing = add(multiply(largest_weights, 2), code_memory_bytes(spec));
  return add(add(activations, packed), add(add(cached, drawing), statistics));
}

std::uint64_t multiply_adds(const NetworkSpec& spec, int rows) {
  std::uint64_t weights = 0;
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    weights = add(weights, multiply(positive(spec.widths[l - 1]), positive(spec.widths[l])));
  }
  return multiply(weights, positive(rows));
}

}  // namespace initlab
