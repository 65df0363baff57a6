#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/random/normal.h"
#include "core/theory/derivative_chain.h"
#include "engine/thread_host.h"
#include "io/json_result.h"
#include "io/query.h"
#include "json.h"
#include "labs/activation/lab.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

activation::Report computed(const activation::Params& params) {
  Workspace workspace;
  return report(params, run(params, 0, workspace));
}

TEST(ActivationLab, DefaultsAreTheFigureOfTheNotes) {
  const activation::Report r = computed({});
  ASSERT_EQ(r.z.size(), 161u);
  EXPECT_EQ(r.z.front(), -8.0);
  EXPECT_NEAR(r.z.back(), 8.0, 1e-12);
  ASSERT_EQ(r.curves.size(), 1u);
  for (std::size_t i = 0; i < r.z.size(); ++i) {
    const double s = 1.0 / (1.0 + std::exp(-r.z[i]));
    EXPECT_NEAR(r.curves[0].phi[i], s, 1e-15);
    EXPECT_NEAR(r.curves[0].derivative[i], s * (1.0 - s), 1e-15);
  }
  const activation::Facts& facts = r.activations.front();
  EXPECT_NEAR(facts.peak, 0.25, 1e-15);
  EXPECT_NEAR(facts.bound, 20 * std::log10(0.25), 1e-12);
  // s (1 - s) = 0.1 at s = (1 + sqrt 0.6) / 2.
  const double s = 0.5 * (1.0 + std::sqrt(0.6));
  EXPECT_NEAR(facts.zone_hi, std::log(s / (1.0 - s)), 1e-9);
  EXPECT_NEAR(facts.share_outside, std::erfc(facts.zone_hi / std::numbers::sqrt2), 1e-12);
  EXPECT_EQ(r.verdict, activation::Verdict::vanishes);
  EXPECT_EQ(r.headline.en, "3.9 % of inputs fall where Sigmoid's derivative is below 0.1.");
  EXPECT_TRUE(r.evidence.en.starts_with(
      "A chain of 20 such factors is at most 0.25^20 = 9.1\u00A0×\u00A010⁻¹³, typically "))
      << r.evidence.en;
  EXPECT_TRUE(r.complete);
  // No chain is above the bound, so neither is the band.
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_LE(r.curves[0].typical_hi[i], r.curves[0].bound[i]);
    EXPECT_LT(r.curves[0].typical_lo[i], r.curves[0].typical[i]);
  }
}

/// Every measured number within its own sampling error of theory, for every function.
TEST(ActivationLab, MeasurementAgreesWithTheory) {
  for (int kind = 0; kind < activation_count; ++kind) {
    SCOPED_TRACE(kind);
    activation::Params params;
    params.act = static_cast<Activation>(kind);
    params.slope = make_activation(params.act).slope;
    params.depth = 8;
    params.chains = 4000;
    params.std = 1.3;
    Workspace workspace;
    const activation::Measurement measured = run(params, 0, workspace);
    const activation::Report r = report(params, measured);
    const activation::Facts& facts = r.activations.front();
    if (std::isfinite(facts.share_z)) {
      EXPECT_LT(std::fabs(facts.share_z), 4.0);
    } else {
      EXPECT_EQ(facts.share_measured, facts.share_outside);
    }
    const FactorMoments m = factor_moments({params.act, params.slope}, params.std * params.std);
    for (int l : {1, 8}) {
      const auto i = static_cast<std::size_t>(l - 1);
      const activation::ChainSample& sample = measured.samples.front();
      // 4.5 standard errors; the 1e-9 is for functions without spread.
      if (m.zero_share == 0.0) {
        const double sd = std::sqrt(l * m.log_variance / params.chains);
        EXPECT_NEAR(sample.mean_log[i], l * m.mean_log, 4.5 * sd + 1e-9) << l;
      } else {
        const double alive = std::pow(1.0 - m.zero_share, l);
        const double share = static_cast<double>(sample.zero[i]) / params.chains;
        EXPECT_NEAR(share, 1.0 - alive, 4.5 * std::sqrt(alive * (1.0 - alive) / params.chains));
      }
      const double relative =
          (std::pow(m.mean_fourth / (m.mean_square * m.mean_square), l) - 1.0) / params.chains;
      if (relative > 0.01) continue;  // rare chains: no test of the mean
      EXPECT_NEAR(std::exp(2.0 * (sample.rms_log[i] - 0.5 * l * std::log(m.mean_square))), 1.0,
                  4.5 * std::sqrt(std::fmax(relative, 0.0)) + 1e-9)
          << l;
    }
  }
}

TEST(ActivationLab, TheFirstFactorIsWhatTheStreamGives) {
  activation::Params params;
  params.chains = 101;
  params.depth = 1;
  params.act = Activation::tanh;
  Workspace workspace;
  const activation::ChainSample sample = run(params, 0, workspace).samples.front();
  std::vector<float> z(101);
  fill_normal({params.seed, Purpose::input, 1}, 0, z);
  std::vector<double> slopes;
  double square = 0.0;
  for (const float u : z) {
    slopes.push_back(derivative({Activation::tanh, 0}, u));
    square += slopes.back() * slopes.back() / 101;
  }
  std::sort(slopes.begin(), slopes.end());
  EXPECT_NEAR(std::exp(sample.median_log[0]), slopes[50], 1e-12);
  EXPECT_NEAR(std::exp(2.0 * sample.rms_log[0]), square, 1e-12);
}

TEST(ActivationLab, ReluIsZeroMoreOftenThanNot) {
  const activation::Report r = computed(activation::from_preset(activation::Preset::relu));
  const activation::Facts& facts = r.activations.front();
  EXPECT_EQ(facts.share_outside, 0.5);
  EXPECT_EQ(facts.zero_share, 0.5);
  EXPECT_TRUE(std::isinf(facts.typical));
  EXPECT_TRUE(std::isinf(facts.median));
  EXPECT_NEAR(facts.rms, 10 * std::log10(0.5), 1e-12);
  EXPECT_TRUE(r.curves.front().typical_lo.empty());
  EXPECT_NE(r.evidence.en.find("exactly 0"), std::string::npos) << r.evidence.en;
  EXPECT_EQ(r.warnings.size(), 2u);  // weights, and rare chains
  EXPECT_NE(r.warnings[0].en.find("1.41"), std::string::npos) << r.warnings[0].en;
}

TEST(ActivationLab, VerdictsByTheirLimits) {
  activation::Params params = activation::from_preset(activation::Preset::tanh);
  EXPECT_EQ(computed(params).verdict, activation::Verdict::live);
  params.std = 2.0;
  EXPECT_EQ(computed(params).verdict, activation::Verdict::partly);
  params.std = 10.0;
  EXPECT_EQ(computed(params).verdict, activation::Verdict::saturated);
  params.threshold = 1.0;  // no derivative of a sigmoid reaches it
  params.act = Activation::sigmoid;
  params.depth = 2;
  const activation::Report none = computed(params);
  EXPECT_EQ(none.activations.front().share_outside, 1.0);
  EXPECT_TRUE(std::isnan(none.activations.front().zone_lo));
  EXPECT_TRUE(none.curves.front().zone_lo.empty());
}

TEST(ActivationLab, ComparedFunctionsShareTheirInputs) {
  activation::Params params = activation::from_preset(activation::Preset::compare);
  params.with.insert(params.with.begin(), Activation::sigmoid);  // there already
  const activation::Report r = computed(params);
  ASSERT_EQ(r.activations.size(), 3u);
  EXPECT_EQ(r.activations[1].act, static_cast<int>(Activation::tanh));
  EXPECT_EQ(r.activations[2].act, static_cast<int>(Activation::relu));
  activation::Params alone = activation::from_preset(activation::Preset::tanh);
  EXPECT_EQ(computed(alone).activations[0].median, r.activations[1].median);
}

// Half of the chains are 0 to the last one: NumPy's median is (-inf + 0) / 2 = -inf.
TEST(ActivationLab, MediansOfInfinitiesAreNotNaN) {
  activation::Params params;
  params.act = Activation::relu;
  params.depth = 1;
  params.chains = 100;
  for (const std::uint64_t seed : {6u, 11u, 18u, 33u, 92u, 93u}) {
    params.seed = seed;
    const activation::Report r = computed(params);
    EXPECT_EQ(r.activations[0].median, -std::numeric_limits<double>::infinity()) << seed;
    EXPECT_EQ(r.curves[0].zero[0], 0.5) << seed;
  }
}

TEST(ActivationLab, SoftplusIsBoundedByOne) {
  activation::Params params;
  params.act = Activation::softplus;
  params.depth = 20;
  params.chains = 100;
  const activation::Report r = computed(params);
  EXPECT_EQ(r.activations[0].peak, 1.0);
  EXPECT_EQ(r.activations[0].bound, 0.0);
  EXPECT_NE(r.evidence.en.find("at most 1^20 = 1,"), std::string::npos) << r.evidence.en;
}

TEST(ActivationLab, AZeroThatNeverHappensIsNotTypical) {
  activation::Params params;
  params.act = Activation::hard_tanh;
  params.std = 0.05;  // P(|z| > 1) = 5.5e-89
  params.chains = 1000;
  const activation::Report r = computed(params);
  EXPECT_NEAR(r.activations[0].zero_share / 5.5e-89, 1.0, 0.02);
  EXPECT_EQ(r.activations[0].typical, 0.0);
  EXPECT_EQ(r.activations[0].typical_factor, 1.0);
  EXPECT_EQ(r.activations[0].median, 0.0);
  EXPECT_EQ(r.evidence.en.find("exactly 0"), std::string::npos) << r.evidence.en;
  params.std = 2.0;  // most chains of 20 are dead: 1 - .38^20
  EXPECT_TRUE(std::isinf(computed(params).activations[0].typical));
}

TEST(ActivationLab, AllFunctionsAtOnce) {
  activation::Params params;
  params.depth = 6;
  params.chains = 500;
  const Plan alone = plan(params);
  for (int kind = 0; kind < activation_count; ++kind) {
    params.with.push_back(static_cast<Activation>(kind));
  }
  const Plan all = plan(params);
  EXPECT_EQ(all.multiply_adds, 17 * alone.multiply_adds) << "the sigmoid counts once";
  EXPECT_GT(all.memory_bytes, alone.memory_bytes + 16 * 500 * sizeof(double));
  const activation::Report r = computed(params);
  ASSERT_EQ(r.activations.size(), 17u);
  ASSERT_EQ(r.curves.size(), 17u);
  EXPECT_EQ(r.activations[0].act, static_cast<int>(Activation::sigmoid));
  EXPECT_EQ(r.activations[1].act, static_cast<int>(Activation::identity));
  for (std::size_t f = 0; f < 17; ++f) {
    SCOPED_TRACE(f);
    const activation::Facts& facts = r.activations[f];
    EXPECT_TRUE(std::isfinite(facts.peak) && facts.peak > 0.0);
    EXPECT_TRUE(std::isfinite(facts.bound));
    EXPECT_TRUE(std::isfinite(facts.rms));
    EXPECT_LE(facts.share_outside, 1.0);
    // Half of the chains dead are the one reason for a typical product of 0.
    EXPECT_EQ(std::isinf(facts.typical), std::pow(1.0 - facts.zero_share, 6) <= 0.5)
        << facts.typical;
    for (const double value : r.curves[f].phi) EXPECT_TRUE(std::isfinite(value));
    for (const double value : r.curves[f].derivative) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(ActivationLab, ExtremeParametersStayFiniteInTimeAndSense) {
  for (int kind = 0; kind < activation_count; ++kind) {
    SCOPED_TRACE(kind);
    for (const double std : {0.05, 20.0}) {
      activation::Params params;
      params.act = static_cast<Activation>(kind);
      params.slope = 0.0;
      params.std = std;
      params.threshold = 1e-6;
      params.depth = activation::max_chain_depth;
      params.chains = 100;
      const activation::Report r = computed(params);
      const activation::Facts& facts = r.activations.front();
      EXPECT_GE(facts.share_outside, 0.0);
      EXPECT_LE(facts.share_outside, 1.0);
      EXPECT_FALSE(std::isnan(facts.typical));
      EXPECT_FALSE(std::isnan(facts.rms));
      EXPECT_FALSE(std::isnan(facts.median));
      EXPECT_GE(facts.bound + 1e-9, facts.typical);
      EXPECT_GE(facts.bound + 1e-9, facts.rms);
    }
  }
}

TEST(ActivationLab, GridIsBounded) {
  const State state = read_query("lab=activation&lo=-100&hi=100&step=0.001");
  const auto& params = params_of<activation::Lab>(*state.experiment);
  EXPECT_EQ(activation_grid(params).size(), static_cast<std::size_t>(activation::max_grid_points));
  const State crossed = read_query("lab=activation&lo=100&hi=-100");
  const auto& narrow = params_of<activation::Lab>(*crossed.experiment);
  EXPECT_LT(narrow.lo, narrow.hi);
  EXPECT_GE(activation_grid(narrow).size(), 2u);
}

TEST(ActivationLab, TheExperimentTakesItsOwnMeasurement) {
  ExperimentOf<activation::Lab> experiment;
  experiment.params.chains = 100;
  Workspace workspace;
  const auto measured = computation_of(experiment).run(experiment, 0, {}, workspace);
  const auto empty = computation_of(experiment).empty_measurement();
  EXPECT_TRUE(computation_of(experiment).accepts(experiment, *measured));
  EXPECT_TRUE(computation_of(experiment).accepts(experiment, *empty));
  empty->merge(*measured);
  EXPECT_TRUE(computation_of(experiment).accepts(experiment, *empty));
  const Computation& computation = computation_of(experiment);
  EXPECT_FALSE(computation.text(*computation.report(experiment, *empty)).empty());
}

TEST(ActivationLab, OtherShapesAreRefused) {
  activation::Params params;
  params.chains = 100;
  params.depth = 3;
  Workspace workspace;
  const activation::Measurement measured = run(params, 0, workspace);
  EXPECT_TRUE(accepts(params, measured));
  EXPECT_TRUE(accepts(params, {}));
  activation::Params deeper = params;
  deeper.depth = 4;
  EXPECT_FALSE(accepts(deeper, measured));
  activation::Params wider = params;
  wider.with = {Activation::tanh};
  EXPECT_FALSE(accepts(wider, measured));
  activation::Params more = params;
  more.chains = 101;
  EXPECT_FALSE(accepts(more, measured));
  EXPECT_TRUE(run(params, 1, workspace).samples.empty());
}

TEST(ActivationLab, JsonHoldsCurvesAndFacts) {
  const State state = read_query("lab=activation&preset=compare&depth=4&chains=200&step=1");
  const auto collector = run_experiment(*state.experiment);
  const nlohmann::json json =
      nlohmann::json::parse(result_json(collector->experiment(), *collector->report()));
  EXPECT_EQ(json["lab"], "activation");
  EXPECT_EQ(json["verdict"], "live");
  ASSERT_EQ(json["activations"].size(), 3u);
  EXPECT_EQ(json["activations"][2]["act"], "relu");
  EXPECT_EQ(json["activations"][2]["typical_log10"], "-Infinity");
  EXPECT_EQ(json["z"].size(), 17u);
  EXPECT_EQ(json["curves"][0]["phi"].size(), 17u);
  EXPECT_EQ(json["curves"][0]["median_log10"].size(), 4u);
}

}  // namespace
}  // namespace initlab
