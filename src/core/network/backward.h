// The backward pass: a batch through the network and its gradient back, statistics of every layer.
//
//   z_l = a_{l-1} W_l + b_l      n_l = norm(z_l)      a_l = phi(n_l), or
//   a_l = a_{l-1} + branch_scale phi(n_l) where residual and widths[l-1] = widths[l]
//
// Weights and activations are float32 whatever the format, as in mixed-precision training. Of the
// backward pass dL/dz_l is stored in the format: each element is computed in double from its
// operands and rounded once. Products add up in float32 (fp64: in double) and dL/da_l, the residual
// stream included, stays float32 (fp64: double).
#pragma once

#include <cstdint>
#include <vector>

#include "core/network/forward.h"
#include "core/network/network.h"
#include "core/numbers/number_formats.h"
#include "core/statistics/log_histogram.h"

namespace initlab {

// Without learned scale and shift: what a new network starts from. BatchNorm over the rows of the
// batch; LayerNorm and RMSNorm over the units (Ioffe & Szegedy 2015; Ba, Kiros & Hinton 2016; Zhang
// & Sennrich 2019). Variances are of the population.
enum class Normalization : std::uint8_t { none, batch, layer, rms };
inline constexpr double norm_epsilon = 1e-5;  // added to the variance or mean square

// What is differentiated:
//   random         dL/da_L is N(0, 1), independent of everything
//   mse            mean over rows and units of (a_L - t)^2 / 2, targets t from N(0, 1)
//   cross_entropy  mean over rows of -log softmax(a_L)[label], labels drawn evenly
enum class Loss : std::uint8_t { random, mse, cross_entropy };

struct BackwardSpec {
  NetworkSpec network;  // its histogram is that of the activations
  Normalization norm = Normalization::none;
  bool residual = false;
  double branch_scale = 1;
  Loss loss = Loss::random;
  NumberFormat format = NumberFormat::fp32;
  double loss_scale = 1;  // multiplies dL/da_L, and is divided out of everything reported
  int batch = 1;          // rows that the loss is the mean over
  LogHistogramSpec histogram;

  // Whether layer l = 1..depth has a skip connection.
  bool skips(int layer) const;
};

struct BackwardLayerStatistics {
  LayerStatistics activations;  // a_l

  // dL/dz_l, one number a row and unit. Not finite when one of them is not.
  std::uint64_t count = 0;
  std::uint64_t flushed = 0;  // not 0 before rounding to the format, 0 after
  double grad_rms = 0;
  LogHistogram histogram;  // of |dL/dz_l|; its zero, infinite and nan count everywhere

  double weight_norm = 0;        // Frobenius
  double weight_grad_norm = 0;   // of dL/dW_l, the sum over the rows
  double derivative_median = 0;  // of |phi'(n_l)|
};

struct BackwardStatistics {
  // Root mean square of dL/da_L, the loss's own gradient.
  double cotangent_rms = 0;
  LayerStatistics input;
  std::vector<BackwardLayerStatistics> layers;  // 1..depth
};

// Rows 0 .. rows-1 of the batch as one. An empty range or spec gives no layers.
BackwardStatistics backward_pass(const BackwardSpec& spec, int rows, Workspace& workspace);
// The same in steps: fills `statistics`, which is empty.
[[gnu::noinline]] Steps backward_steps(const BackwardSpec& spec, int rows, Workspace& workspace,
                                       BackwardStatistics& statistics);

// Peak memory of that, what the workspace keeps included; saturates at the largest value.
std::uint64_t backward_memory_bytes(const BackwardSpec& spec, int rows, int other_seeds = 0);

}  // namespace initlab
