#include "core/forward.h"

#include <algorithm>
#include <span>

#include "core/forward_shape.h"
#include "core/gemm.h"
#include "core/normal.h"

namespace initlab {
namespace {

std::size_t size_of(int n) { return static_cast<std::size_t>(n); }

bool is_empty(const NetworkSpec& spec, int rows) {
  return rows <= 0 || spec.widths.empty() ||
         *std::min_element(spec.widths.begin(), spec.widths.end()) < 1;
}

ConstRowMatrixRef view(const float* data, std::size_t rows, std::size_t units, std::size_t stride) {
  using Map = Eigen::Map<const RowMatrix, 0, Eigen::OuterStride<>>;
  return Map(data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(units),
             Eigen::OuterStride<>(static_cast<Eigen::Index>(stride)));
}

std::vector<float> draw_biases(const NetworkSpec& spec, int layer) {
  std::vector<float> bias;
  if (spec.bias_std == 0) return bias;
  bias.resize(size_of(spec.widths[size_of(layer)]));
  fill_normal({spec.seed, Purpose::bias, static_cast<std::uint32_t>(layer)}, 0, bias);
  const auto scale = static_cast<float>(spec.bias_std);
  for (float& b : bias) b *= scale;
  return bias;
}

// product -> z = scale * product + bias, one row.
void scale_and_shift(std::span<float> row, float scale, const std::vector<float>& bias) {
  if (bias.empty()) {
    for (float& x : row) x *= scale;
  } else {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = row[j] * scale + bias[j];
  }
}

}  // namespace

void Workspace::clear() {
  entries_.clear();
  bytes_ = 0;
  oversized_ = {};
  activations = {};
  packed_rows = {};
}

const std::vector<float>& Workspace::packed_base(const NetworkSpec& spec, int layer) {
  const int fan_in = spec.widths[size_of(layer) - 1];
  const int fan_out = spec.widths[size_of(layer)];
  const BaseKind kind = base_kind(spec.initializer);
  const bool random = is_random_iid(spec.initializer.kind);
  // What is not random is one base for every seed and layer.
  const Key key{random ? spec.seed : 0, random ? static_cast<std::uint32_t>(layer) : 0, fan_in,
                fan_out, kind};
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&key](const Entry& entry) { return entry.key == key; });
  if (found != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().packed;
  }

  const std::size_t packed_size = size_of(fan_in) * round_up(size_of(fan_out), gemm_tile_columns);
  const std::size_t packed_bytes = packed_size * sizeof(float);
  const bool fits = packed_bytes <= limit_;
  oversized_ = {};
  while (fits && bytes_ + packed_bytes > limit_) {
    bytes_ -= entries_.back().packed.size() * sizeof(float);
    entries_.pop_back();
  }

  RowMatrix base(fan_in, fan_out);
  fill_base(spec.initializer, {spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)},
            fan_in, fan_out, base);
  std::vector<float> packed(packed_size);
  pack_columns(base.data(), size_of(fan_out), size_of(fan_in), size_of(fan_out), packed);
  if (!fits) {
    oversized_ = std::move(packed);
    return oversized_;
  }
  bytes_ += packed_bytes;
  entries_.push_front({key, std::move(packed)});
  return entries_.front().packed;
}

std::vector<LayerStatistics> forward(const NetworkSpec& spec, int first_row, int rows,
                                     Workspace& workspace) {
  std::vector<LayerStatistics> statistics(spec.widths.size());
  if (is_empty(spec, rows) || first_row < 0) return statistics;
  const std::size_t batch = size_of(rows);
  const std::size_t widest = size_of(*std::max_element(spec.widths.begin(), spec.widths.end()));
  const std::size_t stride = round_up(widest, gemm_tile_columns);
  workspace.activations.resize(round_up(batch, gemm_tile_rows) * stride);
  workspace.packed_rows.resize(forward_block_rows * widest);
  float* const a = workspace.activations.data();

  const std::size_t input_width = size_of(spec.widths[0]);
  const Stream input{spec.seed, Purpose::input, 0};
  for (std::size_t r = 0; r < batch; ++r) {
    const std::uint64_t row = static_cast<std::uint64_t>(first_row) + r;
    fill_normal(input, row * input_width, {a + r * stride, input_width});
  }
  accumulate(statistics[0], view(a, batch, input_width, stride), spec.histogram, std::nullopt);

  const auto saturation = saturation_bounds(spec.activation);
  for (int layer = 1; layer <= spec.depth(); ++layer) {
    const std::size_t fan_in = size_of(spec.widths[size_of(layer) - 1]);
    const std::size_t units = size_of(spec.widths[size_of(layer)]);
    const std::vector<float>& base = workspace.packed_base(spec, layer);
    const float scale =
        base_scale(spec.initializer, static_cast<int>(fan_in), static_cast<int>(units));
    const std::vector<float> bias = draw_biases(spec, layer);
    // A block's rows are packed before its product overwrites them, so one buffer is enough.
    for (std::size_t first = 0; first < batch; first += forward_block_rows) {
      const std::size_t n = std::min(forward_block_rows, batch - first);
      float* const block = a + first * stride;
      pack_rows(block, stride, n, fan_in, workspace.packed_rows);
      multiply_packed(workspace.packed_rows, base, n, fan_in, units, block, stride);
      for (std::size_t r = 0; r < n; ++r) {
        const std::span<float> row(block + r * stride, units);
        scale_and_shift(row, scale, bias);
        apply(spec.activation, row);
      }
      accumulate(statistics[size_of(layer)], view(block, n, units, stride), spec.histogram,
                 saturation);
    }
  }
  return statistics;
}

}  // namespace initlab
