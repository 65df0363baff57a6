// The training lab: parameters, cost, parts of a run, report and verdict.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "io/frame.h"
#include "io/param_reader.h"
#include "labs/computation_adapter.h"
#include "labs/training/lab.h"
#include "labs/training/verdict.h"

namespace initlab::training {
namespace {

/// Sets one choice, as a press of its button does.
class Choose final : public ParamVisitor {
 public:
  Choose(std::string_view key, std::string_view word) : key_(key), word_(word) {}

  void integer(const ParamInfo&, int&, IntegerRange) override {}
  void real(const ParamInfo&, double&, RealRange) override {}
  void seed(const ParamInfo&, std::uint64_t&) override {}
  void integers(const ParamInfo&, std::vector<int>&, IntegerRange, int) override {}
  void text(const ParamInfo&, std::string&, int) override {}

 protected:
  void choice_index(const ParamInfo& info, int& index, std::span<const Choice> choices) override {
    if (info.key != key_) return;
    const auto found = std::ranges::find(choices, word_, &Choice::word);
    ASSERT_NE(found, choices.end()) << word_;
    index = static_cast<int>(found - choices.begin());
  }
  void choice_indices(const ParamInfo&, std::vector<int>&, std::span<const Choice>) override {}

 private:
  std::string_view key_;
  std::string_view word_;
};

void choose(Params& params, std::string_view key, std::string_view word) {
  Choose visitor(key, word);
  describe(visitor, params);
}

Params quick() {
  Params p;
  p.data = Data::moons;
  p.width = 8;
  p.depth = 3;
  p.batch = 20;
  p.steps = 30;
  return p;
}

Measurement run_at_once(const Params& params, const DataFiles& files = {}) {
  Measurement measured;
  run(params, 0, files, measured).finish();
  return measured;
}

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
    EXPECT_EQ(params.width, 100);
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
  const Measurement whole = run_at_once(params);
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
  const Measurement good = run_at_once(params);
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
  const Report got = report(params, run_at_once(params));
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
  std::vector<std::uint8_t> pictures(rows * picture_width * picture_width);
  for (std::uint8_t& grey : pictures) grey = static_cast<std::uint8_t>(random() % 17);
  std::vector<std::uint8_t> labels(rows);
  for (std::uint8_t& label : labels) label = static_cast<std::uint8_t>(random() % 10);
  return picture_dataset(picture_width, 16, 10, 40, pictures, labels);
}

TEST(TrainingDigits, AreThePicturesOfTheFile) {
  Params params = quick();
  params.data = Data::digits;
  const Measurement without = run_at_once(params);
  EXPECT_FALSE(without.finished);
  EXPECT_TRUE(report(params, without).history.empty());

  DataFiles files;
  files.put("digits", noise_pictures());
  const Dataset& data = *files.find("digits");
  const Measurement measured = run_at_once(params, files);
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

/// A finished run on digits that guesses.
Report made_up(double accuracy, double loss) {
  Report report;
  report.complete = true;
  report.classes = 10;
  report.guessing_loss = std::log(10.0);
  report.chance_accuracy = 0.1;
  report.step = report.steps_total = 300;
  report.history = {{0, 2.32, 0.1, 2.32, 0.1}, {300, loss, accuracy, loss, accuracy}};
  report.steps = {0, 150, 300};
  report.batch_loss = {2.4, 2.4, loss};
  report.grad_norm = {0.5, 3.0, 0.7};
  report.layers.resize(4);
  for (std::size_t l = 0; l < report.layers.size(); ++l) {
    report.layers[l].layer = l + 1;
    report.layers[l].fan_out = 100;
    report.layers[l].update_ratio = 1e-3;
  }
  return report;
}

void expect_filled(const Sentence& sentence) {
  EXPECT_FALSE(sentence.en.empty());
  EXPECT_FALSE(sentence.ko.empty());
  EXPECT_EQ(sentence.en.find_first_of("{}"), std::string::npos) << sentence.en;
  EXPECT_EQ(sentence.ko.find_first_of("{}"), std::string::npos) << sentence.ko;
}

Verdict verdict_of(Report& report, const Params& params = {}) {
  report.warnings.clear();
  judge(params, report);
  expect_filled(report.headline);
  expect_filled(report.evidence);
  for (const Sentence& warning : report.warnings) expect_filled(warning);
  return report.verdict;
}

Verdict verdict_at(double accuracy, double loss = 1.0) {
  Report report = made_up(accuracy, loss);
  return verdict_of(report);
}

TEST(TrainingVerdict, ByTheTestRows) {
  EXPECT_EQ(verdict_at(0.91), Verdict::learned);
  EXPECT_EQ(verdict_at(0.89), Verdict::learning);
  EXPECT_EQ(verdict_at(0.56), Verdict::learning);
  EXPECT_EQ(verdict_at(0.54), Verdict::slow);
  EXPECT_EQ(verdict_at(0.18, 2.3), Verdict::guessing);
  EXPECT_EQ(verdict_at(0.18, 2.0), Verdict::slow) << "less surprised than by guessing";
}

TEST(TrainingVerdict, GuessesAtTheLossOfGuessingOrElsewhere) {
  Report report = made_up(0.1, 2.3026);
  EXPECT_EQ(verdict_of(report), Verdict::guessing);
  EXPECT_NE(report.headline.en.find("ln 10 = 2.303"), std::string::npos) << report.headline.en;
  report = made_up(0.1, 3.5);
  EXPECT_EQ(verdict_of(report), Verdict::guessing);
  EXPECT_NE(report.headline.en.find("its loss is 3.5"), std::string::npos) << report.headline.en;
  report = made_up(0.1, 2.3026);
  report.history[0].test_loss = 14.0;  // it came to the loss of guessing, and did not stay there
  EXPECT_EQ(verdict_of(report), Verdict::guessing);
  EXPECT_NE(report.headline.en.find("its loss is 2.3"), std::string::npos) << report.headline.en;
}

TEST(TrainingVerdict, SaturatedUnitsThatGuess) {
  Report report = made_up(0.12, 5.0);
  report.layers[2].saturated_fraction = 0.9;
  EXPECT_EQ(verdict_of(report), Verdict::saturated);
  EXPECT_NE(report.headline.en.find("90 %"), std::string::npos) << report.headline.en;
  report = made_up(0.95, 0.2);
  report.layers[2].saturated_fraction = 0.9;
  EXPECT_EQ(verdict_of(report), Verdict::learned);
}

TEST(TrainingVerdict, DiedIsNotDeadFromTheStart) {
  Report report = made_up(0.1, 2.3);
  for (Layer& layer : report.layers) layer.dead_at_start_fraction = 0.6;
  EXPECT_EQ(verdict_of(report), Verdict::guessing);
  ASSERT_EQ(report.warnings.size(), 1u);
  EXPECT_NE(report.warnings[0].en.find("dead from the start"), std::string::npos);
  report = made_up(0.1, 2.3);
  for (std::size_t l = 0; l < 3; ++l) report.layers[l].died_fraction = 0.5;
  EXPECT_EQ(verdict_of(report), Verdict::died);
  EXPECT_TRUE(report.headline.en.starts_with("50 %")) << report.headline.en;
  report = made_up(0.95, 0.2);
  report.layers[0].died_fraction = 0.5;
  EXPECT_EQ(verdict_of(report), Verdict::learned);
  ASSERT_EQ(report.warnings.size(), 1u);
  EXPECT_NE(report.warnings[0].en.find("17 % of the hidden units died"), std::string::npos);
}

TEST(TrainingVerdict, DivergedAndTooLarge) {
  Report report = made_up(0.1, 1e20);
  report.diverged_step = 4;
  EXPECT_EQ(verdict_of(report), Verdict::diverged);
  EXPECT_EQ(report.headline.en,
            "From step 4 the loss or its gradient is not finite; step 3 is kept.");
  ASSERT_EQ(report.warnings.size(), 1u);
  EXPECT_NE(report.warnings[0].en.find("clipping the gradient"), std::string::npos);
  report.diverged_step = 0;
  EXPECT_EQ(verdict_of(report), Verdict::diverged);
  EXPECT_NE(report.headline.en.find("even before training"), std::string::npos);

  report = made_up(0.1, 3.0);
  report.batch_loss[1] = 240.0;
  EXPECT_EQ(verdict_of(report), Verdict::too_large);
  EXPECT_EQ(report.headline.en, "The updates are too large: the loss grew 100 times by step 150.");
  Params clipped;
  clipped.clip = 1.0;
  EXPECT_EQ(verdict_of(report, clipped), Verdict::too_large);
  ASSERT_EQ(report.warnings.size(), 2u);
  EXPECT_EQ(report.warnings[0].en.find("clipping"), std::string::npos);
  EXPECT_NE(report.warnings[1].en.find("clipped at 1 of the 3 steps"), std::string::npos);
}

TEST(TrainingVerdict, SaysHowFarARunIs) {
  Report report = made_up(0.95, 0.3);
  report.complete = false;
  report.step = 123;
  report.history.back().step = 120;
  EXPECT_EQ(verdict_of(report), Verdict::running);
  EXPECT_EQ(report.headline.en, "Step 120 of 300: 95 % of the test digits.");
}

TEST(TrainingVerdict, SpeaksOfPointsInThePlane) {
  for (const double accuracy : {0.95, 0.8, 0.5}) {
    for (const bool complete : {true, false}) {
      Report report = made_up(accuracy, 0.69);
      report.complete = complete;
      report.classes = 2;
      report.guessing_loss = std::log(2.0);
      report.chance_accuracy = 0.5;
      const Verdict verdict = verdict_of(report, quick());
      EXPECT_EQ(report.headline.en.find("digits"), std::string::npos) << report.headline.en;
      EXPECT_EQ(report.headline.ko.find("숫자"), std::string::npos) << report.headline.ko;
      if (complete && accuracy == 0.5) {
        EXPECT_EQ(verdict, Verdict::guessing);
      }
    }
  }
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
