#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>

#include "core/numbers/scaled_number.h"
#include "core/reference.h"
#include "engine/thread_host.h"
#include "io/query.h"
#include "io/tables.h"
#include "labs/adapter.h"
#include "labs/matrix_product/lab.h"
#include "labs/matrix_product/words.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

matrix_product::Report reported(const matrix_product::Params& params) {
  Workspace workspace;
  matrix_product::Measurement all;
  for (int job = 0; job < plan(params).jobs(); ++job) all.merge(run(params, job, workspace));
  EXPECT_TRUE(accepts(params, all));
  return report(params, all);
}

const matrix_product::Format& format_of(const matrix_product::Report& report, NumberFormat format) {
  for (const matrix_product::Format& run : report.formats) {
    if (run.format == format) return run;
  }
  ADD_FAILURE() << "format is missing";
  return report.formats.front();
}

TEST(MatrixProductRun, TheNotesCaseExplodes) {
  const matrix_product::Report result = reported({});
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.factors, 101u);
  ASSERT_EQ(result.steps.size(), 102u);
  EXPECT_EQ(result.verdict, matrix_product::Verdict::explodes);
  EXPECT_EQ(result.steps.front().log10_norm, 0.0);
  EXPECT_EQ(result.steps.front().trials.size(), 8u);
  // Eight trials about a mean of 101 mu_1: 4 standard errors of their mean.
  double sum = 0.0;
  for (double log : result.steps.back().trials) sum += log / 8.0;
  const double sd = (result.steps.back().hi - result.steps.back().mean) / 2.0;
  EXPECT_NEAR(result.steps.back().mean, 101 * 0.5579657578 / std::log(10.0), 1e-8);
  EXPECT_NEAR(sd, std::sqrt(101 * 0.1612335167) / std::log(10.0), 1e-8);
  EXPECT_NEAR(sum, result.steps.back().mean, 4.0 * sd / std::sqrt(8.0));
  EXPECT_NEAR(result.mean_square_growth, std::log(2.0), 1e-12);
}

TEST(MatrixProductRun, FirstRowOfTheProductIsTheVector) {
  const matrix_product::Report result = reported({});
  ASSERT_EQ(result.product.size(), 16u);
  double square = 0.0;
  for (std::size_t j = 0; j < 4; ++j) square += result.product[j] * result.product[j];
  EXPECT_NEAR(0.5 * std::log10(square) + result.product_exponent, result.steps.back().log10_norm,
              1e-9);
  double largest = 0.0;
  for (double entry : result.product) largest = std::max(largest, std::abs(entry));
  EXPECT_GE(largest, 1.0 - 1e-12);
  EXPECT_LT(largest, 10.0);
}

TEST(MatrixProductRun, Float32HasTheSameProductWhereItIsFinite) {
  const matrix_product::Report result = reported({});
  EXPECT_EQ(format_of(result, NumberFormat::fp32).end, ProductEnd::finite);
  const double power = std::pow(10.0, result.product_exponent);
  for (std::size_t i = 0; i < 16; ++i) {
    // 101 roundings of float32 in each of its sums.
    EXPECT_NEAR(result.product_fp32[i] / power, result.product[i], 1e-4) << i;
  }
}

TEST(MatrixProductRun, Fp16OverflowsNearItsExpectedStep) {
  const matrix_product::Report result = reported({});
  const matrix_product::Format& fp16 = format_of(result, NumberFormat::fp16);
  EXPECT_EQ(fp16.end, ProductEnd::infinite);
  EXPECT_EQ(fp16.expected, 20.0);
  // At that step the log of the norm has sd sqrt(20 * 0.161) = 1.8, that is 3.2 steps: 4 sd.
  EXPECT_NEAR(static_cast<double>(fp16.step), 20.0, 13.0);
  // The scaled product says the same: the row with the overflow is about 65504.
  EXPECT_NEAR(result.steps[static_cast<std::size_t>(fp16.step)].log10_norm, 4.8, 1.5);
  EXPECT_EQ(format_of(result, NumberFormat::bf16).expected, 159.0);
  EXPECT_EQ(format_of(result, NumberFormat::fp64).expected, 1272.0);
  EXPECT_EQ(format_of(result, NumberFormat::fp64).step, 0u);
}

TEST(MatrixProductRun, ALongProductOverflowsFp64AndStaysKnown) {
  matrix_product::Params params;
  params.std = 3.0;
  params.count = 500;
  params.trials = 2;
  const matrix_product::Report result = reported(params);
  EXPECT_EQ(format_of(result, NumberFormat::fp64).end, ProductEnd::infinite);
  EXPECT_TRUE(std::isfinite(result.steps.back().log10_norm));
  EXPECT_GT(result.steps.back().log10_norm, 308.0);
  EXPECT_FALSE(std::isfinite(result.product_fp32[0]));
  EXPECT_NE(result.headline.en.find("explodes"), std::string::npos);
}

TEST(MatrixProductRun, SmallFactorsUnderflow) {
  matrix_product::Params params = matrix_product::from_preset(matrix_product::Preset::small);
  params.count = 1000;
  const matrix_product::Report result = reported(params);
  EXPECT_EQ(result.verdict, matrix_product::Verdict::vanishes);
  std::uint64_t before = 0;
  // In the order fp16, bf16, fp32: each reaches further down than the one before.
  for (const NumberFormat format : {NumberFormat::fp16, NumberFormat::bf16, NumberFormat::fp32}) {
    const matrix_product::Format& run = format_of(result, format);
    EXPECT_EQ(run.end, ProductEnd::zero);
    EXPECT_GT(run.step, before);
    before = run.step;
  }
}

TEST(MatrixProductRun, SingularValuesCollapse) {
  const matrix_product::Report result = reported({});
  ASSERT_EQ(result.singular.front().log10, std::vector<double>(4, 0.0));
  const matrix_product::SingularRow& last = result.singular.back();
  EXPECT_EQ(last.step, 101u);
  EXPECT_GT(last.log10[0] - last.log10[1], 4.0);
  EXPECT_GT(last.log10[0] - last.log10[3], 30.0);
  // The largest bounds the row's norm, and all four multiply to the determinant, as the exponents
  // do.
  EXPECT_GE(last.log10[0], result.steps.back().log10_norm - 1e-9);
  ASSERT_EQ(result.exponents.size(), 4u);
  for (const matrix_product::Exponent& exponent : result.exponents) {
    EXPECT_LT(std::abs(exponent.z), 4.5) << exponent.k;
  }
}

TEST(MatrixProductRun, OrthogonalFactorsKeepEverything) {
  const matrix_product::Report result =
      reported(matrix_product::from_preset(matrix_product::Preset::orthogonal));
  EXPECT_EQ(result.verdict, matrix_product::Verdict::keeps);
  for (const matrix_product::Step& step : result.steps) EXPECT_NEAR(step.log10_norm, 0.0, 1e-4);
  for (double log : result.singular.back().log10) EXPECT_NEAR(log, 0.0, 1e-4);
  EXPECT_EQ(result.outside, 0.0);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(std::hypot(result.eigen_re[i], result.eigen_im[i]), 1.0, 1e-5);
  }
  EXPECT_EQ(format_of(result, NumberFormat::fp16).end, ProductEnd::finite);
}

TEST(MatrixProductRun, KeepingTheMeanSquareLosesTheTypicalNorm) {
  const matrix_product::Report result =
      reported(matrix_product::from_preset(matrix_product::Preset::scaled));
  EXPECT_TRUE(result.mean_mode);
  EXPECT_NEAR(result.steps.back().rms_theory, 0.0, 1e-9);
  EXPECT_LT(result.steps.back().mean, -5.0);
  EXPECT_EQ(result.verdict, matrix_product::Verdict::vanishes);
  EXPECT_NE(result.headline.en.find("mean square is kept"), std::string::npos);
  ASSERT_TRUE(result.std_mark);
  EXPECT_EQ(result.std_mark->std, 1.0);
  // The rms over trials is at least each norm / sqrt(trials), and at most the largest.
  const matrix_product::Step& last = result.steps.back();
  const double top = *std::max_element(last.trials.begin(), last.trials.end());
  EXPECT_LE(last.rms, top + 1e-12);
  EXPECT_GE(last.rms, top - 0.5 * std::log10(8.0) - 1e-12);
}

TEST(MatrixProductRun, TheCriticalStdKeepsATypicalNorm) {
  const matrix_product::Report result =
      reported(matrix_product::from_preset(matrix_product::Preset::critical));
  EXPECT_EQ(result.verdict, matrix_product::Verdict::keeps);
  ASSERT_TRUE(result.std_mark);
  EXPECT_NEAR(result.std_mark->std,
              matrix_product::from_preset(matrix_product::Preset::critical).std, 1e-9);
  EXPECT_EQ(result.std_mark->label.en, "0.572 keeps a typical norm");
  EXPECT_NEAR(result.growth, 0.0, 1e-9);
}

// What is typical is known exactly: a wide scatter of the trials is no reason to say "keeps".
TEST(MatrixProductRun, KeepsOnlyWhereTheExactTheorySaysSo) {
  matrix_product::Params params;
  params.size = 1;
  params.std = 1.85;
  params.count = 1000;
  params.trials = 1;
  params.seed = 7;
  matrix_product::Report result = reported(params);
  // t (log s + (log 2 + psi(1/2)) / 2), psi(1/2) = -1.9635100260214235.
  const double nats = 1001 * (std::log(1.85) + 0.5 * (std::log(2.0) - 1.9635100260214235));
  EXPECT_NEAR(result.steps.back().mean, nats / std::log(10.0), 1e-9);
  EXPECT_NEAR(result.steps.back().mean, -8.7, 0.1);
  EXPECT_NEAR(result.steps.back().log10_norm, -20.1, 0.1);
  EXPECT_EQ(result.verdict, matrix_product::Verdict::vanishes);
  params.size = 2;
  params.std = 0.93;
  params.trials = 16;
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    params.seed = seed;
    EXPECT_EQ(reported(params).verdict, matrix_product::Verdict::vanishes) << seed;
  }
}

// What the page says of uniform entries: their exponents approach those of Gaussian ones.
TEST(MatrixProductRun, UniformExponentsApproachGaussianOnesAsNGrows) {
  matrix_product::Params params;
  params.entries = FactorEntries::uniform;
  params.count = 1000;
  params.trials = 16;
  double before = 1.0;
  for (const int size : {1, 3, 9}) {
    params.size = size;
    const matrix_product::Report result = reported(params);
    const double deviation = std::abs(result.exponents[0].measured - result.exponents[0].predicted);
    EXPECT_LT(deviation, 0.5 * before) << size;
    before = deviation;
    // N = 1 by hand: E ln |U(-sqrt 3, sqrt 3)| = ln sqrt 3 - 1 = -.4507, the Gaussian's -.6352; the
    // standard error of 16000 terms of variance 1 is .008.
    if (size == 1) {
      EXPECT_NEAR(result.exponents[0].measured, std::log(std::sqrt(3.0)) - 1.0, 0.03);
    }
  }
}

TEST(MatrixProductRun, UniformEntriesHaveNoBandAndSaySo) {
  matrix_product::Params params;
  params.entries = FactorEntries::uniform;
  const matrix_product::Report result = reported(params);
  EXPECT_FALSE(result.exact);
  EXPECT_TRUE(std::isnan(result.steps.back().hi));
  EXPECT_TRUE(std::isnan(result.exponents[0].sd));
  EXPECT_EQ(result.warnings.size(), 1u);
  EXPECT_FALSE(result.std_mark);
}

TEST(MatrixProductRun, TrialsAndCountsDoNotChangeTheFirstProduct) {
  matrix_product::Params params;
  const matrix_product::Report long_one = reported(params);
  params.count = 30;
  params.trials = 1;
  const matrix_product::Report short_one = reported(params);
  EXPECT_EQ(long_one.first, short_one.first);
  for (std::size_t t = 0; t < short_one.steps.size(); ++t) {
    EXPECT_EQ(long_one.steps[t].log10_norm, short_one.steps[t].log10_norm);
  }
}

TEST(MatrixProductRun, EveryExtremeIsBoundedAndFinite) {
  for (const int size : {1, 2, 64}) {
    for (const double std : {0.01, 100.0}) {
      matrix_product::Params params;
      params.size = size;
      params.std = std;
      params.count = size == 64 ? 3 : 200;
      params.trials = 2;
      const matrix_product::Report result = reported(params);
      EXPECT_FALSE(result.headline.ko.empty());
      EXPECT_TRUE(std::isfinite(result.steps.back().log10_norm)) << size << ' ' << std;
      EXPECT_EQ(result.formats.size(), 4u);
    }
  }
  matrix_product::Params largest;
  largest.size = matrix_product::max_size;
  largest.count = matrix_product::max_count;
  largest.trials = matrix_product::max_trials;
  const Plan work = plan(largest);
  EXPECT_FALSE(work.refusal);
  EXPECT_LT(work.multiply_adds, 5'000'000'000u);
  EXPECT_LT(work.memory_bytes, std::uint64_t{16} << 20);
}

TEST(MatrixProductRun, TheLabIsThatOfTheRegistry) {
  ExperimentOf<matrix_product::Lab> experiment;
  EXPECT_EQ(experiment.lab(), "matrix-product");
  EXPECT_EQ(experiment.preset(), "notes");
  EXPECT_EQ(write_query(experiment), "lab=matrix-product");
}

TEST(MatrixProductRun, AJobOutsideThePlanMeasuresNothing) {
  Workspace workspace;
  EXPECT_TRUE(run(matrix_product::Params{}, -1, workspace).trials.empty());
  EXPECT_TRUE(run(matrix_product::Params{}, 8, workspace).trials.empty());
}

TEST(MatrixProductRun, OtherShapesAreNotAccepted) {
  Workspace workspace;
  const matrix_product::Params params;
  const matrix_product::Measurement measured = run(params, 0, workspace);
  matrix_product::Params other = params;
  other.count = 99;
  EXPECT_TRUE(accepts(params, measured));
  EXPECT_FALSE(accepts(other, measured));
  other = params;
  other.size = 5;
  EXPECT_FALSE(accepts(other, measured));
  matrix_product::Measurement damaged = measured;
  damaged.eigen_im.pop_back();
  EXPECT_FALSE(accepts(params, damaged));
}

TEST(MatrixProductTable, HasARowAStep) {
  const State state = read_query("lab=matrix-product&count=9&trials=2");
  const auto report = run_experiment(*state.experiment)->report();
  const std::string text = csv(*report);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 12);
  EXPECT_TRUE(text.starts_with("step,log10_norm,mean,lo,hi,rms,rms_theory,trials.0,trials.1\n"));
}

TEST(MatrixProductWords, SizesAndNumbers) {
  EXPECT_EQ(matrix_product::power_text(26), "10²⁶");
  EXPECT_EQ(matrix_product::power_text(-304), "10⁻³⁰⁴");
  EXPECT_EQ(matrix_product::size_text(26.2), "10²⁶");
  EXPECT_EQ(matrix_product::size_text(-std::numeric_limits<double>::infinity()), "0");
  EXPECT_EQ(matrix_product::size_text(0.0), "1");
  EXPECT_EQ(matrix_product::number_text(7.0591, 25.0), "7.0591e+25");
  EXPECT_EQ(matrix_product::number_text(-0.0123, 300.0), "-1.2300e+298");
  EXPECT_EQ(matrix_product::number_text(9.99999, 9.0), "1.0000e+10");
  EXPECT_EQ(matrix_product::number_text(-9.99999, -1.0), "-1.0000e+00");
  EXPECT_EQ(matrix_product::number_text(0.0, 30.0), "0.0000e+00");
}

matrix_product::Report printed(const nlohmann::json& first, const nlohmann::json& product) {
  matrix_product::Report report;
  report.size = 4;
  report.factors = 101;
  for (const auto& row : first) {
    for (const auto& entry : row) report.first.push_back(entry.get<double>());
  }
  for (const auto& row : product) {
    for (const auto& entry : row) report.product_fp32.push_back(entry.get<double>());
  }
  return report;
}

/// The notes' own printout, letter by letter (PyTorch's), from the notes' own numbers.
TEST(MatrixProductNotesText, PrintsTheMatricesAsTheNotesDo) {
  const auto reference = test::read_reference("matrix_product.json");
  const matrix_product::Report report =
      printed(reference["notes_single_matrix"], reference["notes_product_after_100"]);
  EXPECT_EQ(notes_text(report),
            "a single matrix\n"
            " tensor([[ 2.3130,  0.4845,  2.4217,  1.5831],\n"
            "        [ 1.0648,  0.5190,  1.5449,  0.9124],\n"
            "        [ 1.4851,  0.5607,  1.2543,  2.3616],\n"
            "        [-0.4565, -0.2609,  2.2370,  0.5013]])\n"
            "after multiplying 100 matrices\n"
            " tensor([[ 4.2615e+25, -1.7832e+25,  3.8954e+25, -2.8061e+25],\n"
            "        [ 1.1544e+25, -4.8303e+24,  1.0552e+25, -7.6013e+24],\n"
            "        [ 4.5788e+25, -1.9160e+25,  4.1855e+25, -3.0151e+25],\n"
            "        [-2.1569e+25,  9.0252e+24, -1.9716e+25,  1.4203e+25]])\n");
}

TEST(MatrixProductNotesText, LargeAndNonFiniteMatrices) {
  matrix_product::Params params;
  params.size = 40;
  params.count = 2;
  params.trials = 1;
  std::istringstream lines(notes_text(reported(params)));
  std::string line;
  int gaps = 0;
  while (std::getline(lines, line)) {
    EXPECT_LE(line.size(), 81u);
    if (line.find("...") != std::string::npos) ++gaps;
  }
  EXPECT_EQ(gaps, 2 * 7);  // six rows with a gap and one row of it, twice
  matrix_product::Report report;
  report.size = 1;
  report.factors = 2;
  report.first = {1.0};
  report.product_fp32 = {-INFINITY};
  EXPECT_NE(notes_text(report).find("tensor([[-inf]])"), std::string::npos);
  EXPECT_FALSE(notes_text(matrix_product::Report{}).empty());
}

TEST(MatrixProductEvidence, NamesTheFormats) {
  const matrix_product::Report result = reported({});
  EXPECT_TRUE(result.evidence.en.starts_with(
      "Each factor multiplies a typical norm by e^0.558 = 1.75. fp16 overflowed at step "));
  EXPECT_TRUE(
      result.evidence.en.ends_with("; bf16 and fp32 would overflow at step 159, fp64 at 1272."))
      << result.evidence.en;
}

}  // namespace
}  // namespace initlab
