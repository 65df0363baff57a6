// The backward lab: parameters, cost, merging, report and verdict.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/theory/backward_theory.h"
#include "io/param_reader.h"
#include "labs/backward/lab.h"
#include "labs/backward/verdict.h"
#include "labs/run_at_once.h"

namespace initlab {
namespace {

backward::Params quick() {
  backward::Params p;
  p.width = p.input_width = 24;
  p.depth = 4;
  p.batch = 40;
  return p;
}

backward::Report whole(const backward::Params& params) {
  Workspace workspace;
  backward::Measurement merged;
  for (int job = 0; job < plan(params).jobs(); ++job) merged.merge(run(params, job, workspace));
  return report(params, merged);
}

TEST(BackwardLab, PreviewThenWholeBatch) {
  backward::Params params = quick();
  EXPECT_EQ(plan(params).jobs(), 1);
  params.batch = 300;
  ASSERT_EQ(plan(params).shards, 2);
  Workspace workspace;
  const backward::Measurement preview = run(params, 0, workspace);
  const backward::Measurement all = run(params, 1, workspace);
  EXPECT_EQ(preview.rows, 64u);
  EXPECT_EQ(all.rows, 300u);
  EXPECT_TRUE(accepts(params, preview));
  EXPECT_TRUE(accepts(params, all));
  // One of more rows replaces one of fewer, whatever the order.
  for (const bool preview_first : {true, false}) {
    backward::Measurement merged;
    merged.merge(preview_first ? preview : all);
    merged.merge(preview_first ? all : preview);
    EXPECT_EQ(merged.rows, 300u);
    EXPECT_EQ(merged.layers[0].grad_rms, all.layers[0].grad_rms);
  }
  EXPECT_FALSE(report(params, preview).complete);
  EXPECT_TRUE(report(params, all).complete);
  EXPECT_TRUE(run(params, 2, workspace).layers.empty());
}

TEST(BackwardLab, AcceptsOnlyItsOwnShape) {
  const backward::Params params = quick();
  Workspace workspace;
  const backward::Measurement good = run(params, 0, workspace);
  backward::Params other = params;
  other.depth = 5;
  EXPECT_FALSE(accepts(other, good));
  other = params;
  other.width = 25;
  EXPECT_FALSE(accepts(other, good));
  other = params;
  other.bins = 12;
  EXPECT_FALSE(accepts(other, good));
  other = params;
  other.batch = 39;
  EXPECT_FALSE(accepts(other, good));
}

TEST(BackwardLab, FieldsHoldTogether) {
  backward::Params params = quick();
  params.act = Activation::relu;
  params.init = Initializer::he_normal;
  const backward::Report got = whole(params);
  ASSERT_EQ(got.layers.size(), 4u);
  for (const backward::Layer& layer : got.layers) {
    EXPECT_EQ(layer.fan_in, 24u);
    EXPECT_NEAR(layer.grad_ratio, layer.weight_grad_norm / layer.weight_norm, 1e-12);
    // ReLU at a normal z: half of the derivatives are 0.
    EXPECT_NEAR(layer.grad_zero_fraction, 0.5, 0.15);
    EXPECT_EQ(layer.flushed_fraction, 0.0);
    // N(0, 2/24) entries: ||W|| is close to sqrt(24 * 24 * 2 / 24).
    EXPECT_NEAR(layer.weight_norm, std::sqrt(48.0), 0.15 * std::sqrt(48.0));
    ASSERT_TRUE(layer.theory);
  }
  EXPECT_NEAR(got.input.std, 1.0, 0.1);
  EXPECT_FALSE(got.limits);
  ASSERT_TRUE(got.gain_mark);
  EXPECT_NEAR(got.gain_mark->gain, 1.0, 1e-12);
}

TEST(BackwardLab, SketchesAreTheTheoryRelativeToTheLastLayer) {
  for (int i = 0; i < 5; ++i) {
    const auto preset = static_cast<NetworkPreset>(i);
    const auto theory = backward_theory(backward_spec(backward::from_preset(preset)), 1000, 1.0);
    const std::vector<double> sketch = backward::sketch_of(preset);
    ASSERT_EQ(sketch.size(), theory.size());
    for (std::size_t l = 0; l < sketch.size(); ++l) {
      const double expected = theory[l].grad_rms / theory.back().grad_rms;
      EXPECT_NEAR(sketch[l], expected, 1e-9 * expected) << i << " layer " << l + 1;
    }
  }
}

TEST(BackwardLab, PresetsAreTheNotes) {
  for (const LabPreset& preset : network_presets()) {
    const backward::Params params = preset_of<backward::Lab>(preset.word).value();
    EXPECT_EQ(params.batch, 1000);
    EXPECT_EQ(params.format, NumberFormat::fp32);
    EXPECT_FALSE(plan(params).refusal) << preset.word;
  }
  EXPECT_FALSE(preset_of<backward::Lab>("nothing"));
}

TEST(BackwardLab, RefusesWhatDoesNotFitAndSaysWhatDoes) {
  backward::Params params;
  params.width = 4096;
  params.depth = 100;
  const Plan work = plan(params);
  ASSERT_TRUE(work.refusal);
  ExperimentOf<backward::Lab> smaller;
  smaller.params = params;
  std::vector<Note> notes;
  read_params(smaller, {{work.refusal->remedy_key, work.refusal->remedy_value, Pair::Fault::none}},
              notes);
  EXPECT_TRUE(notes.empty());
  EXPECT_FALSE(plan_of(smaller).refusal);
  Workspace workspace;
  EXPECT_TRUE(run(params, 0, workspace).layers.empty());
  params.width = params.input_width = params.batch = std::numeric_limits<int>::max();
  params.depth = 2;
  EXPECT_TRUE(plan(params).refusal);  // and nothing overflows
  // Doubles take more: the same network can be too much only in fp64.
  params = backward::Params();
  const std::uint64_t single = plan(params).memory_bytes;
  params.format = NumberFormat::fp64;
  EXPECT_GT(plan(params).memory_bytes, single);
  EXPECT_GT(plan(params).multiply_adds, 5'000'000'000u);
}

// A network whose gradient has exactly these rms values.
backward::Report made_up(std::initializer_list<double> rms, double median = 0.5) {
  backward::Report report;
  for (const double value : rms) {
    backward::Layer layer;
    layer.layer = report.layers.size() + 1;
    layer.grad_rms = value;
    layer.derivative_median = median;
    report.layers.push_back(layer);
  }
  return report;
}

backward::Verdict verdict_of(backward::Report report, NumberFormat format = NumberFormat::fp32) {
  backward::Params params;
  params.format = format;
  judge(params, report);
  EXPECT_FALSE(report.headline.empty());
  EXPECT_EQ(report.headline.en.find('{'), std::string::npos) << report.headline.en;
  EXPECT_EQ(report.headline.ko.find('{'), std::string::npos) << report.headline.ko;
  EXPECT_EQ(report.evidence.en.find('{'), std::string::npos) << report.evidence.en;
  return report.verdict;
}

TEST(BackwardVerdict, ByTheRatioOfTheEnds) {
  EXPECT_EQ(verdict_of(made_up({0.9e-3, 1})), backward::Verdict::vanished);
  EXPECT_EQ(verdict_of(made_up({1.1e-3, 1})), backward::Verdict::collapsing);
  EXPECT_EQ(verdict_of(made_up({0.11, 1})), backward::Verdict::fading);
  EXPECT_EQ(verdict_of(made_up({0.51, 1})), backward::Verdict::keeps);
  EXPECT_EQ(verdict_of(made_up({1.99, 1})), backward::Verdict::keeps);
  EXPECT_EQ(verdict_of(made_up({2.01, 1})), backward::Verdict::growing);
  EXPECT_EQ(verdict_of(made_up({1001, 1})), backward::Verdict::exploded);
  EXPECT_EQ(verdict_of(made_up({3})), backward::Verdict::keeps);
  EXPECT_EQ(verdict_of(made_up({0, 0, 1})), backward::Verdict::dead);
  EXPECT_EQ(verdict_of(made_up({1, INFINITY, 1})), backward::Verdict::not_finite);
  EXPECT_EQ(verdict_of(made_up({NAN, 1})), backward::Verdict::not_finite);
}

TEST(BackwardVerdict, FlushedOutranksTheRatio) {
  backward::Report report = made_up({1e-9, 1e-7, 1});
  report.layers[0].flushed_fraction = 0.6;
  report.layers[1].flushed_fraction = 0.7;
  EXPECT_EQ(verdict_of(report, NumberFormat::fp16), backward::Verdict::flushed);
  backward::Params params;
  params.format = NumberFormat::fp16;
  judge(params, report);
  EXPECT_EQ(report.headline.en,
            "70 % of the gradients at layer 2 are too small for fp16 and become 0.");
  report.layers[0].grad_rms = 0;
  judge(params, report);
  EXPECT_EQ(report.headline.en,
            "From layer 1 down to layer 1 every gradient is 0: too small for fp16.");
}

// The paradox in the page's own words, at the notes' size but for the rows.
TEST(BackwardVerdict, SaysTheParadox) {
  backward::Params params = backward::from_preset(NetworkPreset::large);
  params.batch = 10;
  const backward::Report got = whole(params);
  EXPECT_EQ(got.verdict, backward::Verdict::exploded);
  EXPECT_TRUE(got.headline.en.starts_with("The rms gradient grows "));
  EXPECT_NE(got.headline.en.find("yet the median derivative is"), std::string::npos);
  EXPECT_NE(got.headline.ko.find("도함수의 중앙값은"), std::string::npos);
  ASSERT_FALSE(got.warnings.empty());
  EXPECT_NE(got.warnings[0].en.find("true of the median"), std::string::npos);
}

TEST(BackwardVerdict, ShortFormatsShowTheirLimits) {
  backward::Params params = quick();
  params.format = NumberFormat::fp16;
  params.loss_scale = 10;
  const backward::Report got = whole(params);
  ASSERT_TRUE(got.limits);
  EXPECT_EQ(got.limits->smallest, 0x1p-34);
  EXPECT_EQ(got.limits->largest, 65504.0 / 1024);
}

TEST(BackwardVerdict, SaysWhereNoTheoryHolds) {
  backward::Params params = quick();
  params.norm = Normalization::batch;
  const backward::Report got = whole(params);
  EXPECT_FALSE(got.layers[0].theory);
  ASSERT_EQ(got.warnings.size(), 1u);
  EXPECT_NE(got.warnings[0].en.find("BatchNorm"), std::string::npos);
  params.norm = Normalization::none;
  params.residual = backward::ResidualConnections::on;
  params.width_rule = WidthRule::listed;
  params.widths = {30, 40, 50};
  EXPECT_NE(whole(params).warnings[0].en.find("residual"), std::string::npos);
}

TEST(BackwardVerdict, SaysWhyThereIsNoTheory) {
  backward::Params params = quick();
  params.loss = Loss::mse;
  params.residual = backward::ResidualConnections::on;
  EXPECT_NE(whole(params).warnings[0].en.find("squared error"), std::string::npos);
  params = quick();
  params.act = Activation::relu;
  params.init = Initializer::he_normal;
  params.gain = 3.0;
  params.loss = Loss::cross_entropy;
  const backward::Report report = whole(params);
  EXPECT_FALSE(report.layers[0].theory);
  EXPECT_NE(report.warnings[0].en.find("softmax favors few"), std::string::npos);
}

TEST(BackwardVerdict, SaysThatOneRowIsTooFewForBatchNorm) {
  backward::Params params = quick();
  params.norm = Normalization::batch;
  params.batch = 1;
  const backward::Report one = whole(params);
  EXPECT_EQ(one.verdict, backward::Verdict::dead);
  EXPECT_NE(one.warnings[0].en.find("a single row"), std::string::npos) << one.warnings[0].en;
  for (const backward::Layer& layer : one.layers) {
    EXPECT_EQ(layer.std, 0.0);
    EXPECT_EQ(layer.grad_rms, 0.0);
    EXPECT_EQ(layer.nan_fraction, 0.0);
  }
  params.batch = 2;
  const backward::Report two = whole(params);
  EXPECT_EQ(two.warnings[0].en.find("a single row"), std::string::npos) << two.warnings[0].en;
  // n = +-1 wherever the two rows differ by more than sqrt(eps): std tanh 1.
  EXPECT_NEAR(two.layers[0].std, std::tanh(1.0), 0.02);  // a unit may be among the few
}

TEST(BackwardLab, NotesTextIsALineALayer) {
  const backward::Report got = whole(quick());
  const std::string text = notes_text(got);
  EXPECT_TRUE(text.starts_with("hidden layer 1 had gradient rms "));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  for (const char c : text) EXPECT_GT(c, 0);
}

}  // namespace
}  // namespace initlab
