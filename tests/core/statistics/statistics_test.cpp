#include "core/statistics/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "core/random/normal.h"

namespace initlab {
namespace {

constexpr float float_infinity = std::numeric_limits<float>::infinity();
constexpr float float_nan = std::numeric_limits<float>::quiet_NaN();

// The contract: statistics of the given floats agree with a float64 reference to this.
constexpr double contract = 1e-6;
// What sums in double about a shift reach even for a mean of 10^6 std, whose rounding is 1e-10 std.
constexpr double reached = 1e-11;

RowMatrix normal_matrix(int rows, int units, double mean, double std) {
  RowMatrix m(rows, units);
  fill_normal({1, Purpose::input, 0}, 0, {m.data(), static_cast<std::size_t>(m.size())});
  for (Eigen::Index i = 0; i < m.size(); ++i) {
    m.data()[i] = static_cast<float>(mean + std * static_cast<double>(m.data()[i]));
  }
  return m;
}

LayerStatistics collect(const RowMatrix& m, const HistogramSpec& histogram = {},
                        const std::optional<SaturationBounds>& saturation = std::nullopt) {
  LayerStatistics statistics;
  accumulate(statistics, m, histogram, saturation);
  return statistics;
}

// Two passes in long double.
void two_pass(const RowMatrix& m, double& mean, double& std) {
  long double sum = 0;
  for (Eigen::Index i = 0; i < m.size(); ++i) sum += static_cast<long double>(m.data()[i]);
  const long double average = sum / static_cast<long double>(m.size());
  long double squares = 0;
  for (Eigen::Index i = 0; i < m.size(); ++i) {
    const long double d = static_cast<long double>(m.data()[i]) - average;
    squares += d * d;
  }
  mean = static_cast<double>(average);
  std = static_cast<double>(std::sqrt(squares / static_cast<long double>(m.size())));
}

TEST(Statistics, AgreeWithTwoPassesWhateverTheScale) {
  static_assert(reached < contract);
  const double cases[][2] = {{0, 1},    {0, 1e-7},  {1e3, 1e-3}, {-1e6, 1},
                             {1, 1e-6}, {0, 1e-38}, {0, 1e37},   {5e-7, 1e-7}};
  for (const auto& [mean, std] : cases) {
    const RowMatrix m = normal_matrix(97, 131, mean, std);
    double expected_mean = 0;
    double expected_std = 0;
    two_pass(m, expected_mean, expected_std);
    const LayerStatistics s = collect(m);
    EXPECT_NEAR(s.mean, expected_mean, reached * (std::fabs(expected_mean) + expected_std));
    EXPECT_NEAR(s.std(), expected_std, reached * expected_std) << mean << " " << std;
    EXPECT_EQ(s.count, 97u * 131u);
    EXPECT_EQ(s.min, m.minCoeff());
    EXPECT_EQ(s.max, m.maxCoeff());
  }
}

TEST(Statistics, ConstantInputHasNoSpread) {
  for (const float x : {0.1f, 3e20f, -7e-30f}) {
    const LayerStatistics s = collect(RowMatrix::Constant(50, 77, x));
    EXPECT_EQ(s.std(), 0);
    EXPECT_EQ(s.mean, static_cast<double>(x));
  }
}

// numpy.histogram's rule, one value at a time.
std::size_t numpy_bin(double x, const HistogramSpec& h) {
  const double step = (h.hi - h.lo) / h.bins;
  for (int i = 0; i < h.bins; ++i) {
    const double right = i + 1 == h.bins ? h.hi : (i + 1) * step + h.lo;
    if (x < right || (i + 1 == h.bins && x <= right)) return static_cast<std::size_t>(i);
  }
  return 0;
}

TEST(Statistics, HistogramIsNumPys) {
  const HistogramSpec specs[] = {
      {-1, 1, 30}, {-0.1, 0.3, 7}, {0, 1, 1}, {-3, 3, 100}, {0.1, 0.7, 6}};
  for (const HistogramSpec& h : specs) {
    RowMatrix m = normal_matrix(40, 53, 0.1, 0.7);
    // Exact edges, as floats, too.
    for (int i = 0; i <= h.bins; ++i) {
      m(i / 53, i % 53) = static_cast<float>(i * ((h.hi - h.lo) / h.bins) + h.lo);
    }
    m(39, 52) = static_cast<float>(h.hi);
    std::vector<std::uint64_t> expected(static_cast<std::size_t>(h.bins), 0);
    std::uint64_t below = 0;
    std::uint64_t above = 0;
    for (Eigen::Index i = 0; i < m.size(); ++i) {
      const auto x = static_cast<double>(m.data()[i]);
      if (x < h.lo) {
        ++below;
      } else if (x > h.hi) {
        ++above;
      } else {
        ++expected[numpy_bin(x, h)];
      }
    }
    const LayerStatistics s = collect(m, h);
    EXPECT_EQ(s.bins, expected);
    EXPECT_EQ(s.below, below);
    EXPECT_EQ(s.above, above);
    EXPECT_EQ(std::accumulate(s.bins.begin(), s.bins.end(), s.below + s.above), s.count);
  }
}

// Rows that lie within the ends and hold no 0 are counted without the care for these.
TEST(Statistics, HistogramIsNumPysNextToEveryInnerEdge) {
  for (const HistogramSpec& h :
       {HistogramSpec{-1, 1, 30}, HistogramSpec{-0.1, 0.3, 7}, HistogramSpec{0.1, 2.7, 200}}) {
    std::vector<float> values;
    for (int i = 1; i < h.bins; ++i) {
      const auto edge = static_cast<float>(i * ((h.hi - h.lo) / h.bins) + h.lo);
      if (std::fabs(edge) < 1e-6F) continue;
      for (const float x :
           {std::nextafter(edge, -float_infinity), edge, std::nextafter(edge, float_infinity)}) {
        values.push_back(x);
      }
    }
    const auto units = static_cast<int>(values.size());
    const RowMatrix m = Eigen::Map<const RowMatrix>(values.data(), 1, units).replicate(3, 1);
    std::vector<std::uint64_t> expected(static_cast<std::size_t>(h.bins), 0);
    for (const float x : values) expected[numpy_bin(static_cast<double>(x), h)] += 3;
    EXPECT_EQ(collect(m, h).bins, expected);
  }
}

TEST(Statistics, LastBinIsClosed) {
  RowMatrix m(1, 4);
  m << -1.0f, 1.0f, std::nextafter(1.0f, 2.0f), std::nextafter(-1.0f, -2.0f);
  const LayerStatistics s = collect(m, {-1, 1, 2});
  EXPECT_EQ(s.bins, (std::vector<std::uint64_t>{1, 1}));
  EXPECT_EQ(s.above, 1u);
  EXPECT_EQ(s.below, 1u);
}

TEST(Statistics, BadHistogramSpecCountsNothing) {
  const RowMatrix m = normal_matrix(3, 5, 0, 1);
  for (const HistogramSpec& h : {HistogramSpec{-1, 1, 0}, HistogramSpec{-1, 1, -4},
                                 HistogramSpec{1, 1, 3}, HistogramSpec{2, 1, 3}}) {
    const LayerStatistics s = collect(m, h);
    EXPECT_EQ(std::accumulate(s.bins.begin(), s.bins.end(), s.below + s.above), 0u);
    EXPECT_EQ(s.count, 15u);
  }
}

TEST(Statistics, SaturationIsBeyondTheBoundsExactly) {
  RowMatrix m(1, 6);
  // .99 is not a float: 0x3f7d70a4 is the nearest, just above it; the next lower one is not beyond.
  m << 0.99f, std::nextafter(0.99f, 0.0f), -0.99f, std::nextafter(-0.99f, 0.0f), 1.0f, 0.0f;
  const std::uint64_t beyond = (static_cast<double>(0.99f) > 0.99 ? 2u : 0u) + 1u;
  const LayerStatistics s = collect(m, {}, SaturationBounds{-0.99, 0.99});
  EXPECT_EQ(s.saturated, beyond);
  EXPECT_EQ(s.saturated_above, beyond - 1);  // 1, and .99 where it rounds upwards
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(collect(m, {}, SaturationBounds{-0.5, infinity}).saturated, 2u);
  EXPECT_EQ(collect(m).saturated, 0u);
}

TEST(Statistics, ZerosAndDeadUnits) {
  RowMatrix m = RowMatrix::Zero(3, 70);
  m(0, 1) = 1;
  m(2, 1) = -1;
  m(1, 69) = 1e-40f;  // a denormal is alive
  m(2, 64) = float_nan;
  m(0, 3) = -0.0f;
  const LayerStatistics s = collect(m);
  EXPECT_EQ(s.zero, 210u - 4u);
  EXPECT_DOUBLE_EQ(s.zero_fraction(), 206.0 / 210);
  EXPECT_DOUBLE_EQ(s.dead_fraction(), 67.0 / 70);
  EXPECT_EQ(s.alive.size(), 2u);
}

TEST(Statistics, NonFiniteValuesGiveNumPysAnswers) {
  RowMatrix m = normal_matrix(4, 9, 0, 1);
  m(1, 3) = float_infinity;
  LayerStatistics s = collect(m);
  EXPECT_EQ(s.mean, std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(s.std()));
  EXPECT_EQ(s.infinite, 1u);
  EXPECT_EQ(s.nan, 0u);
  EXPECT_EQ(s.max, float_infinity);
  EXPECT_GT(s.above, 0u);

  m(2, 0) = -float_infinity;
  s = collect(m);
  EXPECT_TRUE(std::isnan(s.mean));
  EXPECT_EQ(s.infinite, 2u);

  m = normal_matrix(4, 9, 0, 1);
  m(0, 0) = float_nan;
  s = collect(m);
  EXPECT_TRUE(std::isnan(s.mean));
  EXPECT_TRUE(std::isnan(s.std()));
  EXPECT_EQ(s.nan, 1u);
  EXPECT_EQ(s.infinite, 0u);
  EXPECT_TRUE(std::isfinite(s.min));
  EXPECT_EQ(std::accumulate(s.bins.begin(), s.bins.end(), s.below + s.above + s.nan), s.count);
}

TEST(Statistics, MergeEqualsTheWhole) {
  RowMatrix m = normal_matrix(101, 67, 0.3, 1);
  m = m.cwiseMax(0.0f);
  m.col(5).setZero();
  m.block(0, 6, 60, 1).setZero();  // dead in the first part only
  const SaturationBounds bounds{-0.99, 0.99};
  const LayerStatistics whole = collect(m, {}, bounds);
  for (const int cut : {1, 13, 60, 100}) {
    LayerStatistics merged = collect(m.topRows(cut), {}, bounds);
    merged.merge(collect(m.bottomRows(101 - cut), {}, bounds));
    EXPECT_EQ(merged.count, whole.count);
    EXPECT_EQ(merged.bins, whole.bins);
    EXPECT_EQ(merged.below, whole.below);
    EXPECT_EQ(merged.above, whole.above);
    EXPECT_EQ(merged.alive, whole.alive);
    EXPECT_EQ(merged.zero, whole.zero);
    EXPECT_EQ(merged.saturated, whole.saturated);
    EXPECT_EQ(merged.saturated_above, whole.saturated_above);
    EXPECT_EQ(merged.min, whole.min);
    EXPECT_EQ(merged.max, whole.max);
    EXPECT_EQ(merged.rows.rows, whole.rows.rows);
    EXPECT_NEAR(merged.mean, whole.mean, reached);
    EXPECT_NEAR(merged.std(), whole.std(), reached);
    EXPECT_NEAR(merged.rows.c11, whole.rows.c11, reached * whole.rows.c11);
    EXPECT_NEAR(merged.rows.c12, whole.rows.c12, reached * whole.rows.c22);
    EXPECT_NEAR(merged.rows.c22, whole.rows.c22, reached * whole.rows.c22);
  }
}

TEST(Statistics, MergeWithNothing) {
  const LayerStatistics s = collect(normal_matrix(5, 6, 0, 1));
  LayerStatistics empty;
  empty.merge(s);
  EXPECT_EQ(empty.mean, s.mean);
  EXPECT_EQ(empty.units, 6);
  LayerStatistics same = s;
  same.merge(LayerStatistics{});
  EXPECT_EQ(same.mean, s.mean);
  EXPECT_EQ(same.count, s.count);
  EXPECT_TRUE(std::isnan(LayerStatistics{}.std()));
  EXPECT_TRUE(std::isnan(LayerStatistics{}.dead_fraction()));
}

TEST(Statistics, MergeKeepsInfinities) {
  RowMatrix m = normal_matrix(2, 5, 0, 1);
  LayerStatistics s = collect(m);
  m(0, 0) = float_infinity;
  s.merge(collect(m));
  s.merge(collect(normal_matrix(2, 5, 0, 1)));
  EXPECT_EQ(s.mean, std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(s.std()));
}

TEST(Statistics, RowMomentsAreThoseOfTheRows) {
  const RowMatrix m = normal_matrix(20, 33, 0.2, 0.5);
  const LayerStatistics s = collect(m);
  const Eigen::MatrixXd d = m.cast<double>();
  const Eigen::VectorXd y1 = d.rowwise().mean();
  const Eigen::VectorXd y2 = d.cwiseAbs2().rowwise().mean();
  EXPECT_NEAR(s.rows.mean1, y1.mean(), reached);
  EXPECT_NEAR(s.rows.mean2, y2.mean(), reached);
  EXPECT_NEAR(s.rows.c11, (y1.array() - y1.mean()).square().sum(), reached);
  EXPECT_NEAR(s.rows.c12, ((y1.array() - y1.mean()) * (y2.array() - y2.mean())).sum(), reached);
  EXPECT_NEAR(s.rows.c22, (y2.array() - y2.mean()).square().sum(), reached);
}

TEST(Statistics, BlocksMayHaveAnyStride) {
  const RowMatrix m = normal_matrix(9, 40, 0, 1);
  const LayerStatistics part = collect(m.block(2, 3, 5, 17));
  LayerStatistics strided;
  accumulate(strided, m.block(2, 3, 5, 17), {}, std::nullopt);
  EXPECT_EQ(part.mean, strided.mean);
  EXPECT_EQ(part.bins, strided.bins);
}

}  // namespace
}  // namespace initlab
