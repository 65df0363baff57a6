#include "core/network/network.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <set>
#include <utility>
#include <variant>

#include "core/initializer/code/init_code.h"
#include "core/initializer/packed_base.h"
#include "core/matrix/block_rows.h"
#include "core/network/forward.h"

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
  const auto result = InitCode::compile(spec.initializer.code, spec.initializer.code_order);
  const InitCode* const code = std::get_if<InitCode>(&result);
  std::uint64_t most = 0;
  for (int layer = 1; code != nullptr && layer <= spec.depth(); ++layer) {
    const WeightShape shape = weight_shape(spec, layer);
    most = std::max(most, code->memory_bytes({shape.fan_in, shape.fan_out, layer, spec.depth(),
                                              spec.initializer.gain}));
  }
  return most;
}

bool is_dear(const NetworkSpec& spec) {
  const BaseKind kind = base_kind(spec.initializer);
  return kind == BaseKind::orthogonal || kind == BaseKind::looks_linear || kind == BaseKind::code;
}

std::uint64_t packed_bytes(int fan_in, int fan_out) {
  const std::uint64_t columns = round_up(positive(fan_out), gemm_tile_columns);
  return multiply(multiply(positive(fan_in), columns), sizeof(float));
}

// Of all layers. What is not random is one base for every layer of a shape.
std::uint64_t all_base_bytes(const NetworkSpec& spec) {
  const bool shared = base_kind(spec.initializer) != BaseKind::code && !is_random(spec.initializer);
  std::set<std::pair<int, int>> shapes;
  std::uint64_t all = 0;
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    const std::pair shape(spec.widths[l - 1], spec.widths[l]);
    if (shared && !shapes.insert(shape).second) continue;
    all = add(all, packed_bytes(shape.first, shape.second));
  }
  return all;
}

}  // namespace

std::uint64_t kept_base_bytes(const NetworkSpec& spec, int other_seeds) {
  const std::uint64_t own = all_base_bytes(spec);
  if (own > Workspace::default_limit) return 0;
  if (!is_dear(spec)) return own;
  const std::uint64_t all = multiply(own, 1 + positive(other_seeds));
  return all > Workspace::default_limit ? own : all;
}

WeightShape weight_shape(const NetworkSpec& spec, int layer) {
  const auto l = static_cast<std::size_t>(layer);
  return {spec.widths[l - 1], spec.widths[l], layer, spec.depth()};
}

std::uint64_t memory_bytes(const NetworkSpec& spec, int rows, int other_seeds) {
  const bool calibrates = spec.initializer.kind == Initializer::lsuv;
  const std::uint64_t batch = positive(calibrates ? std::max(rows, calibration_rows) : rows);
  const std::uint64_t bins = positive(spec.histogram.bins);
  std::uint64_t widest = 0;
  std::uint64_t largest_base = 0;
  std::uint64_t statistics = 0;
  for (std::size_t l = 0; l < spec.widths.size(); ++l) {
    const std::uint64_t units = round_up(positive(spec.widths[l]), gemm_tile_columns);
    if (l > 0)
      largest_base = std::max(largest_base, packed_bytes(spec.widths[l - 1], spec.widths[l]));
    widest = std::max(widest, units);
    // Bit set, per-unit scratch and bins with their working copies.
    statistics = add(statistics, sizeof(LayerStatistics) + units / 8 + multiply(bins, 8));
  }
  statistics = add(statistics, add(multiply(widest, 4), multiply(bins, std::uint64_t{5} * 8)));
  const std::uint64_t row_bytes = multiply(widest, sizeof(float));
  const std::uint64_t activations = multiply(round_up(batch, gemm_tile_rows), row_bytes);
  const std::uint64_t packed = multiply(block_rows, row_bytes);
  const std::uint64_t kept = kept_base_bytes(spec, other_seeds);
  // Besides what is kept, or beside another seed's: a base that passes, and the whole copy of one
  // whose entries are not drawn independently.
  const bool passing = kept == 0 || (other_seeds > 0 && !is_dear(spec));
  const bool whole = entry_drawing(base_kind(spec.initializer)) == nullptr;
  const std::uint64_t drawing =
      add(multiply(largest_base, (passing ? 1U : 0U) + (whole ? 1U : 0U)), code_memory_bytes(spec));
  return add(add(activations, packed), add(add(kept, drawing), statistics));
}

std::uint64_t multiply_adds(const NetworkSpec& spec, int rows) {
  std::uint64_t weights = 0;
  for (std::size_t l = 1; l < spec.widths.size(); ++l) {
    weights = add(weights, multiply(positive(spec.widths[l - 1]), positive(spec.widths[l])));
  }
  return multiply(weights, positive(rows));
}

}  // namespace initlab
