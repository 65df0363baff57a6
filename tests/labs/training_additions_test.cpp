// The training lab: norm, skip, dropout, loss and the last layer's biases.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "labs/computation_adapter.h"
#include "labs/training/lab.h"
#include "labs/training/script.h"
#include "labs/training_run.h"

namespace initlab::training {
namespace {

Params small_moons() { return quick_params(Data::moons, 4, 30); }

Report report_of(const Params& params) {
  const Measurement measured = run_job(params);
  EXPECT_TRUE(accepts(params, measured));
  return report(params, measured);
}

TEST(TrainingAdditions, AreOffAtFirst) {
  const DeepTrainingSpec spec = training_spec(Params{});
  EXPECT_TRUE(spec.network.is_plain());
  EXPECT_EQ(spec.loss, TrainingLoss::cross_entropy);
  EXPECT_FALSE(spec.log_odds_bias);
}

TEST(TrainingAdditions, ReachTheNetwork) {
  Params p = small_moons();
  p.norm = Normalization::rms;
  p.residual = ResidualConnections::on;
  p.branch_scale = 0.5;
  p.dropout = 0.25;
  p.loss = TrainingLoss::squared_error;
  p.output_bias = OutputBias::log_odds;
  const DeepTrainingSpec spec = training_spec(p);
  EXPECT_EQ(spec.network.norm, Normalization::rms);
  EXPECT_TRUE(spec.network.skips(2));
  EXPECT_FALSE(spec.network.skips(1));  // 2 features, 8 units
  EXPECT_FALSE(spec.network.skips(4));  // the logits
  EXPECT_EQ(spec.network.branch_scale, 0.5);
  EXPECT_EQ(spec.network.dropout, 0.25);
  EXPECT_EQ(spec.loss, TrainingLoss::squared_error);
  EXPECT_FALSE(spec.log_odds_bias) << "means nothing to the squared error";
  p.loss = TrainingLoss::cross_entropy;
  EXPECT_TRUE(training_spec(p).log_odds_bias);
}

TEST(TrainingAdditions, TheoryIsOfThePlainNetwork) {
  EXPECT_TRUE(report_of(small_moons()).layers[0].theory);
  Params p = small_moons();
  p.residual = ResidualConnections::on;
  EXPECT_FALSE(report_of(p).layers[0].theory);
}

TEST(TrainingAdditions, GuessingIsSaidOfTheLoss) {
  Params p = small_moons();
  p.init = Initializer::zeros;
  p.loss = TrainingLoss::squared_error;
  p.rate = 0.1;
  const Report got = report_of(p);
  EXPECT_NEAR(got.guessing_loss, 0.25, 1e-15);
  // All outputs 0: (0 - 1)^2 / 2.
  EXPECT_NEAR(got.history.front().train_loss, 0.5, 1e-7);
  EXPECT_EQ(got.headline.en.find("ln 2"), std::string::npos) << got.headline.en;
  EXPECT_NEAR(report_of(small_moons()).guessing_loss, std::log(2.0), 1e-15);
}

TEST(TrainingAdditions, ZerosWithLogOddsStartAtGuessing) {
  Params p = small_moons();
  p.init = Initializer::zeros;
  p.bias_std = 1.0;
  p.output_bias = OutputBias::log_odds;
  EXPECT_NEAR(report_of(p).history.front().train_loss, std::log(2.0), 1e-7);
}

TEST(TrainingAdditions, BatchNormOfOneRowIsAnswered) {
  Params p = small_moons();
  p.batch = 1;
  p.norm = Normalization::batch;
  const Report got = report_of(p);
  EXPECT_TRUE(got.complete);
  EXPECT_TRUE(std::isfinite(got.history.back().test_loss));
}

TEST(TrainingAdditions, DeepPresetsAreTheDeepOneWithMore) {
  Params residual = from_preset(Preset::deep_residual);
  Params norm = from_preset(Preset::deep_norm);
  EXPECT_NE(norm.norm, Normalization::none);
  EXPECT_EQ(residual.residual, ResidualConnections::on);
  residual.residual = ResidualConnections::off;
  residual.branch_scale = 1.0;
  norm.norm = Normalization::none;
  norm.residual = ResidualConnections::off;
  residual.preset = norm.preset = Preset::deep;
  EXPECT_EQ(residual, from_preset(Preset::deep));
  EXPECT_EQ(norm, from_preset(Preset::deep));
}

TEST(TrainingAdditions, ProgramsNameWhatIsUsed) {
  Params p = small_moons();
  for (const ScriptLanguage language :
       {ScriptLanguage::numpy, ScriptLanguage::pytorch, ScriptLanguage::keras}) {
    const std::string plain = script(p, language);
    for (const char* word : {"dropout", "branch", "running", "squared_error", "normalize"}) {
      EXPECT_EQ(plain.find(word), std::string::npos) << word;
    }
    Params all = p;
    all.norm = Normalization::batch;
    all.residual = ResidualConnections::on;
    all.branch_scale = 0.5;
    all.dropout = 0.1;
    all.loss = TrainingLoss::squared_error;
    const std::string whole = script(all, language);
    for (const char* word : {"dropout = 0.1\n", "branch = 0.5\n", "running = [", "squared_error(",
                             "forward(x[rows], True)", "forward(x)"}) {
      EXPECT_NE(whole.find(word), std::string::npos) << word << whole;
    }
    all = p;
    all.output_bias = OutputBias::log_odds;
    EXPECT_NE(script(all, language).find("bincount(y[:train]"), std::string::npos);
  }
}

}  // namespace
}  // namespace initlab::training
