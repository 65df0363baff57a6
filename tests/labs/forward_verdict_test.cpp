#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "labs/forward/lab.h"
#include "labs/forward/verdict.h"
#include "labs/run_lab.h"

namespace initlab {
namespace {

/// Two layers; the last has the given std.
forward::Report ending_in(double std) {
  forward::Report report;
  report.input.std = 1.0;
  for (const std::uint64_t layer : {1u, 2u}) {
    forward::LayerResult result;
    result.layer = layer;
    result.std = layer == 2 ? std : std::sqrt(std);
    result.min = -3.0 * result.std;
    result.max = 3.0 * result.std;
    report.layers.push_back(result);
  }
  return report;
}

forward::Verdict verdict_at(double std) {
  forward::Report report = ending_in(std);
  judge(forward::Params{}, report);
  EXPECT_FALSE(report.headline.en.empty());
  EXPECT_FALSE(report.headline.ko.empty());
  EXPECT_EQ(report.headline.en.find('{'), std::string::npos) << report.headline.en;
  EXPECT_EQ(report.headline.ko.find('{'), std::string::npos) << report.headline.ko;
  EXPECT_FALSE(report.evidence.empty());
  EXPECT_EQ(report.evidence.en.find('{'), std::string::npos) << report.evidence.en;
  EXPECT_EQ(report.evidence.ko.find('{'), std::string::npos) << report.evidence.ko;
  return report.verdict;
}

TEST(ForwardVerdict, Thresholds) {
  EXPECT_EQ(verdict_at(1e-12), forward::Verdict::vanished);
  EXPECT_EQ(verdict_at(0.000999), forward::Verdict::vanished);
  EXPECT_EQ(verdict_at(0.001), forward::Verdict::collapsing);
  EXPECT_EQ(verdict_at(0.0999), forward::Verdict::collapsing);
  EXPECT_EQ(verdict_at(0.1), forward::Verdict::fading);
  EXPECT_EQ(verdict_at(0.499), forward::Verdict::fading);
  EXPECT_EQ(verdict_at(0.5), forward::Verdict::keeps);
  EXPECT_EQ(verdict_at(2.0), forward::Verdict::keeps);
  EXPECT_EQ(verdict_at(2.01), forward::Verdict::growing);
  EXPECT_EQ(verdict_at(1000.0), forward::Verdict::growing);
  EXPECT_EQ(verdict_at(1001.0), forward::Verdict::exploded);
}

TEST(ForwardVerdict, Sentences) {
  forward::Report report = ending_in(1.0 / 36.0);
  judge(forward::Params{}, report);
  EXPECT_EQ(report.headline.en,
            "By layer 2 the signal has shrunk to 1/36 of its size: it is collapsing.");
  EXPECT_EQ(report.headline.ko, "2층에서 신호는 처음의 1/36로 줄었습니다. 무너지고 있습니다.");

  report = ending_in(3e-7);
  judge(forward::Params{}, report);
  EXPECT_EQ(report.headline.en,
            "By layer 2 the signal has shrunk to 3\u00a0×\u00a010⁻⁷ of its size: it has vanished.");

  report = ending_in(0.81);
  judge(forward::Params{}, report);
  EXPECT_EQ(report.headline.en, "The signal keeps its size: std 0.81 to 0.9 over 2 layers.");
}

TEST(ForwardVerdict, SaturationOutranksAll) {
  forward::Report report = ending_in(0.93);
  report.layers.back().saturated_fraction = 0.9;
  report.layers.back().nan_fraction = 0.01;
  judge(forward::Params{}, report);
  EXPECT_EQ(report.verdict, forward::Verdict::saturated);
  EXPECT_EQ(report.headline.en, "The std looks healthy, but 90 % of the outputs are saturated.");
  EXPECT_EQ(report.headline.ko,
            "표준편차는 0.93으로 멀쩡해 보이지만, 출력의 90 %가 포화되었습니다.");
  report.layers.back().saturated_fraction = 0.5;
  judge(forward::Params{}, report);
  EXPECT_EQ(report.verdict, forward::Verdict::not_finite);
}

TEST(ForwardVerdict, DeadAndNotFinite) {
  forward::Report report = ending_in(0.0);
  for (forward::LayerResult& layer : report.layers) layer.zero_fraction = layer.dead_fraction = 1.0;
  judge(forward::Params{}, report);
  EXPECT_EQ(report.verdict, forward::Verdict::dead);
  EXPECT_NE(report.headline.en.find("From layer 1 on"), std::string::npos);

  report = ending_in(std::numeric_limits<double>::quiet_NaN());
  report.layers.front().std = 1.0;
  report.layers.back().nan_fraction = 1.0;
  judge(forward::Params{}, report);
  EXPECT_EQ(report.verdict, forward::Verdict::not_finite);
  EXPECT_NE(report.headline.en.find("From layer 2 on"), std::string::npos);
}

forward::Params six_layers() {
  forward::Params params;
  params.depth = 6;
  params.width = 32;
  params.input_width = 32;
  params.batch = 100;
  return params;
}

TEST(ForwardVerdict, OverflowIsAResult) {
  forward::Params params = six_layers();
  params.act = Activation::identity;
  params.init = Initializer::normal;
  params.std = 100.0;
  params.gain = 100.0;
  params.depth = 40;
  const forward::Report report = run_lab<forward::Lab>(params);
  EXPECT_EQ(report.verdict, forward::Verdict::not_finite);
  EXPECT_GT(report.layers.back().infinite_fraction + report.layers.back().nan_fraction, 0.0);
}

TEST(ForwardVerdict, ZerosAreDeadAndConstantsAreSaidSo) {
  forward::Params params = six_layers();
  params.init = Initializer::zeros;
  EXPECT_EQ(run_lab<forward::Lab>(params).verdict, forward::Verdict::dead);
  params.act = Activation::sigmoid;
  const forward::Report report = run_lab<forward::Lab>(params);
  EXPECT_EQ(report.verdict, forward::Verdict::vanished);
  EXPECT_EQ(report.headline.en, "At layer 6 every output is 0.5: nothing is left of the signal.");
}

TEST(ForwardReport, GainMarksOnlySayKeepsWhereItIsExact) {
  const auto mark = [](NetworkPreset preset) {
    ExperimentOf<forward::Lab> experiment;
    experiment.params = forward::from_preset(preset);
    return report_of<forward::Lab>(
               *computation_of(experiment)
                    .report(experiment, *computation_of(experiment).empty_measurement()))
        .gain_mark;
  };
  EXPECT_EQ(mark(NetworkPreset::xavier_relu)->label.en, "√2 keeps the size");
  EXPECT_EQ(mark(NetworkPreset::he_relu)->label.en, "1 keeps the size");
  EXPECT_EQ(mark(NetworkPreset::small)->label.en, "critical at 4.47");
  EXPECT_EQ(mark(NetworkPreset::large)->label.en, "critical at 0.0447");
}

TEST(ForwardReport, EveryPresetHasTheNotesRemark) {
  for (const LabPreset& preset : network_presets()) {
    forward::Params params = preset_of<forward::Lab>(preset.word).value();
    params.batch = 64;
    params.width = params.input_width = 100;
    const forward::Report report = run_lab<forward::Lab>(params);
    ASSERT_FALSE(report.warnings.empty()) << preset.word;
    EXPECT_NE(report.warnings.front().en.find("notes"), std::string::npos) << preset.word;
    params.gain = 1.1;  // no longer the notes' experiment
    EXPECT_TRUE(run_lab<forward::Lab>(params).warnings.empty()) << preset.word;
  }
}

// z is about the number printed beside it, the place about the band, whose centre is its own.
TEST(ForwardReport, ZIsTheDistanceFromThePredictionAndPlaceThatInTheBand) {
  const forward::Report report = run_lab<forward::Lab>(six_layers());
  EXPECT_TRUE(report.complete);
  for (const forward::LayerResult& layer : report.layers) {
    ASSERT_TRUE(layer.theory);
    const forward::LayerTheory& theory = *layer.theory;
    const double sd = 0.25 * std::log(theory.std_hi / theory.std_lo);
    EXPECT_NEAR(theory.z, std::log(layer.std / theory.std) / sd, 1e-9) << layer.layer;
    const double centre = 0.5 * std::log(theory.std_hi * theory.std_lo);
    EXPECT_NEAR(theory.place, (std::log(layer.std) - centre) / sd, 1e-9) << layer.layer;
    EXPECT_FALSE(theory.provisional);
    const bool inside = layer.std >= theory.std_lo && layer.std <= theory.std_hi;
    EXPECT_EQ(inside, std::abs(theory.place) <= 2.0) << layer.layer;
  }
}

// A prediction that is wrong by a factor of hundreds must not read as agreement, whatever the band.
TEST(ForwardReport, AWrongPredictionHasALargeZ) {
  forward::Params params = six_layers();
  Workspace workspace;
  forward::Measurement all;
  for (int job = 0; job < plan(params).jobs(); ++job) {
    forward::Measurement part;
    run(params, job, workspace, part).finish();
    all.merge(part);
  }
  for (MeanFieldLayer& layer : all.theory) layer.std *= 430;
  // The band stays where the seeds are.
  const forward::Report wrong = report(params, all);
  EXPECT_GT(std::abs(wrong.layers.back().theory->z), 10.0);
  EXPECT_LT(std::abs(wrong.layers.back().theory->place), 4.0);
}

TEST(ForwardReport, ZIsProvisionalWhileSeedsRun) {
  forward::Params params = six_layers();
  params.act = Activation::tanh;
  const Plan work = plan(params);
  ASSERT_GT(work.sweep, 6);
  Workspace workspace;
  forward::Measurement some;
  for (int job = 0; job < work.shards + 6; ++job) {
    forward::Measurement part;
    run(params, job, workspace, part).finish();
    some.merge(part);
  }
  const forward::Report early = report(params, some);
  ASSERT_TRUE(std::isfinite(early.layers.back().theory->z));
  EXPECT_TRUE(early.layers.back().theory->provisional);
  EXPECT_NE(early.evidence.en.find("so far: 6 of "), std::string::npos) << early.evidence.en;
  EXPECT_NE(early.evidence.ko.find("6개까지의 잠정값"), std::string::npos) << early.evidence.ko;
  const forward::Report whole = run_lab<forward::Lab>(params);
  EXPECT_FALSE(whole.layers.back().theory->provisional);
  EXPECT_EQ(whole.evidence.en.find("so far"), std::string::npos) << whole.evidence.en;
}

TEST(ForwardVerdict, OneValueIsNoSignal) {
  forward::Params params = six_layers();
  params.act = Activation::tanh;
  params.width = params.input_width = params.batch = params.depth = 1;
  const forward::Report report = run_lab<forward::Lab>(params);
  EXPECT_EQ(report.verdict, forward::Verdict::single);
  EXPECT_NE(report.headline.en.find("single number"), std::string::npos) << report.headline.en;
  EXPECT_TRUE(std::isnan(report.layers.back().theory->z));
  // Two rows have a spread.
  params.batch = 2;
  EXPECT_NE(run_lab<forward::Lab>(params).verdict, forward::Verdict::single);
}

TEST(ForwardReport, NoTheoryForWeightsThatAreNotRandom) {
  forward::Params params = six_layers();
  params.init = Initializer::identity;
  const forward::Report report = run_lab<forward::Lab>(params);
  EXPECT_FALSE(report.layers.back().theory);
  EXPECT_TRUE(report.input.theory);
  ASSERT_EQ(report.warnings.size(), 1u);
}

// Counted by an independent program with the same random numbers; bins and their range do not
// matter.
TEST(ForwardReport, SaturationAtEachEndIsCounted) {
  forward::Params params;
  params.act = Activation::sigmoid;
  params.init = Initializer::normal;
  params.std = 0.3;
  params.depth = 3;
  params.width = params.input_width = 40;
  params.batch = 50;
  params.bias_std = 2.0;
  for (const std::uint64_t seed : {1u, 2u}) {
    params.seed = seed;
    for (const int bins : {1, 30}) {
      params.bins = bins;
      EXPECT_NEAR(run_lab<forward::Lab>(params).layers[1].saturated_above, 0.0005, 1e-9) << seed;
    }
  }
  forward::Params narrow;
  narrow.act = Activation::erf;
  narrow.init = Initializer::xavier_uniform;
  narrow.gain = 0.771627;
  narrow.seed = 17;
  narrow.batch = 200;
  narrow.bias_std = 1.0;
  narrow.input_width = 3;
  narrow.width_rule = WidthRule::listed;
  narrow.widths = {33, 1, 16};
  narrow.depth = 3;
  const forward::Report report = run_lab<forward::Lab>(narrow);
  double nearest = 1.0;
  for (const forward::LayerResult& layer : report.layers) {
    nearest = std::min(nearest, std::abs(layer.saturated_above - 0.0268));
  }
  EXPECT_LT(nearest, 5e-5);
}

TEST(ForwardReport, TextIsInTheNotesWords) {
  forward::Report report = ending_in(0.5);
  report.input.mean = 0.00072;
  report.layers[0].mean = -0.0013;
  report.layers[0].std = 0.627512;
  EXPECT_EQ(notes_text(report),
            "input mean 0.00072 and std 1.00000\n"
            "hidden layer 1 had mean -0.00130 and std 0.62751\n"
            "hidden layer 2 had mean 0.00000 and std 0.50000\n");
}

}  // namespace
}  // namespace initlab
