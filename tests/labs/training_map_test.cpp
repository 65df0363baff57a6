// The trainability map: plan, cells, theory beside them, verdict.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "io/frame.h"
#include "io/json_result.h"
#include "io/param_reader.h"
#include "json.h"
#include "labs/computation_adapter.h"
#include "labs/training/lab.h"
#include "labs/training/map.h"
#include "labs/training/verdict.h"
#include "labs/training_run.h"

namespace initlab::training {
namespace {

Params small_map() {
  Params p = from_preset(Preset::map);
  p.data = Data::moons;
  p.width = 8;
  p.batch = 20;
  p.steps = 4;
  return p;
}

Measurement whole_map(const Params& params) {
  Measurement merged;
  for (int job = 0; job < map_cell_count; ++job) merged.merge(run_job(params, job));
  return merged;
}

TEST(TrainingMap, HasAJobForEveryCellTheCornersFirst) {
  const Plan got = plan(small_map());
  EXPECT_EQ(got.jobs(), map_cell_count);
  EXPECT_FALSE(got.streams);
  EXPECT_EQ(got.rows, map_cell_count);
  std::set<std::pair<int, int>> seen;
  for (int job = 0; job < got.jobs(); ++job) {
    seen.insert({map_place(job).gain, map_place(job).depth});
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(map_cell_count));
  EXPECT_EQ(map_depths[map_place(1).depth], 48) << "the memory test looks at the first two jobs";
  EXPECT_EQ(plan(from_preset(Preset::map)).refusal, std::nullopt);
  Params wide;
  wide.map = Map::on;
  EXPECT_EQ(plan(wide).refusal, std::nullopt) << "the default width";
}

TEST(TrainingMap, RefusesWhatDoesNotFitAndSaysWhatDoes) {
  ExperimentOf<Lab> large;
  large.params = from_preset(Preset::map);
  large.params.width = most_width;
  const Plan refused = plan(large.params);
  ASSERT_TRUE(refused.refusal);
  std::vector<Note> notes;
  read_params(large,
              {{refused.refusal->remedy_key, refused.refusal->remedy_value, Pair::Fault::none}},
              notes);
  EXPECT_FALSE(plan(large.params).refusal);
}

TEST(TrainingMap, GainsStandAboutTheCriticalOne) {
  const std::vector<double> tanh = map_gains(from_preset(Preset::map));
  ASSERT_EQ(tanh.size(), static_cast<std::size_t>(map_gain_count));
  EXPECT_EQ(tanh[3], 0.95);
  EXPECT_EQ(tanh[4], 1.05);
  Params small = from_preset(Preset::small);  // std 0.01: critical at 10 for width 100
  EXPECT_EQ(map_gains(small)[4], 10.5);
  Params relu = from_preset(Preset::he_relu);
  EXPECT_EQ(map_gains(relu)[4], 1.05);
  EXPECT_NEAR(map_depth_scales(relu, {0.95})[0], -1 / std::log(0.95 * 0.95), 1e-9);
  EXPECT_TRUE(std::isnan(map_depth_scales(relu, {1.05})[0]));
  relu.init = Initializer::sparse;
  EXPECT_TRUE(std::isnan(map_depth_scales(relu, {0.95})[0]));
}

TEST(TrainingMap, TheoryIsOfThePlainNetwork) {
  Params params = from_preset(Preset::map);
  EXPECT_FALSE(std::isnan(map_depth_scales(params, {0.85})[0]));
  params.norm = Normalization::layer;
  EXPECT_TRUE(std::isnan(map_depth_scales(params, {0.85})[0]));
  params.norm = Normalization::none;
  params.residual = ResidualConnections::on;
  EXPECT_TRUE(std::isnan(map_depth_scales(params, {0.85})[0]));
}

TEST(TrainingMap, GuessingIsOfTheLoss) {
  Params params = small_map();
  params.loss = TrainingLoss::squared_error;
  EXPECT_NEAR(report(params, Measurement{}).guessing_loss, 0.25, 1e-15);
}

TEST(TrainingMap, ACellIsTheRunThatItOpens) {
  const Params params = small_map();
  const MapPlace place = map_place(5);
  const double gain = map_gains(params)[static_cast<std::size_t>(place.gain)];
  const Measurement cell = run_job(params, 5);
  ASSERT_EQ(cell.cells.size(), 1u);
  const Measurement alone = run_job(map_run(params, gain, map_depths[place.depth]));
  EXPECT_EQ(alone.training.evaluations.back().train_accuracy, cell.cells[0].train_accuracy);
  EXPECT_EQ(alone.training.evaluations.back().train_loss, cell.cells[0].train_loss);
}

TEST(TrainingMap, RowsAreInTheContractsShape) {
  ExperimentOf<Lab> experiment;
  experiment.params = small_map();
  const Measurement merged = whole_map(experiment.params);
  EXPECT_TRUE(accepts(experiment.params, merged));
  ReportOf<Report> boxed(report(experiment.params, merged));
  EXPECT_TRUE(boxed.value.complete);
  const auto json = nlohmann::json::parse(result_json(experiment, boxed), nullptr, false);
  ASSERT_EQ(json["rows"].size(), static_cast<std::size_t>(map_cell_count));
  for (const auto& row : json["rows"]) {
    EXPECT_TRUE(row["gain"].is_number());
    EXPECT_TRUE(row["depth"].is_number());
    EXPECT_GE(row["train_accuracy"].get<double>(), 0.0);
    EXPECT_LE(row["train_accuracy"].get<double>(), 1.0);
    EXPECT_TRUE(row["theory"]["depth_scale"].is_number()) << "tanh has one beside its gain 1";
  }
  EXPECT_EQ(json["rows"][0]["depth"], 3);
  EXPECT_FALSE(json["headline"]["ko"].get<std::string>().empty());
}

TEST(TrainingMap, AcceptsOnlyItsOwnCells) {
  const Params params = small_map();
  const Measurement good = run_job(params, 0);
  EXPECT_TRUE(accepts(params, good));
  Params off = params;
  off.map = Map::off;
  EXPECT_FALSE(accepts(off, good));
  Measurement bad = good;
  bad.cells[0].job = map_cell_count;
  EXPECT_FALSE(accepts(params, bad));
  bad = good;
  bad.cells[0].train_accuracy = 1.5;
  EXPECT_FALSE(accepts(params, bad));
  bad = good;
  bad.map_scales.pop_back();
  EXPECT_FALSE(accepts(params, bad));
}

/// Rows with the accuracies of one depth after the other, the deepest last.
Report judged(const std::vector<double>& accuracies, bool complete) {
  Report got;
  got.complete = complete;
  got.chance_accuracy = 0.1;
  got.map_gains = {0.8, 1.0, 1.4};
  got.map_depths = {3, 40};
  for (std::size_t i = 0; i < accuracies.size(); ++i) {
    MapRow row;
    row.gain = got.map_gains[i % 3];
    row.depth = i < 3 ? 3 : 40;
    row.train_accuracy = accuracies[i];
    got.rows.push_back(row);
  }
  judge_map(Params(), got);
  return got;
}

TEST(TrainingMap, SaysWhereTheBorderIs) {
  EXPECT_TRUE(judged({}, false).headline.empty());
  const Report border = judged({1, 1, 1, 0.1, 0.9, 0.8}, true);
  EXPECT_EQ(border.verdict, Verdict::partly);
  EXPECT_EQ(border.headline.en,
            "At depth 40 only gains 1 to 1.4 have learned; gain 0.8 is at chance.");
  EXPECT_EQ(judged({1, 1, 1, 0.1, 0.9}, false).headline.en,
            "At depth 40 only gain 1 has learned so far; gain 0.8 is at chance.");
  EXPECT_EQ(judged({1, 1, 1, 0.1, 0.9}, false).verdict, Verdict::running);
  EXPECT_EQ(judged({1, 1, 1, 0.9, 0.9, 0.3}, true).headline.en,
            "At depth 40 only gains 0.8 to 1 have learned; gain 1.4 gets 30 % right.");
  EXPECT_EQ(judged({1, 1, 1, 0.1, 0.1, 0.1}, true).headline.en,
            "Gains 0.8 to 1.4 have learned down to depth 3, and none deeper.");
  EXPECT_EQ(judged({1, 1, 1, 1, 1, 1}, true).verdict, Verdict::learned);
  EXPECT_EQ(judged({0.1, 0.1}, true).verdict, Verdict::guessing);
}

}  // namespace
}  // namespace initlab::training
