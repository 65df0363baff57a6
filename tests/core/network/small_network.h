// A small network with explicit weights for the tests of the backward pass: the same numbers as in
// tests/reference/make_backward.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/matrix/gemm.h"
#include "core/network/backward_loss.h"
#include "core/network/backward_pass.h"

namespace initlab::test {

// Floats on [-1, 1): the upper 24 bits of Knuth's MMIX generator.
class Lcg {
 public:
  explicit Lcg(std::uint64_t state) : state_(state) {}

  float next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<float>(static_cast<double>(state_ >> 40) * 0x1p-23 - 1.0);
  }
  std::vector<float> values(std::size_t count) {
    std::vector<float> list(count);
    for (float& x : list) x = next();
    return list;
  }

 private:
  std::uint64_t state_;
};

struct SmallNetwork {
  std::size_t rows;
  std::vector<std::size_t> widths;
  float scale;
  std::vector<float> input;
  std::vector<std::vector<float>> bases;  // row-major, fan_in x fan_out
  std::vector<std::vector<float>> biases;
  std::vector<float> targets;
  std::vector<std::size_t> labels;

  SmallNetwork(std::uint64_t seed, std::size_t row_count, std::vector<std::size_t> units,
               float weight_scale)
      : rows(row_count), widths(std::move(units)), scale(weight_scale) {
    Lcg lcg(seed);
    input = lcg.values(rows * widths[0]);
    for (std::size_t l = 1; l < widths.size(); ++l) {
      bases.push_back(lcg.values(widths[l - 1] * widths[l]));
    }
    for (std::size_t l = 1; l < widths.size(); ++l) biases.push_back(lcg.values(widths[l]));
    targets = lcg.values(rows * widths.back());
    for (std::size_t r = 0; r < rows; ++r) {
      const double place = (static_cast<double>(lcg.next()) + 1.0) / 2.0;
      labels.push_back(static_cast<std::size_t>(place * static_cast<double>(widths.back())));
    }
  }
};

struct Gradients {
  std::vector<float> output;
  std::vector<std::vector<double>> dz;  // layers 1..depth
  std::vector<std::vector<double>> dw;
  std::vector<BackwardLayerStatistics> statistics;
};

template <class T>
std::vector<double> flat(const PaddedMatrix<T>& m) {
  std::vector<double> list;
  for (std::size_t r = 0; r < m.rows; ++r) {
    for (const T x : m.row(r)) list.push_back(static_cast<double>(x));
  }
  return list;
}

// The cotangent: with Loss::random the targets themselves.
template <class Real>
void fill_cotangent(const SmallNetwork& net, const BackwardSpec& spec, BackwardPass<Real>& pass) {
  const PaddedMatrix<float>& a = pass.activations(spec.network.depth());
  PaddedMatrix<Real>& out = pass.output_gradient();
  out.resize(a.rows, a.cols);
  std::vector<double> row(a.cols);
  for (std::size_t r = 0; r < a.rows; ++r) {
    const std::span<const float> target(net.targets.data() + r * a.cols, a.cols);
    if (spec.loss == Loss::random) row.assign(target.begin(), target.end());
    const auto count = static_cast<double>(net.rows);
    if (spec.loss == Loss::mse) {
      squared_error_gradient(a.row(r), target, 1.0 / (count * static_cast<double>(a.cols)), row);
    }
    if (spec.loss == Loss::cross_entropy) {
      cross_entropy_gradient(a.row(r), net.labels[r], 1.0 / count, row);
    }
    for (std::size_t j = 0; j < a.cols; ++j) {
      out.row(r)[j] = static_cast<Real>(row[j] * spec.loss_scale);
    }
  }
}

template <class Real>
Gradients gradients(const SmallNetwork& net, BackwardSpec spec) {
  spec.network.widths.assign(net.widths.begin(), net.widths.end());
  const int depth = spec.network.depth();
  std::vector<std::vector<float>> packed;
  for (std::size_t l = 1; l < net.widths.size(); ++l) {
    packed.emplace_back(net.widths[l - 1] * round_up(net.widths[l], gemm_tile_columns));
    pack_columns(net.bases[l - 1].data(), net.widths[l], net.widths[l - 1], net.widths[l],
                 packed.back());
  }
  const auto weights = [&](int layer) {
    const auto l = static_cast<std::size_t>(layer) - 1;
    return PackedWeights{packed[l], net.scale, net.biases[l]};
  };
  BackwardPass<Real> pass(spec, static_cast<int>(net.rows));
  for (std::size_t r = 0; r < net.rows; ++r) {
    for (std::size_t j = 0; j < net.widths[0]; ++j) {
      pass.input().row(r)[j] = net.input[r * net.widths[0] + j];
    }
  }
  for (int l = 1; l <= depth; ++l) pass.forward_layer(l, weights(l)).finish();
  fill_cotangent(net, spec, pass);

  Gradients result;
  const std::vector<double> output = flat(pass.activations(depth));
  result.output.assign(output.begin(), output.end());
  result.dz.resize(static_cast<std::size_t>(depth));
  result.dw.resize(static_cast<std::size_t>(depth));
  result.statistics.resize(static_cast<std::size_t>(depth));
  for (int l = depth; l >= 1; --l) {
    const auto i = static_cast<std::size_t>(l) - 1;
    pass.gradient_layer(l, result.statistics[i]).finish();
    result.dz[i] = flat(pass.gradient());
    pass.multiply_weight_gradient(l).finish();
    result.dw[i] = flat(pass.weight_gradient());
    if (l > 1) pass.propagate(l, weights(l)).finish();
  }
  return result;
}

}  // namespace initlab::test
