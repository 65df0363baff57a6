// Hot: built for speed.
#include "core/network/backward.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "core/network/backward_loss.h"
#include "core/network/backward_pass.h"
#include "core/network/biases.h"
#include "core/random/normal.h"

namespace initlab {
namespace {

std::size_t as_size(int n) { return static_cast<std::size_t>(n); }

bool is_empty(const BackwardSpec& spec, int rows) {
  const std::vector<int>& widths = spec.network.widths;
  return rows <= 0 || widths.size() < 2 || *std::min_element(widths.begin(), widths.end()) < 1;
}

// The seed's weights of a layer. The base is valid until the next call.
class SeededWeights {
 public:
  SeededWeights(const NetworkSpec& spec, Workspace& workspace)
      : spec_(spec), workspace_(workspace), biases_(spec.widths.size()) {
    for (std::size_t l = 1; l < biases_.size(); ++l) {
      biases_[l] = draw_biases(spec, static_cast<int>(l));
    }
  }

  [[gnu::noinline]] Steps find(int layer, PackedWeights& weights) const {
    const std::vector<float>* base = nullptr;
    co_await workspace_.find_base(spec_, layer, base);
    weights = {*base, workspace_.weight_scale(spec_, layer), biases_[as_size(layer)]};
  }

 private:
  const NetworkSpec& spec_;
  Workspace& workspace_;
  std::vector<std::vector<float>> biases_;
};

// Packing only adds zeros.
double norm_of(const PackedWeights& weights) {
  const double sum = sum_of_squares<float>(weights.base, 1.0);
  return std::fabs(static_cast<double>(weights.scale)) * std::sqrt(sum);
}

ConstRowMatrixRef view(const PaddedMatrix<float>& m) {
  using Map = Eigen::Map<const RowMatrix, 0, Eigen::OuterStride<>>;
  return Map(m.data.data(), static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.cols),
             Eigen::OuterStride<>(static_cast<Eigen::Index>(m.stride)));
}

template <class Real>
[[gnu::noinline]] Steps measure(const BackwardSpec& spec, int rows, Workspace& workspace,
                                BackwardStatistics& statistics) {
  const NetworkSpec& network = spec.network;
  co_await workspace.calibrate(network);
  const SeededWeights weights(network, workspace);
  PackedWeights packed;
  statistics.layers.resize(as_size(network.depth()));
  BackwardPass<Real> pass(spec, rows);

  PaddedMatrix<float>& input = pass.input();
  const Stream stream{network.seed, Purpose::input, 0};
  for (std::size_t r = 0; r < input.rows; ++r) fill_normal(stream, r * input.cols, input.row(r));
  accumulate(statistics.input, view(input), network.histogram, std::nullopt);

  const auto saturation = saturation_bounds(network.activation);
  const bool bounded = !spec.residual;  // a stream has no bound to saturate at
  for (int l = 1; l <= network.depth(); ++l) {
    BackwardLayerStatistics& layer = statistics.layers[as_size(l) - 1];
    co_await weights.find(l, packed);
    layer.weight_norm = norm_of(packed);
    co_await pass.forward_layer(l, packed);
    accumulate(layer.activations, view(pass.activations(l)), network.histogram,
               bounded ? saturation : std::nullopt);
    co_yield Pause{};
  }

  statistics.cotangent_rms =
      loss_gradient(spec, pass.activations(network.depth()), pass.output_gradient());
  for (int l = network.depth(); l >= 1; --l) {
    BackwardLayerStatistics& layer = statistics.layers[as_size(l) - 1];
    co_await pass.gradient_layer(l, layer);
    co_await pass.multiply_weight_gradient(l);
    layer.weight_grad_norm = frobenius_norm(pass.weight_gradient()) / spec.loss_scale;
    if (l == 1) break;
    co_await weights.find(l, packed);
    co_await pass.propagate(l, packed);
  }
}

constexpr double largest_double = 0x1p63;
constexpr double median_counts_bytes = MagnitudeMedian::cells * sizeof(std::uint32_t);

}  // namespace

bool BackwardSpec::skips(int layer) const {
  return residual && network.widths[as_size(layer) - 1] == network.widths[as_size(layer)];
}

BackwardStatistics backward_pass(const BackwardSpec& spec, int rows, Workspace& workspace) {
  BackwardStatistics statistics;
  backward_steps(spec, rows, workspace, statistics).finish();
  return statistics;
}

Steps backward_steps(const BackwardSpec& spec, int rows, Workspace& workspace,
                     BackwardStatistics& statistics) {
  if (is_empty(spec, rows)) co_return;
  Steps steps = spec.format == NumberFormat::fp64
                    ? measure<double>(spec, rows, workspace, statistics)
                    : measure<float>(spec, rows, workspace, statistics);
  co_await steps;
}

std::uint64_t backward_memory_bytes(const BackwardSpec& spec, int rows, int other_seeds) {
  const bool in_double = spec.format == NumberFormat::fp64;
  const double real = in_double ? sizeof(double) : sizeof(float);
  const double batch = rows + static_cast<double>(gemm_tile_rows);
  const auto padded = [](int width) {
    return static_cast<double>(round_up(static_cast<std::uint64_t>(width), gemm_tile_columns));
  };
  double units = 0;  // of the layers, the input apart
  double widest = 0;
  double transposed = 0;  // activations, weights: in double only
  double product = 0;     // dL/dW, dL/da
  double packed = 0;      // dL/dz, weights: in float only
  for (std::size_t l = 1; l < spec.network.widths.size(); ++l) {
    const double in = padded(spec.network.widths[l - 1]);
    const double out = padded(spec.network.widths[l]);
    units += out;
    widest = std::max(widest, out);
    transposed = std::max({transposed, in * batch, l > 1 ? in * out : 0});
    product = std::max({product, in * out, l > 1 ? in * batch : 0});
    packed = std::max({packed, out * batch, l > 1 ? in * out : 0});
  }
  const double input = spec.network.widths.empty() ? 0 : padded(spec.network.widths.front());
  const double stored = (input + 2 * units) * batch * sizeof(float);  // a_l and n_l
  // dL/dz in Real, the slopes in double; with normalization the gradient before rounding too.
  const double doubles = spec.norm == Normalization::none ? 1 : 2;
  const double passing = widest * batch * (real + doubles * sizeof(double)) + median_counts_bytes;
  // A product and dL/da change places.
  const double matrices = (product + std::max(product, widest * batch)) * real +
                          (in_double ? transposed * sizeof(double) : packed * sizeof(float));
  const double tiles =
      static_cast<double>(block_rows) * std::max({batch, input, widest}) * sizeof(float);
  const double base = static_cast<double>(memory_bytes(spec.network, 0, other_seeds));
  return static_cast<std::uint64_t>(
      std::min(stored + passing + matrices + tiles + base, largest_double));
}

}  // namespace initlab
