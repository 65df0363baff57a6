#include "core/network/forward.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/initializer/packed_base.h"
#include "core/matrix/gemm.h"
#include "core/network/biases.h"
#include "core/random/normal.h"
#include "core/theory/mean_field.h"

namespace initlab {
namespace {

RowMatrix normal_matrix(std::uint32_t index, int rows, int columns) {
  RowMatrix m(rows, columns);
  fill_normal({5, Purpose::sweep, index}, 0, {m.data(), static_cast<std::size_t>(m.size())});
  return m;
}

RowMatrix multiply(const RowMatrix& a, const RowMatrix& w) {
  const auto rows = static_cast<std::size_t>(a.rows());
  const auto k = static_cast<std::size_t>(a.cols());
  const auto columns = static_cast<std::size_t>(w.cols());
  std::vector<float> packed_rows(round_up(rows, gemm_tile_rows) * k);
  std::vector<float> packed_columns(round_up(columns, gemm_tile_columns) * k);
  const std::size_t stride = round_up(columns, gemm_tile_columns);
  std::vector<float> out(round_up(rows, gemm_tile_rows) * stride);
  pack_rows(a.data(), k, rows, k, packed_rows);
  pack_columns(w.data(), columns, k, columns, packed_columns);
  multiply_packed(packed_rows, packed_columns, rows, k, columns, out.data(), stride);
  using Map = Eigen::Map<RowMatrix, 0, Eigen::OuterStride<>>;
  return Map(out.data(), a.rows(), w.cols(),
             Eigen::OuterStride<>(static_cast<Eigen::Index>(stride)));
}

TEST(Gemm, AgreesWithDoubleAndWithEigenAtOddShapes) {
  const int shapes[][3] = {{1, 1, 1},     {5, 3, 8},     {6, 7, 9},    {4, 513, 7},
                           {61, 100, 33}, {2, 1025, 16}, {13, 500, 41}};
  for (const auto& [rows, k, columns] : shapes) {
    const RowMatrix a = normal_matrix(1, rows, k);
    const RowMatrix w = normal_matrix(2, k, columns);
    const Eigen::MatrixXd exact = a.cast<double>() * w.cast<double>();
    // k roundings of 2^-24 of partial sums of size sqrt(k), independent: k 6e-8, twice over.
    const double tolerance = 2 * 6e-8 * (k + 16);
    EXPECT_LT((multiply(a, w).cast<double>() - exact).cwiseAbs().maxCoeff(), tolerance);
    EXPECT_LT((multiply(a, w) - RowMatrix(a * w)).cwiseAbs().maxCoeff(), 2 * tolerance);
  }
}

TEST(Gemm, SumsInOrderOfK) {
  const RowMatrix a = normal_matrix(1, 7, 1100);  // beyond two blocks of k
  const RowMatrix w = normal_matrix(2, 1100, 11);
  const RowMatrix product = multiply(a, w);
  for (int i = 0; i < 7; ++i) {
    for (int j = 0; j < 11; ++j) {
      float sum = 0;
      for (int k = 0; k < 1100; ++k) {
        const float term = a(i, k) * w(k, j);
        sum += term;
      }
      EXPECT_EQ(std::bit_cast<std::uint32_t>(product(i, j)), std::bit_cast<std::uint32_t>(sum));
    }
  }
}

NetworkSpec odd_network() {
  NetworkSpec spec;
  spec.widths = {17, 23, 9, 31, 5};
  spec.initializer.kind = Initializer::he_uniform;
  spec.bias_std = 0.2;
  spec.seed = 99;
  return spec;
}

// The network in double, one row at a time, from the public pieces.
std::vector<Eigen::MatrixXd> naive(const NetworkSpec& spec, int rows) {
  std::vector<Eigen::MatrixXd> layers;
  RowMatrix input(rows, spec.widths[0]);
  fill_normal({spec.seed, Purpose::input, 0}, 0,
              {input.data(), static_cast<std::size_t>(input.size())});
  layers.push_back(input.cast<double>());
  for (int l = 1; l <= spec.depth(); ++l) {
    const auto layer = static_cast<std::uint32_t>(l);
    const int fan_in = spec.widths[static_cast<std::size_t>(l) - 1];
    const int fan_out = spec.widths[static_cast<std::size_t>(l)];
    RowMatrix base(fan_in, fan_out);
    const float scale =
        fill_base(spec.initializer, {spec.seed, Purpose::weight, layer}, {fan_in, fan_out}, base);
    std::vector<float> bias(static_cast<std::size_t>(fan_out));
    fill_normal({spec.seed, Purpose::bias, layer}, 0, bias);
    Eigen::MatrixXd z = layers.back() * base.cast<double>() * static_cast<double>(scale);
    for (Eigen::Index r = 0; r < z.rows(); ++r) {
      for (Eigen::Index j = 0; j < z.cols(); ++j) {
        z(r, j) =
            value(spec.activation,
                  z(r, j) + spec.bias_std * static_cast<double>(bias[static_cast<std::size_t>(j)]));
      }
    }
    layers.push_back(z);
  }
  return layers;
}

TEST(Forward, AgreesWithANaiveDoubleNetwork) {
  // Float roundings of four small layers.
  constexpr double tolerance = 1e-5;
  for (const Activation kind : {Activation::tanh, Activation::relu, Activation::gelu,
                                Activation::selu, Activation::sigmoid}) {
    NetworkSpec spec = odd_network();
    spec.activation = make_activation(kind);
    Workspace workspace;
    const auto layers = forward_pass(spec, 0, 67, workspace);
    const auto expected = naive(spec, 67);
    ASSERT_EQ(layers.size(), 5u);
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const double mean = expected[l].mean();
      const double std = std::sqrt((expected[l].array() - mean).square().mean());
      EXPECT_EQ(layers[l].count, static_cast<std::uint64_t>(expected[l].size()));
      EXPECT_NEAR(layers[l].mean, mean, tolerance);
      EXPECT_NEAR(layers[l].std(), std, tolerance);
      EXPECT_NEAR(static_cast<double>(layers[l].max), expected[l].maxCoeff(), tolerance);
      EXPECT_NEAR(static_cast<double>(layers[l].min), expected[l].minCoeff(), tolerance);
    }
  }
}

void expect_same(const LayerStatistics& a, const LayerStatistics& b, double tolerance) {
  EXPECT_EQ(a.count, b.count);
  EXPECT_EQ(a.bins, b.bins);
  EXPECT_EQ(a.below, b.below);
  EXPECT_EQ(a.above, b.above);
  EXPECT_EQ(a.alive, b.alive);
  EXPECT_EQ(a.saturated, b.saturated);
  EXPECT_EQ(a.zero, b.zero);
  EXPECT_EQ(a.min, b.min);
  EXPECT_EQ(a.max, b.max);
  EXPECT_NEAR(a.mean, b.mean, tolerance * b.std());
  EXPECT_NEAR(a.std(), b.std(), tolerance * b.std());
}

// Chaotic on purpose (chi = 12): one different rounding anywhere would show in the first digits.
TEST(Forward, ShardsAddUpToTheWhole) {
  constexpr double merge_rounding = 1e-13;
  NetworkSpec spec;
  spec.widths.assign(11, 120);
  spec.initializer.kind = Initializer::normal;
  spec.initializer.std = 1;
  Workspace workspace;
  const auto whole = forward_pass(spec, 0, 131, workspace);
  for (const int cut : {1, 2, 59, 60, 64, 128}) {
    auto merged = forward_pass(spec, 0, cut, workspace);
    const auto rest = forward_pass(spec, cut, 131 - cut, workspace);
    for (std::size_t l = 0; l < whole.size(); ++l) {
      merged[l].merge(rest[l]);
      expect_same(merged[l], whole[l], merge_rounding);
    }
  }
}

TEST(Forward, IsTheSameEveryTimeAndWithEveryWorkspace) {
  const NetworkSpec spec = odd_network();
  Workspace fresh;
  Workspace none(0);
  Workspace small(3000);  // evicts
  Workspace used;
  NetworkSpec other = spec;
  other.seed = 1;
  forward_pass(other, 0, 200, used);
  const auto expected = forward_pass(spec, 3, 40, fresh);
  for (Workspace* workspace : {&fresh, &none, &small, &used}) {
    const auto layers = forward_pass(spec, 3, 40, *workspace);
    for (std::size_t l = 0; l < layers.size(); ++l) expect_same(layers[l], expected[l], 0);
  }
  EXPECT_EQ(none.bytes(), 0u);
  EXPECT_LE(small.bytes(), 3000u);
  EXPECT_GT(small.bytes(), 0u);
  used.clear();
  EXPECT_EQ(used.bytes(), 0u);
}

TEST(Forward, PackedBasesAreTheBases) {
  const WeightShape shapes[] = {{3, 5, 1, 2}, {70, 120, 1, 2}, {9, 4100, 2, 2}};
  for (const WeightShape& shape : shapes) {
    for (const Initializer kind : {Initializer::he_normal, Initializer::he_uniform,
                                   Initializer::truncated_normal, Initializer::sparse}) {
      const InitializerSpec spec{.kind = kind};
      const Stream stream{3, Purpose::weight, 1};
      RowMatrix base(shape.fan_in, shape.fan_out);
      fill_base(spec, stream, shape, base);
      const auto k = static_cast<std::size_t>(shape.fan_in);
      const auto columns = static_cast<std::size_t>(shape.fan_out);
      std::vector<float> expected(k * round_up(columns, gemm_tile_columns));
      std::vector<float> packed(expected.size(), 7.0F);
      pack_columns(base.data(), columns, k, columns, expected);
      fill_packed_base(spec, stream, shape, packed).finish();
      EXPECT_EQ(packed, expected) << static_cast<int>(kind) << " " << shape.fan_out;
    }
  }
}

TEST(Forward, SlidersReuseTheBases) {
  NetworkSpec spec = odd_network();
  spec.initializer.kind = Initializer::he_normal;
  Workspace workspace;
  forward_pass(spec, 0, 5, workspace);
  const std::size_t bytes = workspace.bytes();
  spec.initializer.gain = 0.5;
  spec.activation.kind = Activation::relu;
  forward_pass(spec, 0, 5, workspace);
  spec.initializer.kind = Initializer::xavier_normal;
  forward_pass(spec, 0, 5, workspace);
  EXPECT_EQ(workspace.bytes(), bytes);
  spec.seed = 100;
  forward_pass(spec, 0, 5, workspace);
  EXPECT_EQ(workspace.bytes(), 2 * bytes);
}

TEST(Forward, OverflowIsAResult) {
  NetworkSpec spec;
  spec.widths.assign(6, 30);
  spec.activation = make_activation(Activation::relu);
  spec.initializer.kind = Initializer::normal;
  spec.initializer.std = 1e15;
  Workspace workspace;
  const auto layers = forward_pass(spec, 0, 10, workspace);
  EXPECT_EQ(layers[2].infinite + layers[2].nan, 0u);
  EXPECT_GT(layers[3].infinite, 0u);
  EXPECT_GT(layers[5].nan, 0u);
  EXPECT_TRUE(std::isnan(layers[5].mean));
  EXPECT_EQ(layers[5].count, 300u);
}

TEST(Forward, DegenerateRequestsAreEmpty) {
  Workspace workspace;
  NetworkSpec spec = odd_network();
  EXPECT_EQ(forward_pass(spec, 0, 0, workspace)[1].count, 0u);
  EXPECT_EQ(forward_pass(spec, -1, 3, workspace)[1].count, 0u);
  spec.widths[2] = 0;
  EXPECT_EQ(forward_pass(spec, 0, 4, workspace)[1].count, 0u);
  spec.widths.clear();
  EXPECT_TRUE(forward_pass(spec, 0, 4, workspace).empty());
}

TEST(Forward, ZeroWeightsKillEveryReluUnit) {
  NetworkSpec spec = odd_network();
  spec.bias_std = 0;
  spec.activation = make_activation(Activation::relu);
  spec.initializer.kind = Initializer::zeros;
  Workspace workspace;
  const auto layers = forward_pass(spec, 0, 10, workspace);
  EXPECT_EQ(layers[1].dead_fraction(), 1);
  EXPECT_EQ(layers[1].zero_fraction(), 1);
  EXPECT_EQ(layers[1].std(), 0);
}

TEST(Cost, IsCheckedBeforeAnythingIsAllocated) {
  NetworkSpec spec;
  spec.widths.assign(11, 500);
  EXPECT_EQ(multiply_adds(spec, 1000), 1000ull * 10 * 500 * 500);
  // Activations 2 MB, weights cached 10 MB, one layer being drawn 2 MB.
  EXPECT_GT(memory_bytes(spec, 1000), 12'000'000u);
  EXPECT_LT(memory_bytes(spec, 1000), 20'000'000u);
  EXPECT_GT(memory_bytes(spec, 100'000), 200'000'000u);

  constexpr int huge = std::numeric_limits<int>::max();
  spec.widths.assign(1000, huge);
  EXPECT_EQ(multiply_adds(spec, huge), std::numeric_limits<std::uint64_t>::max());
  EXPECT_GT(memory_bytes(spec, huge), std::uint64_t{1} << 62);
  spec.widths = {huge, huge, -5};
  EXPECT_EQ(multiply_adds(spec, 1), std::uint64_t{huge} * huge);
  EXPECT_EQ(multiply_adds(spec, -1), 0u);
  spec.widths.clear();
  EXPECT_EQ(multiply_adds(spec, 10), 0u);
}

TEST(Forward, LibraryBiasesKeepASignalThatDies) {
  // PyTorch: ten tanh layers of 500 with nn.Linear's weights end near 0.03 with its biases and near
  // 0.003 without, each the fixed point of its own recursion: q = q/3 + 1/1500 is 1/1000.
  NetworkSpec spec;
  spec.widths.assign(11, 500);
  spec.activation = {Activation::tanh};
  spec.initializer.kind = Initializer::torch_linear;
  spec.seed = 3;
  const auto last_std = [&] {
    Workspace workspace;
    return forward_pass(spec, 0, 200, workspace).back().std();
  };
  // (1/sqrt 3)^10 = 0.0041, less what tanh takes in the first layers.
  EXPECT_NEAR(last_std(), 0.0034, 0.0008);
  spec.has_library_bias = true;
  EXPECT_NEAR(last_std(), std::sqrt(1e-3), 0.003);
  EXPECT_NEAR(mean_field(spec).back().std, last_std(), 0.003);
  const std::vector<float> bias = draw_biases(spec, 1);
  const float bound = 1 / std::sqrt(500.0F);
  for (const float b : bias) {
    EXPECT_LE(std::fabs(b), bound);
  }
}

}  // namespace
}  // namespace initlab
