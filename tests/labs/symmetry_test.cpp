#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/thread_host.h"
#include "io/frame.h"
#include "io/json_result.h"
#include "io/query.h"
#include "io/tables.h"
#include "json.h"
#include "labs/adapter.h"
#include "labs/run_at_once.h"
#include "labs/symmetry/lab.h"

namespace initlab {
namespace {

symmetry::Report report_of_params(const symmetry::Params& params) {
  Workspace workspace;
  const symmetry::Measurement measured = run(params, 0, workspace);
  EXPECT_TRUE(accepts(params, measured));
  return report(params, measured);
}

symmetry::Report report_of_preset(symmetry::Preset preset) {
  return report_of_params(symmetry::from_preset(preset));
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(SymmetryPresets, ZeroMovesOnlyTheOutputBias) {
  const symmetry::Report report = report_of_preset(symmetry::Preset::zero);
  EXPECT_EQ(report.verdict, symmetry::Verdict::only_bias);
  for (const symmetry::Step& step : report.steps) {
    for (std::size_t i = 0; i + 1 < step.weights.size(); ++i) EXPECT_EQ(step.weights[i], 0.0);
    EXPECT_EQ(step.gradient.hidden_weights, 0.0);
    EXPECT_EQ(step.gradient.hidden_biases, 0.0);
    EXPECT_EQ(step.gradient.output_weights, 0.0);
  }
  EXPECT_GT(report.steps.back().moved.output_bias, 0.1);
  EXPECT_TRUE(contains(report.headline.en, "Only the output bias moves")) << report.headline.en;
  EXPECT_NEAR(report.steps.back().loss, report.constant_loss, 1e-6);
}

TEST(SymmetryPresets, ConstantActsAsOneUnit) {
  const symmetry::Report report = report_of_preset(symmetry::Preset::constant);
  EXPECT_EQ(report.verdict, symmetry::Verdict::tied);
  EXPECT_FALSE(report.broken_step);
  for (const symmetry::Step& step : report.steps) {
    EXPECT_EQ(step.distinct_units, 1u);
    EXPECT_EQ(step.bitwise_distinct, 1u);
    EXPECT_NEAR(step.mean_abs_cosine, 1.0, 1e-12);
    EXPECT_NEAR(step.effective_rank, 1.0, 1e-12);
  }
  EXPECT_EQ(report.headline.en, "8 hidden units act as 1: training cannot tell them apart.");
  EXPECT_TRUE(contains(report.evidence.en, "last bit in every step")) << report.evidence.en;
}

TEST(SymmetryPresets, NoiseBreaksIt) {
  const symmetry::Report report = report_of_preset(symmetry::Preset::constant_noise);
  EXPECT_EQ(report.verdict, symmetry::Verdict::broken);
  EXPECT_EQ(report.steps.front().distinct_units, 1u);
  EXPECT_EQ(report.steps.back().distinct_units, 8u);
  ASSERT_TRUE(report.broken_step);
  EXPECT_EQ(report.headline.en, "Noise broke the symmetry at step " +
                                    std::to_string(*report.broken_step) +
                                    ": 8 distinct units in the end.");
  EXPECT_LT(report.steps.back().loss, 0.3 * report.constant_loss);
}

TEST(SymmetryPresets, DropoutBreaksIt) {
  const symmetry::Report report = report_of_preset(symmetry::Preset::dropout);
  EXPECT_EQ(report.verdict, symmetry::Verdict::broken);
  EXPECT_EQ(report.steps.front().bitwise_distinct, 1u);
  EXPECT_EQ(report.steps.back().distinct_units, 8u);
  EXPECT_TRUE(contains(report.headline.en, "Dropout broke")) << report.headline.en;
  EXPECT_TRUE(contains(report.evidence.en, "first bit differs at step 1.")) << report.evidence.en;
}

TEST(SymmetryPresets, RandomWeightsStartDistinct) {
  for (const symmetry::Preset preset :
       {symmetry::Preset::normal, symmetry::Preset::xavier, symmetry::Preset::he}) {
    const symmetry::Report report = report_of_preset(preset);
    EXPECT_EQ(report.verdict, symmetry::Verdict::distinct);
    EXPECT_EQ(report.steps.front().distinct_units, 8u);
    EXPECT_LT(report.steps.back().loss, report.steps.front().loss);
  }
}

TEST(SymmetryVerdicts, ZeroWithDropoutStillMovesOnlyTheBias) {
  symmetry::Params params = symmetry::from_preset(symmetry::Preset::zero);
  params.dropout = 0.5;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::only_bias);
  EXPECT_EQ(report.warnings.size(), 1u);
}

TEST(SymmetryVerdicts, TheSigmoidOfZeroTiesTheUnitsInstead) {
  symmetry::Params params = symmetry::from_preset(symmetry::Preset::zero);
  params.act = TinyActivation::sigmoid;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::tied);
  EXPECT_GT(report.steps.back().moved.output_weights, 0.0);
  EXPECT_EQ(report.warnings.size(), 1u);
}

TEST(SymmetryVerdicts, FaintNoiseIsStillGrowing) {
  symmetry::Params params;
  params.epsilon = 1e-12;
  params.steps = 50;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::tied);
  EXPECT_EQ(report.steps.back().bitwise_distinct, 8u);
  EXPECT_EQ(report.warnings.size(), 1u);
}

TEST(SymmetryVerdicts, OneUnitHasNoSymmetry) {
  symmetry::Params params = symmetry::from_preset(symmetry::Preset::xavier);
  params.hidden = 1;
  params.steps = 10;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::single);
  EXPECT_TRUE(std::isnan(report.steps.back().mean_abs_cosine));
}

TEST(SymmetryVerdicts, DivergenceIsNamedAndStops) {
  symmetry::Params params = symmetry::from_preset(symmetry::Preset::he);
  params.task = ToyTaskKind::sine;
  params.act = TinyActivation::relu;
  params.rate = 3.0;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::diverged);
  ASSERT_TRUE(report.diverged_step);
  EXPECT_EQ(report.steps.back().step, *report.diverged_step);
  EXPECT_TRUE(contains(report.headline.en,
                       "diverged at step " + std::to_string(*report.diverged_step) + ":"));
  EXPECT_FALSE(contains(report.evidence.en, "NaN")) << "the last step with numbers is told";
}

// Its weights reach 1e82 and its loss 1e165 before anything overflows.
TEST(SymmetryVerdicts, DivergenceIsSeenBeforeOverflow) {
  symmetry::Params params;
  params.task = ToyTaskKind::sine;
  params.act = TinyActivation::tanh;
  params.init = TinyInit::he_normal;
  params.std = 2.0;
  params.dropout = 0.3;
  params.optimizer = OptimizerKind::momentum;
  params.rate = 0.05;
  params.hidden = 32;
  params.steps = 400;
  params.batch = 1;
  params.seed = 1962065949871028277u;
  const symmetry::Report report = report_of_params(params);
  EXPECT_EQ(report.verdict, symmetry::Verdict::diverged);
  ASSERT_TRUE(report.diverged_step);
  for (const symmetry::Step& step : report.steps) {
    EXPECT_TRUE(std::isfinite(step.gradient.hidden_weights)) << step.step;
    EXPECT_GT(step.gradient.output_weights, 0.0) << step.step;
  }
}

TEST(SymmetryReports, BestConstantLossByItsFormula) {
  // 40 and 24 of 64: the entropy of 5/8.
  EXPECT_NEAR(report_of_preset(symmetry::Preset::zero).constant_loss,
              std::log(8.0) - 0.625 * std::log(5.0) - 0.375 * std::log(3.0), 1e-14);
}

TEST(SymmetryReports, TheFieldIsTheOutputOnTheGrid) {
  symmetry::Params params = symmetry::from_preset(symmetry::Preset::xavier);
  params.steps = 3;
  const symmetry::Step last = report_of_params(params).steps.back();
  ASSERT_EQ(last.field.size(), 256u);
  // The first cell is the lower left one, of side 1/4: its centre is at -1.875.
  EXPECT_EQ(last.field[0], tiny_output(params.act, last.weights, -1.875, -1.875));
  EXPECT_EQ(last.field[15], tiny_output(params.act, last.weights, 1.875, -1.875));
}

TEST(SymmetryReports, StayBelowAMegabyteAndSurviveTheFrame) {
  ExperimentOf<symmetry::Lab> experiment;
  experiment.params.hidden = symmetry::max_hidden;
  experiment.params.steps = 200;
  Workspace workspace;
  const auto measured = computation_of(experiment).run(experiment, 0, {}, workspace);
  const auto bytes = write_measurement(experiment, 0, *measured);
  const auto read = read_measurement(experiment, 0, bytes);
  ASSERT_NE(read, nullptr);
  EXPECT_TRUE(computation_of(experiment).accepts(experiment, *read));
  EXPECT_EQ(write_measurement(experiment, 0, *read), bytes);

  const auto report = computation_of(experiment).report(experiment, *measured);
  const auto frame = write_report(experiment, *report);
  EXPECT_LT(frame.size(), 1'000'000u);
  const auto again = read_report(experiment, frame);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(result_json(experiment, *again), result_json(experiment, *report));
}

TEST(SymmetryReports, OtherShapesAreRefused) {
  symmetry::Params params;
  params.steps = 5;
  Workspace workspace;
  symmetry::Measurement measured = run(params, 0, workspace);
  EXPECT_TRUE(accepts(params, measured));
  measured.training.snapshots[1].weights.pop_back();
  EXPECT_FALSE(accepts(params, measured));
  EXPECT_TRUE(run(params, 1, workspace).training.snapshots.empty());
}

TEST(SymmetryReports, JsonAndTheTableTellTheStory) {
  const State state = read_query("lab=symmetry&preset=constant&steps=40&seed=5");
  EXPECT_TRUE(state.notes.empty());
  const auto collector = run_experiment(*state.experiment);
  const auto report = collector->report();
  const auto json = nlohmann::json::parse(result_json(*state.experiment, *report));
  EXPECT_EQ(json["lab"], "symmetry");
  EXPECT_EQ(json["verdict"], "tied");
  EXPECT_EQ(json["seed"], 5);
  ASSERT_EQ(json["steps"].size(), 41u);
  EXPECT_EQ(json["steps"][40]["step"], 40);
  EXPECT_EQ(json["steps"][40]["distinct_units"], 1);
  EXPECT_EQ(json["steps"][40]["weights"].size(), 33u);
  EXPECT_FALSE(json["steps"][40].contains("field")) << "internal";
  const std::string table = csv(*report);
  EXPECT_TRUE(contains(table, "twin_loss"));
  const std::string text = computation_of(*state.experiment).text(*report);
  EXPECT_TRUE(contains(text, "step 40 had loss"));
  EXPECT_TRUE(contains(text, "unit 8 had weights"));
}

TEST(SymmetryPlan, KnowsItsCostAndNeverRefuses) {
  symmetry::Params params;
  EXPECT_EQ(plan(params).weights, 33u);
  EXPECT_EQ(plan(params).jobs(), 1);
  params.hidden = symmetry::max_hidden;
  params.steps = symmetry::max_steps;
  const Plan work = plan(params);
  EXPECT_FALSE(work.refusal);
  EXPECT_LT(work.memory_bytes, 4u << 20);
  EXPECT_LT(work.multiply_adds, 1'000'000'000u);
}

TEST(SymmetryParams, APresetReplacesEverything) {
  const State state = read_query("lab=symmetry&preset=dropout&rate=1");
  const symmetry::Params& params = params_of<symmetry::Lab>(*state.experiment);
  EXPECT_EQ(params.init, TinyInit::constant);
  EXPECT_EQ(params.dropout, 0.2);
  EXPECT_EQ(params.rate, 1.0);
}

}  // namespace
}  // namespace initlab
