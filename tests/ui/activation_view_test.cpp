#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "io/frame.h"
#include "labs/activation/lab.h"
#include "labs/adapter.h"
#include "labs/vocabulary.h"
#include "numbers.h"
#include "ui/headless.h"
#include "ui/line_plot.h"

namespace initlab::ui {
namespace {

std::string every_activation() {
  std::string words;
  for (const Choice& choice : activation_choices()) {
    words += (words.empty() ? "" : ",") + std::string(choice.word);
  }
  return words;
}

TEST(ActivationView, DrawsEveryPresetAtEverySize) {
  for (const LabPreset& preset : find_lab("activation")->presets) {
    SCOPED_TRACE(std::string(preset.word));
    Headless headless;
    headless.app.set_state("lab=activation&preset=" + std::string(preset.word) + "&chains=200");
    headless.app.set_report(run_experiment(headless.app.experiment())->report());
    headless.app.set_activity(Activity::up_to_date, 200, 200);
    headless.app.select(3);
    draw_everywhere(headless);
  }
}

TEST(ActivationView, DrawsTheMostThatCanBeAskedFor) {
  Headless headless;
  headless.app.set_state(
      "lab=activation&act=sin&lo=-100&hi=100&step=0.001&depth=200&chains=100&std=20&with=" +
      every_activation());
  const auto report = run_experiment(headless.app.experiment())->report();
  ASSERT_EQ(report_of<activation::Lab>(*report).curves.size(), 17u);
  // As it comes from the engine.
  ASSERT_TRUE(headless.app.set_report(write_report(headless.app.experiment(), *report)));
  draw_everywhere(headless);
}

TEST(ActivationView, GrowsWithTheFunctionsAndNotWithTheHeight) {
  for (const float width : {390.0F, 1280.0F}) {
    float before = 0.0F;
    for (const std::string& with :
         {std::string(), std::string("tanh,relu,gelu,elu"), every_activation()}) {
      SCOPED_TRACE(testing::Message() << width << ' ' << with);
      Headless headless;
      headless.app.set_page({.panel_hidden = true});
      headless.app.set_state("lab=activation&chains=100&with=" + with);
      headless.app.set_report(run_experiment(headless.app.experiment())->report());
      for (int i = 0; i < 4; ++i) headless.draw(width, 500.0F);
      const float height = headless.content_height;
      for (int i = 0; i < 4; ++i) headless.draw(width, 4000.0F);
      EXPECT_EQ(headless.content_height, height);
      EXPECT_GT(height, before + 40.0F);
      before = height;
    }
  }
}

/// Opens the list of the panel's row `with`: down the panel until it is there.
void open_list(Headless& headless) {
  for (float y = 300.0F; y < 700.0F && !headless.app.list_open(); y += 8.0F) {
    headless.app.set_state("lab=activation&chains=100");
    headless.click(200.0F, y, 1280, 752);
    headless.draw(1280, 752);
    if (!headless.app.list_open()) continue;
    // The list of act takes a choice and closes; that of `with` stays.
    headless.press(ImGuiKey_DownArrow, 1280, 752);
    headless.press(ImGuiKey_Space, 1280, 752);
    if (headless.last_query.find("with=") != std::string::npos) return;
    headless.press(ImGuiKey_Escape, 1280, 752);
  }
  FAIL() << "no list of functions to compare";
}

TEST(ActivationView, FunctionsAreTickedInThePanelsListByKeyboard) {
  Headless headless;
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  open_list(headless);
  EXPECT_TRUE(headless.last_query.find("&with=identity&") != std::string::npos)
      << headless.last_query;
  EXPECT_TRUE(headless.app.list_open());
  headless.press(ImGuiKey_DownArrow, 1280, 752);
  headless.press(ImGuiKey_DownArrow, 1280, 752);
  headless.press(ImGuiKey_Enter, 1280, 752);
  EXPECT_TRUE(headless.last_query.find("&with=identity,tanh&") != std::string::npos)
      << headless.last_query;
  headless.press(ImGuiKey_UpArrow, 1280, 752);
  headless.press(ImGuiKey_UpArrow, 1280, 752);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_TRUE(headless.last_query.find("&with=tanh&") != std::string::npos) << headless.last_query;
  headless.press(ImGuiKey_Escape, 1280, 752);
  headless.draw(1280, 752);
  EXPECT_FALSE(headless.app.list_open());
}

TEST(ActivationView, DrawsWithoutAReport) {
  Headless headless;
  headless.app.set_state("lab=activation");
  draw_everywhere(headless);
}

TEST(ActivationView, DrawsDegenerateReports) {
  for (double value : {0.0, -1.0, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (const std::size_t points : {std::size_t{0}, std::size_t{1}, std::size_t{50}}) {
      SCOPED_TRACE(testing::Message() << value << " points " << points);
      activation::Report report;
      report.headline = {"Made up.", "지어낸 결과입니다."};
      report.warnings = {{"Note.", "안내입니다."}};
      const std::vector<double> list(points, value);
      activation::Facts facts;
      facts.peak = facts.zone_lo = facts.zone_hi = facts.bound = facts.typical = value;
      facts.median = facts.rms = facts.share_outside = value;
      report.activations = {facts, facts};
      report.z = report.density = list;
      activation::Curves curves;
      curves.phi = curves.derivative = curves.zone_lo = curves.zone_hi = list;
      curves.bound = curves.typical = curves.typical_lo = curves.typical_hi = list;
      curves.rms = curves.median = curves.rms_measured = list;
      report.curves = {curves, curves};
      Headless headless;
      headless.app.set_state("lab=activation");
      headless.app.set_report(
          std::make_unique<ReportOf<activation::Report>>(activation::Report(report)));
      headless.app.select(1);
      for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[2]}) {
        for (int frame = 0; frame < 3; ++frame) headless.draw(size.width, size.height, size.scale);
      }
      EXPECT_LT(headless.most_vertices, most_vertices_allowed);
    }
  }
}

TEST(ActivationView, ADepthCanBeChosenOnTheChain) {
  Headless headless;
  headless.app.set_state("lab=activation&chains=100");
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  headless.click(1000.0F, 250.0F, 1280, 752);
  EXPECT_GT(headless.selected, 1);
  EXPECT_LT(headless.selected, 20);
  headless.click(1000.0F, 250.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
}

TEST(ActivationView, ContentHeightDoesNotDependOnTheHeight) {
  Headless headless;
  headless.app.set_state("lab=activation&chains=100");
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 4; ++i) headless.draw(390, 700);
  const float before = headless.content_height;
  for (int i = 0; i < 4; ++i) headless.draw(390, 1500);
  EXPECT_EQ(headless.content_height, before);
}

TEST(LinePlot, ExponentAxesAreNeverEmpty) {
  for (const double lo : {-infinity, -1e9, -4e3, -13.0, 0.0, std::nan("")}) {
    for (const double hi : {0.0, 3.0, 1e9, infinity, std::nan("")}) {
      const Axis axis = exponent_axis(lo, hi);
      EXPECT_TRUE(std::isfinite(axis.lo) && std::isfinite(axis.hi));
      EXPECT_GT(axis.hi, axis.lo + 1.9);
      EXPECT_LE(axis.ticks.size(), static_cast<std::size_t>(max_ticks) + 1);
      EXPECT_GE(axis.ticks.size(), 1u);
    }
  }
  const Axis axis = exponent_axis(-13.0, 0.0);
  EXPECT_EQ(axis.ticks.front().label, "1");
  EXPECT_EQ(axis.ticks[1].label, "0.01");
  EXPECT_EQ(axis.ticks[2].label, "10⁻⁴");
}

}  // namespace
}  // namespace initlab::ui
