#include "core/product/probability_product.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/numbers/precise_math.h"

namespace initlab {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

FormatTrace trace(NumberFormat format, double p, int count, double rate = 1.0) {
  FormatTrace run(format, rate);
  for (int i = 0; i < count; ++i) run.add(p, std::log(p));
  return run;
}

TEST(ProbabilityProduct, HalvesReachZeroWhereTheFormatEnds) {
  // 1/2 is exact everywhere: the product is 2^-n, and half the smallest subnormal ties to 0.
  struct Case {
    NumberFormat format;
    std::uint64_t subnormal, zero;
  };
  for (const Case& c :
       {Case{NumberFormat::fp64, 1023, 1075}, Case{NumberFormat::fp32, 127, 150},
        Case{NumberFormat::bf16, 127, 134}, Case{NumberFormat::fp16, 15, 25},
        Case{NumberFormat::fp8_e4m3, 7, 10}, Case{NumberFormat::fp8_e5m2, 15, 17}}) {
    const FormatTrace run = trace(c.format, 0.5, 1100);
    EXPECT_EQ(run.subnormal_at(), c.subnormal);
    EXPECT_EQ(run.zero_at(), c.zero);
    EXPECT_EQ(run.product(), 0.0);
  }
}

TEST(ProbabilityProduct, FloatsDoTheSame) {
  // The same products by the machine's own float, subnormals included.
  FormatTrace run(NumberFormat::fp32, 1.0);
  const Stream stream{7, Purpose::input, 0};
  const ProbabilitySource source{ProbabilityLaw::uniform, 0.5};
  float product = 1.0F;
  float log_sum = 0.0F;
  for (std::uint64_t i = 0; i < 130; ++i) {
    const double log = source.log_element(stream, i);
    const double x = precise::exp(log);
    run.add(x, log);
    product *= static_cast<float>(x);
    log_sum += static_cast<float>(log);
    ASSERT_EQ(run.product(), static_cast<double>(product)) << i;
    ASSERT_EQ(run.log_sum(), static_cast<double>(log_sum)) << i;
  }
  EXPECT_EQ(run.product(), 0.0);
}

TEST(ProbabilityProduct, AboveOneHalfTheLastSubnormalIsNeverLeft) {
  // The smallest number times 0.9 rounds back up to itself.
  const FormatTrace run = trace(NumberFormat::fp32, 0.9, 3000);
  EXPECT_EQ(run.zero_at(), 0u);
  EXPECT_GT(run.product(), 0.0);
  EXPECT_LE(run.product(), 5.0 * facts(NumberFormat::fp32).smallest);  // k (1 - p) <= 1/2
}

TEST(ProbabilityProduct, LogSumsStallWhereTheSpacingIsTooWide) {
  // Beyond 256 bf16 numbers lie 2 apart: ln 2 is less than half of that.
  const FormatTrace bf16 = trace(NumberFormat::bf16, 0.5, 2000);
  EXPECT_EQ(bf16.log_sum(), -256.0);
  EXPECT_GT(bf16.log_stalled_at(), 256u);
  EXPECT_LT(bf16.log_stalled_at(), 450u);
  const FormatTrace fp64 = trace(NumberFormat::fp64, 0.5, 2000);
  EXPECT_NEAR(fp64.log_sum(), -2000 * std::numbers::ln2, 1e-9);
  EXPECT_EQ(fp64.log_stalled_at(), 0u);
}

TEST(ProbabilityProduct, AWeightStopsMovingLongBeforeUnderflow) {
  // 1 + g = 1 once g <= eps / 2 = 2^-p: at factor p.
  for (int f = 0; f < number_format_count; ++f) {
    const auto format = static_cast<NumberFormat>(f);
    EXPECT_EQ(trace(format, 0.5, 200).idle_at(),
              static_cast<std::uint64_t>(facts(format).significand_bits));
  }
  EXPECT_EQ(trace(NumberFormat::fp32, 0.5, 200, 0.25).idle_at(), 22u);
}

TEST(ProbabilityProduct, LawsHaveTheirMoments) {
  const Stream stream{3, Purpose::input, 0};
  constexpr int count = 40000;
  for (const ProbabilitySource source : {ProbabilitySource{ProbabilityLaw::uniform, 0.9},
                                         ProbabilitySource{ProbabilityLaw::beta, 0.9},
                                         ProbabilitySource{ProbabilityLaw::beta, 0.2}}) {
    double mean = 0.0;
    double square = 0.0;
    double p = 0.0;
    for (std::uint64_t i = 0; i < count; ++i) {
      const double log = source.log_element(stream, i);
      EXPECT_LE(log, 0.0);
      mean += log / count;
      square += log * log / count;
      p += std::exp(log) / count;
    }
    // 4.5 standard errors; for the variance of an exponential sd of (x - m)^2 is sqrt 8 m^2.
    const double sd = source.log_std();
    EXPECT_NEAR(mean, source.log_mean(), 4.5 * sd / std::sqrt(count));
    EXPECT_NEAR(std::sqrt(square - mean * mean), sd, 4.5 * 1.5 * sd / std::sqrt(count));
    const double expected = source.law == ProbabilityLaw::uniform ? 0.5 : source.p;
    EXPECT_NEAR(p, expected, 4.5 * 0.5 / std::sqrt(count));
  }
  const ProbabilitySource constant{ProbabilityLaw::constant, 0.25};
  EXPECT_EQ(constant.log_std(), 0.0);
  EXPECT_NEAR(constant.log_mean(), -2.0 * std::numbers::ln2, 1e-15);
  EXPECT_EQ(constant.log_element(stream, 5), constant.log_mean());
}

TEST(ProbabilityProduct, FirstPassageIsTheMeanOverSeeds) {
  for (const ProbabilitySource source : {ProbabilitySource{ProbabilityLaw::uniform, 0.5},
                                         ProbabilitySource{ProbabilityLaw::beta, 0.8}}) {
    constexpr double depth = 104.0;  // of fp32
    const FirstPassage theory = first_passage(source, depth);
    constexpr int seeds = 400;
    double mean = 0.0;
    double square = 0.0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      double sum = 0.0;
      std::uint64_t n = 0;
      for (const Stream stream{seed, Purpose::input, 0}; sum > -depth; ++n) {
        sum += source.log_element(stream, n);
      }
      mean += static_cast<double>(n) / seeds;
      square += static_cast<double>(n * n) / seeds;
    }
    EXPECT_NEAR(mean, theory.mean, 4.5 * theory.sd / std::sqrt(seeds));
    // The relative error of a sample's sd is 1 / sqrt(2 n).
    EXPECT_NEAR(std::sqrt(square - mean * mean) / theory.sd, 1.0, 4.5 / std::sqrt(2.0 * seeds));
  }
  const ProbabilitySource half{ProbabilityLaw::constant, 0.5};
  EXPECT_EQ(first_passage(half, 150 * std::numbers::ln2).mean, 150.0);
  EXPECT_EQ(first_passage(half, 150.5 * std::numbers::ln2).mean, 151.0);
  EXPECT_EQ(first_passage(half, 0.0).mean, 1.0);
  EXPECT_EQ(first_passage(half, 1.0).sd, 0.0);
}

TEST(CompensatedSum, KeepsWhatAPlainSumLoses) {
  CompensatedSum sum;
  for (const double x : {1.0, 1e100, 1.0, -1e100}) sum.add(x);
  EXPECT_EQ(sum.value(), 2.0);  // Neumaier's own example
}

TEST(LogSumExp, ShiftedIsRightWhereNaiveIsNot) {
  const double low[] = {-1000.0, -1001.0, -1002.0};
  const double high[] = {1000.0, 999.0, 998.0};
  const double rest = std::log(1.0 + std::exp(-1.0) + std::exp(-2.0));
  EXPECT_EQ(log_sum_exp_naive(NumberFormat::fp64, low), -infinity);
  EXPECT_EQ(log_sum_exp_naive(NumberFormat::fp64, high), infinity);
  EXPECT_NEAR(log_sum_exp_shifted(NumberFormat::fp64, low), -1000.0 + rest, 1e-12);
  EXPECT_NEAR(log_sum_exp_shifted(NumberFormat::fp64, high), 1000.0 + rest, 1e-12);
  for (const NumberFormat format : {NumberFormat::fp32, NumberFormat::bf16, NumberFormat::fp16}) {
    // The terms are whole and exact but in bf16, where they lie 4 apart; then half an ulp a step.
    const double ulp = 512.0 * facts(format).epsilon();
    const double exact = format == NumberFormat::bf16 ? std::log(3.0) - 1000.0 : rest - 1000.0;
    EXPECT_NEAR(log_sum_exp_shifted(format, low), exact, 1.5 * ulp);
    EXPECT_EQ(log_sum_exp_naive(format, low), -infinity);
    EXPECT_EQ(log_sum_exp_naive(format, high), infinity);
  }
  const double near[] = {-1.0, -2.0};
  EXPECT_NEAR(log_sum_exp_naive(NumberFormat::fp64, near),
              log_sum_exp_shifted(NumberFormat::fp64, near), 1e-15);
  EXPECT_EQ(log_sum_exp_shifted(NumberFormat::fp64, {}), -infinity);
  EXPECT_TRUE(std::isnan(log_sum_exp_naive(NumberFormat::fp8_e4m3, high)));
}

}  // namespace
}  // namespace initlab
