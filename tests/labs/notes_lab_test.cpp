// "Check against the notes": the tables against their reference, the place of a rounded number,
// merging, verdicts, and the five experiments once at full size, which is most of the file's time.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/reference.h"
#include "engine/collector.h"
#include "io/frame.h"
#include "io/json_result.h"
#include "io/tables.h"
#include "labs/forward/run.h"
#include "labs/network/band_place.h"
#include "labs/notes/lab.h"
#include "labs/notes/verdict.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

TEST(NotesTables, AreTheReferences) {
  const auto reference = test::read_reference("notes_tables.json")["experiments"];
  ASSERT_EQ(reference.size(), notes::experiment_count);
  for (std::size_t i = 0; i < notes::experiment_count; ++i) {
    const auto& expected = reference[i];
    ASSERT_EQ(expected["preset"].get<std::string>(), network_presets()[i].word);
    const notes::Table& table = notes::table_of(static_cast<NetworkPreset>(i));
    EXPECT_EQ(table[0].mean, expected["input"]["mean"].get<double>());
    EXPECT_EQ(table[0].std, expected["input"]["std"].get<double>());
    ASSERT_EQ(expected["layers"].size(), notes::layer_count);
    for (std::size_t l = 1; l <= notes::layer_count; ++l) {
      EXPECT_EQ(table[l].mean, expected["layers"][l - 1]["mean"].get<double>()) << i << ' ' << l;
      EXPECT_EQ(table[l].std, expected["layers"][l - 1]["std"].get<double>()) << i << ' ' << l;
    }
  }
}

TEST(NotesPlace, EdgesAreTwoAndTheLogarithmIsEven) {
  // The logarithm's rounding, times four over a band of about one unit.
  constexpr double rounding = 1e-12;
  EXPECT_NEAR(place_in_band(0.5, 0.5, 2.0), -2.0, rounding);
  EXPECT_NEAR(place_in_band(2.0, 0.5, 2.0), 2.0, rounding);
  EXPECT_NEAR(place_in_band(1.0, 0.5, 2.0), 0.0, rounding);
  EXPECT_NEAR(place_in_band(4.0, 0.5, 2.0), 4.0, rounding);
  EXPECT_NEAR(place_in_band(0.5, -1.0, 1.0), 1.0, rounding);  // evenly: the band is not positive
  EXPECT_TRUE(std::isnan(place_in_band(1.0, 1.0, 1.0)));
  EXPECT_TRUE(std::isnan(place_in_band(1.0, nan_value, nan_value)));
}

TEST(NotesPlace, DistancesAreFromThePrediction) {
  // A band from 1/4 to 4 is four standard deviations of ln 2 wide.
  constexpr double rounding = 1e-12;
  EXPECT_NEAR(distance_in_sd(2.0, 1.0, 0.25, 4.0), 1.0, rounding);
  EXPECT_NEAR(distance_in_sd(2.0, 4.0, 0.25, 4.0), -1.0, rounding);
  EXPECT_NEAR(distance_in_sd(-2.0, -4.0, -4.0, -0.25), 1.0, rounding);
  EXPECT_NEAR(distance_in_sd(0.5, 0.0, -1.0, 1.0), 1.0, rounding);
  EXPECT_TRUE(std::isnan(distance_in_sd(1.0, 1.0, 1.0, 1.0)));
  EXPECT_NEAR(place_in_band(-1.0, -4.0, -0.25), 0.0, rounding);  // evenly in the logarithm
}

TEST(NotesPlace, SpreadsThatAreFactorsAreWrittenAsFactors) {
  EXPECT_EQ(spread_about(1.0, 1 / 1.04, 1.04).en, "±4 %");
  EXPECT_EQ(spread_about(1.0, 1 / 19.0, 19.0).en, "within a factor 19");
  EXPECT_EQ(spread_about(1.0, 1 / 19.0, 19.0).ko, "19배 이내");
  EXPECT_EQ(spread_about(1.0, 1 / 19.0, 3.0).en, "within a factor 19");  // the farther edge
  EXPECT_EQ(spread_about(1.0, 0.0, 3.0).en, "0 to 3");
  EXPECT_TRUE(spread_about(1.0, nan_value, nan_value).empty());
}

TEST(NotesPlace, APrintedNumberIsTheNearestItMayStandFor) {
  // 0.00000 stands for anything up to 0.000005: a band below that holds it, one above does not.
  EXPECT_EQ(place_of_printed(0.0, notes::table_rounding, 2e-7, 4e-7), 0.0);
  EXPECT_LT(place_of_printed(0.0, notes::table_rounding, 1e-5, 2e-5), -2.0);
  EXPECT_EQ(place_of_printed(0.0, notes::table_rounding, 1e-5, 2e-5),
            place_in_band(notes::table_rounding, 1e-5, 2e-5));
  EXPECT_EQ(place_of_printed(0.00003, notes::table_rounding, 2.6e-5, 2.8e-5), 0.0);
  EXPECT_EQ(place_of_printed(0.00003, notes::table_rounding, 1e-5, 1.5e-5),
            place_in_band(2.5e-5, 1e-5, 1.5e-5));
  // Of a number with many digits rounding takes nearly nothing.
  EXPECT_NEAR(place_of_printed(0.6, notes::table_rounding, 0.5, 0.58),
              place_in_band(0.6, 0.5, 0.58), 1e-3);
  EXPECT_TRUE(std::isnan(place_of_printed(0.6, notes::table_rounding, nan_value, nan_value)));
}

TEST(NotesPlan, IsThatOfTheFiveTogether) {
  const Plan all = plan(notes::Params{});
  EXPECT_FALSE(all.refusal);
  EXPECT_EQ(all.rows, 5000);
  EXPECT_EQ(all.shards, 16);
  EXPECT_EQ(all.sweep, 20);
  const Plan one = plan(forward::from_preset(NetworkPreset::small));
  EXPECT_EQ(all.memory_bytes, one.memory_bytes);
  EXPECT_EQ(all.multiply_adds, 5 * one.multiply_adds);
}

/// A report whose numbers all lie at the given places of their bands, the notes' and ours.
notes::Report at_places(double notes_place, double ours_place) {
  notes::Report report;
  report.complete = true;
  for (std::size_t i = 0; i < notes::experiment_count; ++i) {
    const auto preset = static_cast<NetworkPreset>(i);
    report.experiments.emplace_back().preset = preset;
    for (std::uint64_t l = 0; l <= notes::layer_count; ++l) {
      notes::LayerResult& layer = report.layers.emplace_back();
      layer.experiment = preset;
      layer.layer = l;
      // The input's are not counted.
      layer.notes_place = layer.notes_mean_place = l == 0 ? 100.0 : notes_place;
      layer.place = layer.mean_place = l == 0 ? 100.0 : ours_place;
    }
  }
  return report;
}

notes::Report judged(notes::Report report) {
  judge(notes::Params{}, report);
  for (const Sentence& sentence : {report.headline, report.evidence}) {
    EXPECT_FALSE(sentence.en.empty());
    EXPECT_FALSE(sentence.ko.empty());
    EXPECT_EQ(sentence.en.find('{'), std::string::npos) << sentence.en;
    EXPECT_EQ(sentence.ko.find('{'), std::string::npos) << sentence.ko;
  }
  return report;
}

TEST(NotesVerdict, CountsWhatLiesWithinTheBand) {
  notes::Report report = at_places(0.5, 0.0);
  report.layers[3].notes_place = -2.4;
  report.layers[4].mean_place = 2.1;
  report = judged(std::move(report));
  EXPECT_EQ(report.verdict, notes::Verdict::agrees);
  EXPECT_EQ(report.headline.en,
            "The notes' tables agree with ours: 99 of their 100 numbers lie within ±2 sd.");
  EXPECT_NE(report.evidence.en.find("99 of ours do (seed 1)."), std::string::npos);
  EXPECT_NE(
      report.evidence.en.find("Small 0.01, layer 3, std, at −2.4 where its band is −2 to +2."),
      std::string::npos)
      << report.evidence.en;
  EXPECT_EQ(report.experiments[0].finding.en, "19 of 20 numbers within ±2 sd");
  EXPECT_EQ(report.experiments[1].finding.en, "all 20 numbers within ±2 sd");
  EXPECT_EQ(report.experiments[0].inside, 19u);
  EXPECT_EQ(report.experiments[0].ours_inside, 19u);
}

TEST(NotesVerdict, DiffersWhenTooManyOrTooFar) {
  notes::Report far = at_places(0.0, 0.0);
  far.layers[15].notes_mean_place = 3.6;
  EXPECT_EQ(judged(far).verdict, notes::Verdict::differs);
  far.layers[15].notes_mean_place = 3.4;
  EXPECT_EQ(judged(far).verdict, notes::Verdict::agrees);
  // A band measured over seeds is off by chance: Student's t instead of the normal.
  far.experiments[1].band_seeds = 20;
  far.layers[15].notes_mean_place = 4.1;
  EXPECT_EQ(judged(far).verdict, notes::Verdict::agrees);
  far.layers[15].notes_mean_place = 4.3;
  EXPECT_EQ(judged(far).verdict, notes::Verdict::differs);

  notes::Report many = at_places(0.0, 0.0);
  for (std::size_t l = 1; l <= 4; ++l) many.layers[l].notes_place = 2.5;
  EXPECT_EQ(judged(many).verdict, notes::Verdict::agrees);
  many.layers[5].notes_place = 2.5;
  EXPECT_EQ(judged(many).verdict, notes::Verdict::differs);

  notes::Report unlucky = at_places(0.0, 0.0);
  unlucky.layers[15].place = 5.4;
  EXPECT_EQ(judged(unlucky).verdict, notes::Verdict::agrees);
  unlucky.layers[15].place = 5.6;
  const notes::Report broken = judged(unlucky);
  EXPECT_EQ(broken.verdict, notes::Verdict::differs);
  EXPECT_EQ(broken.headline.en,
            "The tables differ: 100 of the notes' 100 numbers and 99 of ours lie within ±2 sd.");
}

TEST(NotesVerdict, RunsUntilEverythingIsThere) {
  notes::Report report = at_places(0.0, 0.0);
  report.complete = false;
  EXPECT_EQ(judged(report).verdict, notes::Verdict::running);
  report.complete = true;
  report.layers.clear();
  EXPECT_EQ(judged(report).verdict, notes::Verdict::running);
  EXPECT_EQ(judged(at_places(nan_value, nan_value)).verdict, notes::Verdict::running);
}

TEST(NotesReport, TextIsInTheNotesWords) {
  notes::Report report;
  for (std::size_t l = 0; l < 2; ++l) {
    for (const NetworkPreset preset : {NetworkPreset::small, NetworkPreset::xavier_tanh}) {
      const std::size_t at = preset == NetworkPreset::small ? l : report.layers.size();
      notes::LayerResult layer;
      layer.experiment = preset;
      layer.layer = l;
      layer.mean = 0.001;
      layer.std = 0.5;
      layer.notes_mean = notes::table_of(preset)[l].mean;
      layer.notes_std = notes::table_of(preset)[l].std;
      report.layers.insert(report.layers.begin() + static_cast<std::ptrdiff_t>(at), layer);
    }
  }
  EXPECT_EQ(notes_text(report),
            "Small 0.01 (preset=small)\n"
            "input mean 0.00100 and std 0.50000 (notes: mean 0.00072 and std 0.99878)\n"
            "hidden layer 1 had mean 0.00100 and std 0.50000 "
            "(notes: mean 0.00010 and std 0.21314)\n"
            "\n"
            "Xavier tanh (preset=xavier-tanh)\n"
            "input mean 0.00100 and std 0.50000 (notes: mean 0.00029 and std 0.99883)\n"
            "hidden layer 1 had mean 0.00100 and std 0.50000 "
            "(notes: mean -0.00130 and std 0.62751)\n");
}

TEST(NotesMeasurement, OnlyItsOwnShapesAreAccepted) {
  const notes::Params params;
  notes::Measurement measured;
  EXPECT_TRUE(accepts(params, measured));
  measured.experiments[4].rows = 1001;
  EXPECT_FALSE(accepts(params, measured));
  measured.experiments[4].rows = 0;
  measured.experiments[2].layers.resize(3);
  EXPECT_FALSE(accepts(params, measured));
  measured.experiments[2].layers.clear();
  measured.experiments[0].sweep.resize(1);
  EXPECT_FALSE(accepts(params, measured));
}

TEST(NotesMeasurement, UnknownJobsMeasureNothing) {
  Workspace workspace;
  for (const int job : {-1, 36, 1000}) {
    for (const forward::Measurement& one : run(notes::Params{}, job, workspace).experiments) {
      EXPECT_TRUE(one.layers.empty());
      EXPECT_TRUE(one.sweep.empty());
    }
  }
  EXPECT_EQ(workspace.bytes(), 0u);
}

// Twenty seeds of the sweep take too long under AddressSanitizer; six make a band too, though a
// rough one. The wasm build of this test runs all of them.
#ifdef __SANITIZE_ADDRESS__
constexpr int seeds_run = 6;
#else
constexpr int seeds_run = 20;
#endif

/// Every job once; merged as it comes, and through frames in the opposite order.
struct FullRun {
  std::unique_ptr<Collector> in_order;
  std::unique_ptr<Collector> reversed;
  forward::Measurement forward;  // the forward lab's own, of its first shard
};

FullRun full_run(std::uint64_t seed, NetworkPreset preset) {
  ExperimentOf<notes::Lab> experiment;
  experiment.params.seed = seed;
  FullRun result{std::make_unique<Collector>(experiment.clone()),
                 std::make_unique<Collector>(experiment.clone()),
                 {}};
  Workspace workspace;
  std::vector<std::vector<std::uint8_t>> frames;
  const int jobs = result.in_order->plan().shards + seeds_run;
  EXPECT_LE(jobs, result.in_order->plan().jobs());
  for (int job = 0; job < jobs; ++job) {
    std::unique_ptr<Measurement> measured =
        computation_of(experiment).run(experiment, job, {}, workspace);
    EXPECT_TRUE(computation_of(experiment).accepts(experiment, *measured)) << job;
    frames.push_back(write_measurement(experiment, job, *measured));
    result.in_order->add(job, std::move(measured));
    if (job > 0) continue;
    result.forward = run(notes::experiment_params(experiment.params, preset), 0, workspace);
    const notes::Report preview = report_of<notes::Lab>(*result.in_order->report());
    EXPECT_EQ(preview.verdict, notes::Verdict::running);
    EXPECT_EQ(preview.rows, static_cast<std::uint64_t>(result.in_order->plan().rows_per_shard));
    EXPECT_EQ(preview.layers.size(), 55u);
    const auto layer = static_cast<std::size_t>(preset) * 11 + 10;
    EXPECT_EQ(preview.layers[layer].std, result.forward.layers.back().std());
    EXPECT_EQ(preview.layers[layer].mean, result.forward.layers.back().mean);
    EXPECT_TRUE(std::isnan(preview.layers[layer].place));  // of a preview there is none
  }
  for (int job = static_cast<int>(frames.size()) - 1; job >= 0; --job) {
    result.reversed->add(job,
                         read_measurement(experiment, job, frames[static_cast<std::size_t>(job)]));
  }
  return result;
}

TEST(NotesReport, TheNotesTablesAgreeWithOurs) {
  const FullRun full = full_run(1, NetworkPreset::he_relu);
  ASSERT_EQ(full.in_order->progress().sweep_done, seeds_run);
  ASSERT_EQ(full.reversed->progress().sweep_done, seeds_run);
  const bool complete = seeds_run == full.in_order->plan().sweep;
  const std::unique_ptr<Report> made = full.in_order->report();
  const std::unique_ptr<Report> again = full.reversed->report();
  EXPECT_EQ(result_json(full.in_order->experiment(), *made),
            result_json(full.reversed->experiment(), *again));

  const notes::Report& report = report_of<notes::Lab>(*made);
  std::printf("%s\n%s\n", report.headline.en.c_str(), report.evidence.en.c_str());
  EXPECT_EQ(report.complete, complete);
  EXPECT_EQ(report.rows, 5000u);
  EXPECT_EQ(report.verdict, complete ? notes::Verdict::agrees : notes::Verdict::running);
  ASSERT_EQ(report.experiments.size(), notes::experiment_count);
  std::uint64_t inside = 0;
  std::uint64_t ours_inside = 0;
  for (const notes::ExperimentResult& experiment : report.experiments) {
    const auto index = static_cast<std::size_t>(experiment.preset);
    std::printf("  %-12s notes %d of 20 within ±2 sd, farthest %.2f; ours %d, farthest %.2f\n",
                std::string(network_presets()[index].word).c_str(),
                static_cast<int>(experiment.inside), experiment.farthest,
                static_cast<int>(experiment.ours_inside), experiment.ours_farthest);
    EXPECT_EQ(experiment.compared, 20u);
    EXPECT_EQ(experiment.ours_compared, 20u);
    // Where the notes are loose is said of each.
    ASSERT_EQ(experiment.remarks.size(), 1u);
    EXPECT_NE(experiment.remarks[0].en.find("notes"), std::string::npos);
    inside += experiment.inside;
    ours_inside += experiment.ours_inside;
  }
  // 95 are expected, but neighbouring layers stray together; the notes' own count is a fact of
  // their tables and moves only as the measured band does, by one or two at its edges.
  if (complete) {
    EXPECT_GE(inside, 88u);
    EXPECT_GE(ours_inside, 85u);
  }
  ASSERT_EQ(report.warnings.size(), 4u);  // both Xaviers share theirs
  EXPECT_TRUE(report.warnings[2].en.starts_with("Xavier tanh, Xavier ReLU: "));

  // He's weights are Xavier's times √2, and ReLU passes a factor on: with the same seed both
  // stray from theory alike, to float32's rounding through ten layers.
  for (std::size_t l = 1; l <= notes::layer_count; ++l) {
    EXPECT_NEAR(report.layers[33 + l].place, report.layers[44 + l].place, 1e-3) << l;
  }

  const Table table = text_table(*made);
  EXPECT_EQ(table.rows.size(), 55u);
  ASSERT_GE(table.columns.size(), 6u);
  EXPECT_EQ(table.columns[0].key, "experiment");
  EXPECT_EQ(table.rows[0][0], "small");
  EXPECT_EQ(table.rows[54][0], "he-relu");
  const std::string lines = csv(*made);
  EXPECT_TRUE(lines.starts_with("experiment,layer,std,notes_std,theory_std,place,notes_place,"))
      << lines;
}

}  // namespace
}  // namespace initlab
