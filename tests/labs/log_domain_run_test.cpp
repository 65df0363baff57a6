#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "engine/thread_host.h"
#include "io/json_result.h"
#include "io/query.h"
#include "json.h"
#include "labs/log_domain/lab.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

log_domain::Report formats_of(const log_domain::Params& params) {
  Workspace workspace;
  return report(params, run(params, 0, workspace));
}

const log_domain::Format& row(const log_domain::Report& r, NumberFormat format) {
  return r.formats[static_cast<std::size_t>(format)];
}

TEST(LogDomainLab, AThousandHalves) {
  const log_domain::Report r = formats_of({});
  EXPECT_EQ(r.verdict, log_domain::Verdict::zero);
  EXPECT_EQ(r.headline.en,
            "The product reaches zero at factor 150 in fp32; its log is still \u2212693.15.");
  EXPECT_EQ(r.headline.ko, "fp32에서는 150번째 곱에서 0이 됩니다. 로그값은 여전히 −693.15입니다.");
  EXPECT_NEAR(r.log_sum, -1000 * std::numbers::ln2, 1e-12);
  EXPECT_NEAR(r.log10_product, -1000 * std::log10(2.0), 1e-12);
  ASSERT_EQ(r.formats.size(), static_cast<std::size_t>(number_format_count));
  for (const log_domain::Format& f : r.formats) {
    // Exact halves: prediction and measurement are the same number.
    if (f.run.zero_at > 0) {
      EXPECT_EQ(f.zero_predicted, static_cast<double>(f.run.zero_at)) << f.format;
      EXPECT_EQ(f.subnormal_predicted, static_cast<double>(f.run.subnormal_at)) << f.format;
    }
    EXPECT_EQ(f.zero_sd, 0.0);
  }
  // 0.01 2^-n <= 2^-24: n = 18 of fp32.
  EXPECT_EQ(row(r, NumberFormat::fp32).run.idle_at, 18u);
  EXPECT_EQ(row(r, NumberFormat::fp32).idle_predicted, 18.0);
  EXPECT_EQ(row(r, NumberFormat::fp64).run.zero_at, 0u);
  EXPECT_EQ(row(r, NumberFormat::bf16).run.log_sum, -256.0);
}

TEST(LogDomainLab, PredictionsHoldOverSeeds) {
  // Uniform factors: each format's step over 60 seeds against 1 + Poisson(depth). The product is
  // rounded at every factor, which moves the subnormal end of the way by a few steps.
  log_domain::Params params = log_domain::from_preset(log_domain::Preset::uniform);
  for (const NumberFormat format : {NumberFormat::fp32, NumberFormat::fp16}) {
    double mean = 0.0;
    double predicted = 0.0;
    double sd = 0.0;
    constexpr int seeds = 60;
    for (int seed = 1; seed <= seeds; ++seed) {
      params.seed = static_cast<std::uint64_t>(seed);
      const log_domain::Report r = formats_of(params);
      mean += static_cast<double>(row(r, format).run.zero_at) / seeds;
      predicted = row(r, format).zero_predicted;
      sd = row(r, format).zero_sd;
      EXPECT_NEAR(r.log_sum, r.log_predicted, 4.5 * r.log_predicted_sd);
    }
    EXPECT_NEAR(mean, predicted, 4.5 * sd / std::sqrt(seeds) + 2.0);
  }
}

TEST(LogDomainLab, VerdictsOfEveryKind) {
  log_domain::Params params = log_domain::from_preset(log_domain::Preset::confident);
  const log_domain::Report stuck = formats_of(params);
  EXPECT_EQ(stuck.verdict, log_domain::Verdict::stuck);
  EXPECT_NE(stuck.headline.en.find("never reaches zero"), std::string::npos) << stuck.headline.en;
  params.count = 10;
  EXPECT_EQ(formats_of(params).verdict, log_domain::Verdict::normal);
  params.p = 0.5;
  params.count = 130;
  EXPECT_EQ(formats_of(params).verdict, log_domain::Verdict::subnormal);
  for (const LabPreset& preset : lab_presets(params)) {
    const log_domain::Report r = formats_of(preset_of<log_domain::Lab>(preset.word).value());
    for (const Sentence* s : {&r.headline, &r.evidence}) {
      EXPECT_FALSE(s->empty()) << preset.word;
      EXPECT_EQ(s->en.find('{'), std::string::npos) << s->en;
      EXPECT_EQ(s->ko.find('{'), std::string::npos) << s->ko;
    }
    for (const Sentence& note : r.warnings) {
      EXPECT_EQ(note.en.find('{'), std::string::npos) << note.en;
      EXPECT_EQ(note.ko.find('{'), std::string::npos) << note.ko;
    }
  }
}

TEST(LogDomainLab, LogSumExpIsExactByTheGeometricSeries) {
  log_domain::Params params;
  for (const double offset : {-1000.0, 0.0, 700.0}) {
    for (const int terms : {1, 2, 5, 1000}) {
      params.offset = offset;
      params.terms = terms;
      const log_domain::Report r = formats_of(params);
      double sum = 0.0;
      for (int i = terms - 1; i >= 0; --i) sum += std::exp(-i);
      EXPECT_NEAR(r.lse_exact, offset + std::log(sum), 1e-12);
      EXPECT_NEAR(row(r, NumberFormat::fp64).run.shifted, r.lse_exact, 1e-12);
      EXPECT_NEAR(row(r, NumberFormat::fp32).shifted_error, 0.0, 1e-4);
      if (offset < -800.0) {
        EXPECT_TRUE(std::isinf(row(r, NumberFormat::fp64).run.naive));
      }
    }
  }
}

TEST(LogDomainLab, CurvesAgreeWithTheRuns) {
  log_domain::Params params = log_domain::from_preset(log_domain::Preset::uniform);
  params.count = 777;
  const log_domain::Report r = formats_of(params);
  EXPECT_EQ(r.steps.front(), 0.0);
  EXPECT_EQ(r.steps.back(), 777.0);
  EXPECT_LE(r.steps.size(), 252u);
  EXPECT_EQ(r.product.front(), 0.0);
  EXPECT_TRUE(std::isinf(r.product.back()));
  const double log_sum = row(r, NumberFormat::fp32).run.log_sum;
  EXPECT_NEAR(r.log_sums.back(), log_sum * std::numbers::log10e, 1e-9);
  EXPECT_NEAR(r.theory.back(), r.log_predicted * std::numbers::log10e, 1e-9);
  // Until it gets close to the end of the normal numbers the product follows its log.
  for (std::size_t i = 0; i < r.steps.size() && r.product[i] > -37.0; ++i) {
    EXPECT_NEAR(r.product[i], r.log_sums[i], 1e-4);
  }
}

TEST(LogDomainLab, LargestExperiment) {
  log_domain::Params params;
  params.count = log_domain::max_probabilities;
  params.terms = 1000;
  params.offset = 10000.0;
  params.p = 0.9999;
  const log_domain::Report r = formats_of(params);
  EXPECT_NEAR(r.log_sum, log_domain::max_probabilities * std::log(0.9999), 1e-9);
  EXPECT_LE(plan(params).memory_bytes, std::uint64_t{1} << 20);
}

TEST(LogDomainLab, OtherShapesAreRefused) {
  ExperimentOf<log_domain::Lab> experiment;
  Workspace workspace;
  const auto measured = computation_of(experiment).run(experiment, 0, {}, workspace);
  EXPECT_TRUE(computation_of(experiment).accepts(experiment, *measured));
  EXPECT_TRUE(computation_of(experiment)
                  .accepts(experiment, *computation_of(experiment).empty_measurement()));
  const auto merged = computation_of(experiment).empty_measurement();
  merged->merge(*measured);
  const Computation& computation = computation_of(experiment);
  EXPECT_FALSE(computation.text(*computation.report(experiment, *merged)).empty());
  experiment.params.count = 999;
  EXPECT_FALSE(computation_of(experiment).accepts(experiment, *measured));
  EXPECT_TRUE(run(experiment.params, 1, workspace).runs.empty());
}

TEST(LogDomainLab, JsonHoldsRowsAndCurves) {
  const State state = read_query("lab=log-domain&count=200");
  EXPECT_TRUE(state.notes.empty());
  const auto collector = run_experiment(*state.experiment);
  const nlohmann::json json =
      nlohmann::json::parse(result_json(collector->experiment(), *collector->report()));
  EXPECT_EQ(json["lab"], "log-domain");
  EXPECT_EQ(json["verdict"], "zero");
  EXPECT_EQ(json["formats"][1]["format"], "fp32");
  EXPECT_EQ(json["formats"][1]["zero_at"], 150);
  EXPECT_EQ(json["formats"][1]["lse_naive"], "-Infinity");
  EXPECT_EQ(json["product_log10"].back(), "-Infinity");
  EXPECT_EQ(json["steps"].size(), json["log_sum_log10"].size());
}

}  // namespace
}  // namespace initlab
