#include "labs/training/verdict.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace initlab::training {
namespace {

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
  Params moons;
  moons.data = Data::moons;
  for (const double accuracy : {0.95, 0.8, 0.5}) {
    for (const bool complete : {true, false}) {
      Report report = made_up(accuracy, 0.69);
      report.complete = complete;
      report.classes = 2;
      report.guessing_loss = std::log(2.0);
      report.chance_accuracy = 0.5;
      const Verdict verdict = verdict_of(report, moons);
      EXPECT_EQ(report.headline.en.find("digits"), std::string::npos) << report.headline.en;
      EXPECT_EQ(report.headline.ko.find("숫자"), std::string::npos) << report.headline.ko;
      if (complete && accuracy == 0.5) {
        EXPECT_EQ(verdict, Verdict::guessing);
      }
    }
  }
}

}  // namespace
}  // namespace initlab::training
