// The training lab: parameters, cost, parts of a run, report and programs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "io/frame.h"
#include "io/param_reader.h"
#include "labs/change_choice.h"
#include "labs/computation_adapter.h"
#include "labs/training/lab.h"
#include "labs/training_run.h"

namespace initlab::training {
namespace {

void choose(Params& params, std::string_view key, std::string_view word) {
  ChangeChoice visitor(key, word);
  describe(visitor, params);
}

Params quick() { return quick_params(Data::moons, 3, 30); }

std::vector<std::uint8_t> bits_of(const Params& params, const Measurement& measured) {
  ExperimentOf<Lab> experiment;
  experiment.params = params;
  MeasurementOf<Measurement> boxed;
  boxed.value = measured;
  return write_measurement(experiment, 0, boxed);
}

TEST(TrainingPresets, AreTheNotesAndWhatElseIsWorthSeeing) {
  const Params defaults;
  for (const LabPreset& preset : lab_presets(defaults)) {
    const Params params = preset_of<Lab>(preset.word).value();
    EXPECT_EQ(lab_presets(params)[static_cast<std::size_t>(params.preset)].word, preset.word);
    EXPECT_EQ(params.data, Data::digits);
    EXPECT_EQ(params.width, params.map == Map::on ? 64 : 100);
    EXPECT_EQ(params.batch, 100);
    EXPECT_EQ(params.steps, 300);
    EXPECT_FALSE(plan(params).refusal) << preset.word;
  }
  EXPECT_FALSE(preset_of<Lab>("nothing"));
  EXPECT_EQ(from_preset(Preset::xavier_tanh), Params());

  const Params small = from_preset(Preset::small);
  EXPECT_EQ(small.act, Activation::tanh);
  EXPECT_EQ(small.init, Initializer::normal);
  EXPECT_EQ(small.std, 0.01);
  EXPECT_EQ(from_preset(Preset::large).std, 1.0);
  EXPECT_EQ(from_preset(Preset::xavier_relu).act, Activation::relu);
  EXPECT_EQ(from_preset(Preset::he_relu).init, Initializer::he_normal);
  EXPECT_EQ(from_preset(Preset::sigmoid).act, Activation::sigmoid);
  EXPECT_EQ(from_preset(Preset::deep).depth, 50);
  EXPECT_EQ(from_preset(Preset::deep_residual).depth, 50);
  EXPECT_EQ(from_preset(Preset::dying).optimizer, OptimizerKind::adam);
  EXPECT_EQ(from_preset(Preset::constant).init, Initializer::constant);
  EXPECT_EQ(from_preset(Preset::adam).optimizer, OptimizerKind::adam);
  EXPECT_EQ(from_preset(Preset::adam).rate, 0.001);

  Params clipped = from_preset(Preset::clipped);
  EXPECT_EQ(clipped.clip, 1.0);
  clipped.clip = 0.0;
  clipped.preset = Preset::explodes;
  EXPECT_EQ(clipped, from_preset(Preset::explodes));
  EXPECT_EQ(clipped.rate, 1.0);
}

TEST(TrainingParams, ANewOptimizerBringsItsUsualRate) {
  Params params;
  choose(params, "optimizer", "adam");
  EXPECT_EQ(params.rate, 0.001);
  choose(params, "optimizer", "adamw");
  EXPECT_EQ(params.rate, 0.001);
  choose(params, "optimizer", "nesterov");
  EXPECT_EQ(params.rate, 0.01);
  params.rate = 0.05;
  choose(params, "optimizer", "adam");
  EXPECT_EQ(params.rate, 0.05) << "a rate that was chosen stays";
}

TEST(TrainingParams, ANewPresetReplacesEverything) {
  Params params = quick();
  params.optimizer = OptimizerKind::adamw;
  params.decay = 0.1;
  params.warmup = 7;
  params.seed = 12;
  choose(params, "preset", "clipped");
  EXPECT_EQ(params, from_preset(Preset::clipped));
  choose(params, "preset", "clipped");
  EXPECT_EQ(params, from_preset(Preset::clipped));
}

TEST(TrainingPlan, StreamsOneJob) {
  const Plan digits = plan(Params());
  EXPECT_TRUE(digits.streams);
  EXPECT_EQ(digits.jobs(), 1);
  EXPECT_EQ(digits.rows, 300);
  EXPECT_EQ(digits.data_file, "digits");
  EXPECT_EQ(digits.weights, 64u * 100 + 8u * 100 * 100 + 100u * 10);
  EXPECT_EQ(plan(quick()).data_file, "");
  EXPECT_EQ(plan(quick()).rows, 30);
  EXPECT_GT(digits.multiply_adds, plan(quick()).multiply_adds);
}

TEST(TrainingPlan, RefusesWhatDoesNotFitAndSaysWhatDoes) {
  Params params;
  params.width = most_width;
  params.depth = most_depth;
  params.batch = most_batch;
  params.steps = most_steps;
  const Plan work = plan(params);
  ASSERT_TRUE(work.refusal);
  EXPECT_FALSE(work.refusal->reason.ko.empty());
  ExperimentOf<Lab> smaller;
  smaller.params = params;
  std::vector<Note> notes;
  read_params(smaller, {{work.refusal->remedy_key, work.refusal->remedy_value, Pair::Fault::none}},
              notes);
  EXPECT_TRUE(notes.empty());
  EXPECT_FALSE(plan(smaller.params).refusal);
}

TEST(TrainingMeasurement, PartsMergeToTheWholeHoweverItIsCut) {
  const Params params = quick();
  const Measurement whole = run_job(params);
  EXPECT_TRUE(whole.finished);
  EXPECT_TRUE(accepts(params, whole));
  const std::vector<std::uint8_t> bits = bits_of(params, whole);
  for (const int stride : {1, 5, 13}) {
    Measurement running;
    Measurement merged;
    std::optional<Measurement> first;
    const DataFiles none;
    Steps steps = run(params, 0, none, running);
    for (int count = 1; steps.resume(); ++count) {
      if (count % stride != 0) continue;
      const std::optional<Measurement> part = running.take_part();
      if (!part) continue;
      EXPECT_FALSE(running.take_part()) << "nothing new between two calls";
      EXPECT_TRUE(accepts(params, *part));
      EXPECT_FALSE(part->finished);
      if (!first) first = part;
      merged.merge(*part);
      const std::vector<std::uint8_t> once = bits_of(params, merged);
      merged.merge(*part);
      EXPECT_EQ(bits_of(params, merged), once);
      EXPECT_EQ(merged.done(), running.done());
    }
    ASSERT_TRUE(first) << stride;
    EXPECT_FALSE(report(params, merged).complete);
    merged.merge(running);
    EXPECT_EQ(bits_of(params, merged), bits) << stride;
    merged.merge(*first);
    EXPECT_EQ(bits_of(params, merged), bits) << "what comes late is passed over";
  }
}

TEST(TrainingMeasurement, AcceptsOnlyItsOwnShape) {
  const Params params = quick();
  const Measurement good = run_job(params);
  const auto refuses = [&good](auto change) {
    Measurement bad = good;
    change(bad);
    return !accepts(quick(), bad);
  };
  Params other = params;
  other.depth = 4;
  EXPECT_FALSE(accepts(other, good));
  other = params;
  other.steps = 29;
  EXPECT_FALSE(accepts(other, good));
  EXPECT_TRUE(accepts(params, Measurement()));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.moments[3].layers.pop_back(); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.moments.back().step = 31; }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.step = 31; }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.moments.resize(40); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.evaluations[1].layers.clear(); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.evaluations[1].field.pop_back(); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.training.evaluations[1].first_weights.resize(3); }));
  EXPECT_TRUE(
      refuses([](Measurement& m) { m.training.evaluations[1].layers[0].bins.push_back(0); }));
  EXPECT_TRUE(refuses(
      [](Measurement& m) { m.training.evaluations[0].predictions.resize(shown_tests + 1); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.samples.resize(1); }));
  EXPECT_TRUE(refuses([](Measurement& m) { m.points.resize(3 * plane_test_rows + 1); }));
}

TEST(TrainingReport, BeginsAtStep0AndEndsWithTheRun) {
  const Params params = quick();
  const Report got = report(params, run_job(params));
  EXPECT_TRUE(got.complete);
  ASSERT_EQ(got.history.size(), static_cast<std::size_t>(count_evaluations(params.steps)));
  EXPECT_EQ(got.history.front().step, 0u);
  EXPECT_EQ(got.history.back().step, 30u);
  EXPECT_EQ(got.snapshots.size(), got.history.size());
  ASSERT_EQ(got.steps.size(), 31u);
  EXPECT_EQ(got.steps.front(), 0.0);
  EXPECT_EQ(got.steps.back(), 30.0);
  ASSERT_EQ(got.courses.size(), 3u);
  for (const LayerCourse& course : got.courses) EXPECT_EQ(course.std.size(), got.steps.size());
  EXPECT_EQ(got.courses.back().std.back(), got.layers.back().std);
  EXPECT_EQ(got.points.size(), std::size_t{3} * plane_test_rows);
  EXPECT_TRUE(got.samples.empty());
  EXPECT_EQ(got.guessing_loss, std::log(2.0));
  ASSERT_EQ(got.layers.size(), 3u);
  EXPECT_TRUE(got.layers.front().theory);
  EXPECT_FALSE(got.layers.back().theory);
  const std::string text = notes_text(got);
  EXPECT_TRUE(text.starts_with("step 0 had loss ")) << text;
  EXPECT_NE(text.find("output layer 3 had std "), std::string::npos) << text;
}

TEST(TrainingReport, OfNothingIsEmpty) {
  const Report got = report(quick(), Measurement());
  EXPECT_FALSE(got.complete);
  EXPECT_TRUE(got.history.empty());
  EXPECT_TRUE(got.layers.empty());
  EXPECT_TRUE(got.headline.empty());
  EXPECT_EQ(notes_text(got), "");
}

/// Pictures of noise, so that a run takes no time and needs no file.
Dataset noise_pictures() {
  constexpr std::size_t rows = 60;
  std::mt19937 random(1);
  std::vector<std::uint8_t> pictures(rows * 64);
  for (std::uint8_t& grey : pictures) grey = static_cast<std::uint8_t>(random() % 17);
  std::vector<std::uint8_t> labels(rows);
  for (std::uint8_t& label : labels) label = static_cast<std::uint8_t>(random() % 10);
  return picture_dataset(8, 16, 10, 40, pictures, labels);
}

TEST(TrainingDigits, AreThePicturesOfTheFile) {
  Params params = quick();
  params.data = Data::digits;
  const Measurement without = run_job(params);
  EXPECT_FALSE(without.finished);
  EXPECT_TRUE(report(params, without).history.empty());

  DataFiles files;
  files.put("digits", noise_pictures());
  const Dataset& data = *files.find("digits");
  const Measurement measured = run_job(params, 0, files);
  EXPECT_TRUE(measured.finished);
  EXPECT_TRUE(accepts(params, measured));
  const Report got = report(params, measured);
  EXPECT_EQ(got.classes, 10u);
  EXPECT_NEAR(got.guessing_loss, std::log(10.0), 1e-12);
  EXPECT_TRUE(got.points.empty());
  ASSERT_EQ(got.samples.size(), 20u);
  EXPECT_EQ(got.samples[0].label, data.labels[40]);
  ASSERT_EQ(got.samples[0].pixels.size(), 64u);
  EXPECT_EQ(got.samples[0].pixels[5], data.pictures[40 * 64 + 5] / 16.0);
  for (const Snapshot& snapshot : got.snapshots) {
    EXPECT_EQ(snapshot.predictions.size(), 20u);
    EXPECT_EQ(snapshot.first_weights.size(), 64u * 8);
    EXPECT_TRUE(snapshot.field.empty());
  }
  EXPECT_EQ(got.layers.front().fan_in, 64u);
  EXPECT_EQ(got.layers.back().fan_out, 10u);
}

TEST(TrainingScript, IsAsciiAndNamesWhatIsUsed) {
  Params params = quick();
  for (const ScriptLanguage language :
       {ScriptLanguage::numpy, ScriptLanguage::pytorch, ScriptLanguage::keras}) {
    const std::string plain = script(params, language);
    EXPECT_TRUE(std::ranges::all_of(plain, [](char c) { return c > 0; }));
    EXPECT_TRUE(plain.ends_with('\n'));
    EXPECT_NE(plain.find("widths = [2, 8, 8, 2]\n"), std::string::npos) << plain;
    EXPECT_NE(plain.find("batch, steps, rate = 20, 30, 0.01\n"), std::string::npos) << plain;
    for (const char* word : {"warmup", "decay", "clip =", "sklearn"}) {
      EXPECT_EQ(plain.find(word), std::string::npos) << word;
    }
    Params all = params;
    all.data = Data::digits;
    all.clip = 2.0;
    all.decay = 0.5;
    all.warmup = 7;
    const std::string whole = script(all, language);
    for (const char* word : {"warmup = 7\n", "decay = 0.5\n", "clip = 2\n", "load_digits",
                             "images[order], labels[order], 1500\n"}) {
      EXPECT_NE(whole.find(word), std::string::npos) << word;
    }
  }
}

}  // namespace
}  // namespace initlab::training
