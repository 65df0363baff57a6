// The backward pass as a whole: statistics, formats, loss scaling, memory.
#include "core/network/backward.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/matrix/products.h"
#include "small_network.h"

namespace initlab {
namespace {

BackwardSpec small_spec() {
  BackwardSpec spec;
  spec.network.widths = {20, 24, 24, 17};
  spec.network.activation = {Activation::tanh};
  spec.network.initializer.kind = Initializer::xavier_normal;
  spec.network.seed = 3;
  spec.batch = 33;
  return spec;
}

BackwardStatistics run_once(const BackwardSpec& spec, int rows) {
  Workspace workspace;
  return backward_pass(spec, rows, workspace);
}

template <class Real>
PaddedMatrix<Real> filled(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  test::Lcg lcg(seed);
  PaddedMatrix<Real> m;
  m.resize(rows, cols);
  for (std::size_t r = 0; r < rows; ++r) {
    for (Real& x : m.row(r)) x = static_cast<Real>(lcg.next());
  }
  return m;
}

template <class Real>
void expect_plain_sums() {
  const auto a = filled<Real>(67, 31, 1);
  const auto b = filled<Real>(31, 21, 2);
  PaddedMatrix<Real> out;
  ProductScratch scratch;
  multiply(a, b, out, scratch).finish();
  for (std::size_t r = 0; r < a.rows; ++r) {
    for (std::size_t c = 0; c < b.cols; ++c) {
      Real sum = 0;
      for (std::size_t i = 0; i < a.cols; ++i) sum += a.row(r)[i] * b.row(i)[c];
      EXPECT_EQ(out.row(r)[c], sum) << r << ' ' << c;  // bit for bit: one fixed order
    }
  }
}

TEST(Products, SumInOrder) {
  expect_plain_sums<float>();
  expect_plain_sums<double>();
}

// At shapes with and without whole tiles; by the plain product, which sums in the same order.
template <class Real>
void expect_transposed_products() {
  for (const auto& [rows, in, out] : {std::tuple{70, 9, 13}, {6, 16, 8}, {1, 3, 1}, {31, 70, 65}}) {
    const auto a = filled<float>(rows, in, 5);
    const auto g = filled<Real>(rows, out, 6);
    const auto w = filled<float>(in, out, 7);
    ProductScratch scratch;
    PaddedMatrix<Real> transposed, expected, got;
    transpose(a, transposed);
    multiply(transposed, g, expected, scratch).finish();
    multiply_transposed(a, g, got, scratch).finish();
    EXPECT_EQ(test::flat(got), test::flat(expected));

    std::vector<float> packed(w.rows * w.stride);
    pack_columns(w.data.data(), w.stride, w.rows, w.cols, packed);
    transpose(w, transposed);
    multiply(g, transposed, expected, scratch).finish();
    multiply_by_transposed(g, packed, w.rows, got, scratch).finish();
    EXPECT_EQ(test::flat(got), test::flat(expected));
  }
}

TEST(Products, OfTransposesAreThoseOfTransposedCopies) {
  expect_transposed_products<float>();
  expect_transposed_products<double>();
}

TEST(Backward, ActivationsAreTheForwardLabs) {
  BackwardSpec spec = small_spec();
  spec.network.bias_std = 0.3;
  spec.network.histogram.bins = 0;
  Workspace workspace;
  const auto expected = forward_pass(spec.network, 0, 33, workspace);
  const BackwardStatistics got = backward_pass(spec, 33, workspace);
  ASSERT_EQ(got.layers.size(), 3u);
  for (std::size_t l = 0; l < got.layers.size(); ++l) {
    const LayerStatistics& a = got.layers[l].activations;
    EXPECT_EQ(a.min, expected[l + 1].min);
    EXPECT_EQ(a.max, expected[l + 1].max);
    EXPECT_DOUBLE_EQ(a.mean, expected[l + 1].mean);
    EXPECT_DOUBLE_EQ(a.std(), expected[l + 1].std());
    EXPECT_EQ(a.saturated, expected[l + 1].saturated);
  }
}

TEST(Backward, StatisticsAreThoseOfTheGradients) {
  const test::SmallNetwork net(4, 6, {5, 7, 7}, 1.0f);
  BackwardSpec spec;
  spec.network.activation = {Activation::relu};
  spec.histogram = {-3, 1, 8};
  const test::Gradients got = test::gradients<float>(net, spec);
  for (std::size_t l = 0; l < got.dz.size(); ++l) {
    const BackwardLayerStatistics& s = got.statistics[l];
    double square = 0;
    std::uint64_t zero = 0;
    for (const double x : got.dz[l]) {
      square += x * x;
      zero += x == 0 ? 1u : 0u;
    }
    EXPECT_EQ(s.count, got.dz[l].size());
    EXPECT_NEAR(s.grad_rms, std::sqrt(square / static_cast<double>(s.count)), 1e-14);
    EXPECT_EQ(s.histogram.zero, zero);  // ReLU's, not flushed
    EXPECT_EQ(s.flushed, 0u);
    const auto& h = s.histogram;
    EXPECT_EQ(std::accumulate(h.counts.begin(), h.counts.end(), h.below + h.above + h.zero),
              s.count);
  }
}

TEST(Backward, NormsSurviveTheEndsOfTheRange) {
  PaddedMatrix<double> m;
  m.resize(1, 2);
  m.row(0)[0] = 3e-200;
  m.row(0)[1] = 4e-200;
  EXPECT_NEAR(frobenius_norm(m) / 5e-200, 1, 1e-14);
  m.row(0)[0] = 3e200;
  m.row(0)[1] = -4e200;
  EXPECT_NEAR(frobenius_norm(m) / 5e200, 1, 1e-14);
  m.row(0)[0] = HUGE_VAL;
  EXPECT_TRUE(std::isinf(frobenius_norm(m)));
  m.row(0)[0] = std::nan("");
  EXPECT_TRUE(std::isnan(frobenius_norm(m)));
  std::vector<double> values = {3, -1, 2, -10};
  EXPECT_EQ(median_magnitude(values), 2.5);
  values = {3, -1, 2};
  EXPECT_EQ(median_magnitude(values), 2);
  values = {2, -2, 2, 5};
  EXPECT_EQ(median_magnitude(values), 2);
  values = {0, std::nan(""), 1};
  EXPECT_TRUE(std::isnan(median_magnitude(values)));
}

TEST(Backward, TheMedianIsThatOfASort) {
  const Stream stream{9, Purpose::input, 0};
  for (const std::size_t count : {1, 2, 7, 500, 1001}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
      // Many equal first bits, a few equal numbers, a few tiny ones.
      const double u = stream.uniform(i);
      values.push_back(i % 5 == 0 ? 0.97 : i % 7 == 0 ? -1e-300 * u : 0.96 + 1e-6 * u);
    }
    std::vector<double> sorted = values;
    for (double& x : sorted) x = std::fabs(x);
    std::sort(sorted.begin(), sorted.end());
    const double expected =
        count % 2 == 1 ? sorted[count / 2] : 0.5 * (sorted[count / 2 - 1] + sorted[count / 2]);
    EXPECT_EQ(median_magnitude(values), expected) << count;
  }
}

TEST(Backward, EmptyWhenThereIsNothing) {
  BackwardSpec spec = small_spec();
  EXPECT_TRUE(run_once(spec, 0).layers.empty());
  spec.network.widths = {20};
  EXPECT_TRUE(run_once(spec, 5).layers.empty());
}

// Rows are the batch's first ones, and the loss's mean is over the batch whatever their number.
TEST(Backward, FewerRowsAreTheFirstOnes) {
  BackwardSpec spec = small_spec();
  for (const Loss loss : {Loss::random, Loss::mse, Loss::cross_entropy}) {
    spec.loss = loss;
    const BackwardStatistics few = run_once(spec, 30);
    const BackwardStatistics all = run_once(spec, 33);
    for (std::size_t l = 0; l < few.layers.size(); ++l) {
      EXPECT_NEAR(few.layers[l].grad_rms / all.layers[l].grad_rms, 1, 0.1);
    }
  }
}

// Counted here from the fp64 gradients: at one layer nothing has been rounded before.
TEST(Backward, RoundsOnceAndCountsWhatIsFlushed) {
  const test::SmallNetwork net(8, 40, {5, 30}, 4.0f);
  BackwardSpec spec;
  spec.network.activation = {Activation::tanh};
  spec.format = NumberFormat::fp64;
  const std::vector<double> exact = test::gradients<double>(net, spec).dz[0];
  std::uint64_t flushed_before = exact.size();
  for (const double scale : {1.0, 16.0, 256.0, 65536.0}) {
    spec.loss_scale = scale;
    for (const NumberFormat format : {NumberFormat::fp32, NumberFormat::bf16, NumberFormat::fp16,
                                      NumberFormat::fp8_e4m3, NumberFormat::fp8_e5m2}) {
      spec.format = format;
      const test::Gradients got = test::gradients<float>(net, spec);
      std::uint64_t flushed = 0;
      std::uint64_t unbounded = 0;
      for (std::size_t i = 0; i < exact.size(); ++i) {
        const double expected = round_to(format, exact[i] * scale);
        flushed += expected == 0 && exact[i] != 0 ? 1u : 0u;
        unbounded += std::isfinite(expected) ? 0u : 1u;
        EXPECT_EQ(std::bit_cast<std::uint64_t>(got.dz[0][i]) << 1,
                  std::bit_cast<std::uint64_t>(expected) << 1);
      }
      const BackwardLayerStatistics& s = got.statistics[0];
      EXPECT_EQ(s.flushed, flushed);
      EXPECT_EQ(s.histogram.infinite + s.histogram.nan, unbounded);
      // The histogram is of the unscaled gradient: fewer are zero as the scale grows.
      if (format == NumberFormat::fp8_e4m3) {
        EXPECT_GT(flushed, 0u) << scale;
        EXPECT_LT(flushed, flushed_before) << scale;
        flushed_before = flushed;
        const bool overflows = s.histogram.nan > 0;  // E4M3 has no infinity
        EXPECT_EQ(overflows, scale == 65536.0) << scale;
      }
    }
  }
}

// A power of two changes no digit where nothing under- or overflows, and is divided out again.
TEST(Backward, LossScaleIsDividedOut) {
  BackwardSpec spec = small_spec();
  spec.loss = Loss::mse;
  const BackwardStatistics plain = run_once(spec, 33);
  spec.loss_scale = 1024;
  const BackwardStatistics scaled = run_once(spec, 33);
  EXPECT_EQ(plain.cotangent_rms, scaled.cotangent_rms);
  for (std::size_t l = 0; l < plain.layers.size(); ++l) {
    EXPECT_EQ(plain.layers[l].grad_rms, scaled.layers[l].grad_rms);
    EXPECT_EQ(plain.layers[l].weight_grad_norm, scaled.layers[l].weight_grad_norm);
    EXPECT_EQ(plain.layers[l].histogram.counts, scaled.layers[l].histogram.counts);
  }
}

TEST(Backward, ShortFormatsAreCloseAndScalingSavesThem) {
  BackwardSpec spec = small_spec();
  spec.loss = Loss::cross_entropy;
  spec.network.initializer.gain = 0.05;  // vanishes: a factor of some 400 over two layers
  const BackwardStatistics exact = run_once(spec, 33);
  spec.format = NumberFormat::fp16;
  const BackwardStatistics flushed = run_once(spec, 33);
  spec.loss_scale = 65536;
  const BackwardStatistics saved = run_once(spec, 33);
  EXPECT_GT(flushed.layers[0].flushed, 0u);
  EXPECT_EQ(saved.layers[0].flushed, 0u);
  for (std::size_t l = 0; l < exact.layers.size(); ++l) {
    // 2^-11 a rounding, averaged over some 500 values and three layers.
    EXPECT_NEAR(saved.layers[l].grad_rms / exact.layers[l].grad_rms, 1, 1e-3);
  }
}

TEST(Backward, Fp64KeepsWhatFp32Loses) {
  BackwardSpec spec = small_spec();
  spec.network.widths.assign(15, 16);
  spec.network.initializer.gain = 1e-4;
  const BackwardStatistics single = run_once(spec, 8);
  EXPECT_EQ(single.layers[0].grad_rms, 0);
  spec.format = NumberFormat::fp64;
  const BackwardStatistics wide = run_once(spec, 8);
  EXPECT_GT(wide.layers[0].grad_rms, 1e-70);
  EXPECT_LT(wide.layers[0].grad_rms, 1e-46);
}

// Everything allocated at once, by hand, for one shape: the estimate is above it and not far.
TEST(Backward, MemoryIsBounded) {
  BackwardSpec spec = small_spec();
  spec.network.widths.assign(11, 500);
  constexpr double mb = 1 << 20;
  const double float_pass = static_cast<double>(backward_memory_bytes(spec, 1000));
  // 21 + 4 float matrices and a double one of 1000 x 500, 10 float ones of 500 x 500 at least.
  EXPECT_GT(float_pass / mb, (25 * 2.0e6 + 4.0e6 + 10 * 1.0e6) / mb);
  EXPECT_LT(float_pass / mb, 120);
  spec.format = NumberFormat::fp64;
  EXPECT_GT(static_cast<double>(backward_memory_bytes(spec, 1000)), float_pass + 3 * 2.0e6);
  spec.network.widths.assign(201, 4096);
  EXPECT_GT(backward_memory_bytes(spec, 2'000'000'000), std::uint64_t{1} << 50);
}

}  // namespace
}  // namespace initlab
