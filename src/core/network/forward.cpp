// Hot: built for speed.
#include "core/network/forward.h"

#include <algorithm>
#include <span>

#include "core/initializer/packed_base.h"
#include "core/matrix/block_rows.h"
#include "core/matrix/gemm.h"
#include "core/network/biases.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

// Gives the memory back: clear() would keep it, and so would "= {}".
void release(std::vector<float>& numbers) { std::vector<float>().swap(numbers); }

bool is_empty(const NetworkSpec& spec, int rows) {
  return rows <= 0 || spec.widths.empty() ||
         *std::min_element(spec.widths.begin(), spec.widths.end()) < 1;
}

ConstRowMatrixRef view(const float* data, std::size_t rows, std::size_t units, std::size_t stride) {
  using Map = Eigen::Map<const RowMatrix, 0, Eigen::OuterStride<>>;
  return Map(data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(units),
             Eigen::OuterStride<>(static_cast<Eigen::Index>(stride)));
}

// Multiply-adds; a block at the usual widths.
constexpr std::size_t products_in_a_step = std::size_t{1} << 25;

struct Activations {
  float* data;
  std::size_t rows;
  std::size_t stride;

  std::span<float> row(std::size_t r, std::size_t units) const {
    return {data + r * stride, units};
  }
};

// The input's rows in the workspace, with room for the widest layer.
Activations make_input(const NetworkSpec& spec, int first_row, std::size_t rows,
                       Workspace& workspace) {
  const std::size_t widest = size_of(*std::max_element(spec.widths.begin(), spec.widths.end()));
  const std::size_t stride = round_up(widest, gemm_tile_columns);
  workspace.activations.resize(round_up(rows, gemm_tile_rows) * stride);
  workspace.packed_rows.resize(block_rows * widest);
  const Activations a{workspace.activations.data(), rows, stride};
  const std::size_t width = size_of(spec.widths[0]);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::uint64_t row = static_cast<std::uint64_t>(first_row) + r;
    fill_normal({spec.seed, Purpose::input, 0}, row * width, a.row(r, width));
  }
  return a;
}

// a_{l-1} -> a_{l-1} times the layer's base, over rows first .. first + n - 1. They are packed
// before the product overwrites them, so one buffer is enough.
Steps multiply(const Activations& a, std::size_t first, std::size_t n, WeightShape shape,
               const std::vector<float>& base, Workspace& workspace) {
  float* const block = a.data + first * a.stride;
  const std::size_t fan_in = size_of(shape.fan_in);
  const std::size_t fan_out = size_of(shape.fan_out);
  pack_rows(block, a.stride, n, fan_in, workspace.packed_rows);
  const std::size_t together = round_up(products_in_a_step / (n * fan_in) + 1, gemm_tile_columns);
  for (std::size_t column = 0; column < fan_out; column += together) {
    const std::span<const float> columns(base.data() + column * fan_in,
                                         base.size() - column * fan_in);
    multiply_packed(workspace.packed_rows, columns, n, fan_in, std::min(together, fan_out - column),
                    block + column, a.stride);
    co_yield Pause{};
  }
}

// product -> z = scale * product + bias, one row.
void scale_and_shift(std::span<float> row, float scale, const std::vector<float>& bias) {
  if (bias.empty()) {
    for (float& x : row) x *= scale;
  } else {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = row[j] * scale + bias[j];
  }
}

// gain / std of the base's products at each layer, over the calibration's rows.
Steps calibrated_scales(const NetworkSpec& spec, Workspace& workspace, std::vector<float>& scales) {
  const Activations a = make_input(spec, 0, size_of(calibration_rows), workspace);
  for (int layer = 1; layer <= spec.depth(); ++layer) {
    const WeightShape shape = weight_shape(spec, layer);
    const std::size_t units = size_of(shape.fan_out);
    const std::vector<float>* base = nullptr;
    co_await workspace.find_base(spec, layer, base);
    for (std::size_t first = 0; first < a.rows; first += block_rows) {
      const std::size_t n = std::min(block_rows, a.rows - first);
      co_await multiply(a, first, n, shape, *base, workspace);
    }
    LayerStatistics products;
    accumulate(products, view(a.data, a.rows, units, a.stride), {}, std::nullopt);
    // Nothing to scale where the layer before is dead.
    const double std = products.std() > 0 ? products.std() : 1.0;
    scales.push_back(static_cast<float>(spec.initializer.gain / std));
    const std::vector<float> bias = draw_biases(spec, layer);
    for (std::size_t r = 0; r < a.rows; ++r) {
      scale_and_shift(a.row(r, units), scales.back(), bias);
      apply(spec.activation, a.row(r, units));
    }
    co_yield Pause{};
  }
}

}  // namespace

void Workspace::clear() {
  entries_.clear();
  bytes_ = 0;
  release(passing_);
  calibrated_.reset();
  release(activations);
  release(packed_rows);
}

void Workspace::prepare(const NetworkSpec& spec, int other_seeds) {
  const auto kept = static_cast<std::size_t>(kept_base_bytes(spec, other_seeds));
  const bool keeps_others = kept > kept_base_bytes(spec, 0);
  kept_seed_ = keeps_others ? std::nullopt : std::optional(spec.seed);
  kept_limit_ = std::min(limit_, kept);
}

bool Workspace::keeps(const NetworkSpec& spec, std::size_t packed_bytes) const {
  return packed_bytes <= kept_limit_ && (!kept_seed_ || *kept_seed_ == spec.seed);
}

const std::vector<float>& Workspace::packed_base(const NetworkSpec& spec, int layer) {
  const std::vector<float>* base = nullptr;
  find_base(spec, layer, base).finish();
  return *base;
}

Steps Workspace::find_base(const NetworkSpec& spec, int layer, const std::vector<float>*& base) {
  const int fan_in = spec.widths[size_of(layer) - 1];
  const int fan_out = spec.widths[size_of(layer)];
  const BaseKind kind = base_kind(spec.initializer);
  // What is not random is one base for every seed and layer.
  Key key{0, 0, fan_in, fan_out, kind, {}, 0, 0};
  if (kind == BaseKind::code) {
    // The order is part of what the code means.
    key.code =
        std::to_string(static_cast<int>(spec.initializer.code_order)) + spec.initializer.code;
    key.depth = spec.depth();
    key.gain = spec.initializer.gain;
  }
  if (kind == BaseKind::code || is_random(spec.initializer)) {
    key.seed = spec.seed;
    key.layer = static_cast<std::uint32_t>(layer);
  }
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&key](const Entry& entry) { return entry.key == key; });
  if (found != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, found);
    base = &entries_.front().packed;
    co_return;
  }

  const std::size_t packed_size = size_of(fan_in) * round_up(size_of(fan_out), gemm_tile_columns);
  const std::size_t packed_bytes = packed_size * sizeof(float);
  const bool kept = keeps(spec, packed_bytes);
  std::vector<float> packed;
  while (!entries_.empty() && bytes_ + (kept ? packed_bytes : 0) > kept_limit_) {
    packed = std::move(entries_.back().packed);
    bytes_ -= packed.size() * sizeof(float);
    entries_.pop_back();
  }

  // One that is not kept has a place of its own: freed and taken again, it would leave holes.
  std::vector<float>& target = kept ? packed : passing_;
  if (target.capacity() < packed_size) release(target);  // never both sizes at once
  target.resize(packed_size);
  const Stream stream{spec.seed, Purpose::weight, static_cast<std::uint32_t>(layer)};
  co_await fill_packed_base(spec.initializer, stream, weight_shape(spec, layer), target);
  base = &passing_;
  if (!kept) co_return;
  bytes_ += packed_bytes;
  entries_.push_front({key, std::move(packed)});
  base = &entries_.front().packed;
}

Steps Workspace::calibrate(const NetworkSpec& spec) {
  if (spec.initializer.kind != Initializer::lsuv || calibrated_ == spec) co_return;
  std::vector<float> scales;
  co_await calibrated_scales(spec, *this, scales);
  calibrated_scales_ = std::move(scales);
  calibrated_ = spec;
}

float Workspace::weight_scale(const NetworkSpec& spec, int layer) {
  if (spec.initializer.kind != Initializer::lsuv) {
    return base_scale(spec.initializer, weight_shape(spec, layer));
  }
  calibrate(spec).finish();
  return calibrated_scales_[size_of(layer) - 1];
}

std::vector<LayerStatistics> forward_pass(const NetworkSpec& spec, int first_row, int rows,
                                          Workspace& workspace) {
  std::vector<LayerStatistics> statistics;
  forward_steps(spec, first_row, rows, workspace, statistics).finish();
  return statistics;
}

Steps forward_steps(const NetworkSpec& spec, int first_row, int rows, Workspace& workspace,
                    std::vector<LayerStatistics>& statistics) {
  statistics.resize(spec.widths.size());
  if (is_empty(spec, rows) || first_row < 0) co_return;
  // Before the input: a calibration uses the same scratch.
  co_await workspace.calibrate(spec);
  const Activations a = make_input(spec, first_row, size_of(rows), workspace);
  accumulate(statistics[0], view(a.data, a.rows, size_of(spec.widths[0]), a.stride), spec.histogram,
             std::nullopt);

  const auto saturation = saturation_bounds(spec.activation);
  for (int layer = 1; layer <= spec.depth(); ++layer) {
    const WeightShape shape = weight_shape(spec, layer);
    const std::size_t units = size_of(shape.fan_out);
    const float scale = workspace.weight_scale(spec, layer);
    const std::vector<float>* base = nullptr;
    co_await workspace.find_base(spec, layer, base);
    const std::vector<float> bias = draw_biases(spec, layer);
    for (std::size_t first = 0; first < a.rows; first += block_rows) {
      const std::size_t n = std::min(block_rows, a.rows - first);
      co_await multiply(a, first, n, shape, *base, workspace);
      for (std::size_t r = first; r < first + n; ++r) {
        scale_and_shift(a.row(r, units), scale, bias);
        apply(spec.activation, a.row(r, units));
      }
      accumulate(statistics[size_of(layer)], view(a.data + first * a.stride, n, units, a.stride),
                 spec.histogram, saturation);
      co_yield Pause{};
    }
  }
}

}  // namespace initlab
