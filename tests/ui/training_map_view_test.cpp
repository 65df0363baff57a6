// The training lab's map: drawn at every size, whatever the report, and what a press opens.
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "labs/adapter.h"
#include "labs/training/lab.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

training::Report made_up_map(std::size_t rows, double value) {
  training::Report report;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.chance_accuracy = 0.1;
  report.map_gains = {0.6, 0.75, 0.85, 0.95, 1.05, 1.2, 1.5, 2.0, 3.0};
  report.map_depths = {3, 6, 12, 24, 48};
  report.map_scales = {1, 2, 3, 10, 700, 60, 17, value, 5};
  for (std::size_t i = 0; i < rows; ++i) {
    training::MapRow row;
    row.gain = report.map_gains[i % 9];
    row.depth = static_cast<std::uint64_t>(report.map_depths[i / 9]);
    row.train_accuracy = i % 2 == 0 ? value : 0.9;
    row.theory = training::MapTheory{value};
    report.rows.push_back(row);
  }
  return report;
}

void show_map(Headless& headless, training::Report report) {
  headless.app.set_state("lab=training&preset=map");
  headless.app.set_report(std::make_unique<ReportOf<training::Report>>(std::move(report)));
  headless.app.set_activity(Activity::up_to_date, 1, 1);
}

TEST(TrainingMapView, DrawsAnyReportAtEverySize) {
  for (const std::size_t rows : {0U, 7U, 45U}) {
    for (const double value : {0.0, 0.5, -1.0, 1e300, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN()}) {
      SCOPED_TRACE(testing::Message() << rows << ' ' << value);
      Headless headless;
      show_map(headless, made_up_map(rows, value));
      draw_everywhere(headless);
      headless.press(ImGuiKey_RightArrow, 1280, 752);
      draw_everywhere(headless);
    }
  }
  training::Report odd = made_up_map(45, 0.5);
  odd.map_gains.resize(500, 1.0);
  odd.map_scales.resize(2);
  odd.map_depths = {0.0};
  Headless headless;
  show_map(headless, std::move(odd));
  draw_everywhere(headless);
}

TEST(TrainingMapView, EnterOpensTheRunOfTheFrame) {
  Headless headless;
  show_map(headless, made_up_map(45, 0.5));
  headless.draw(1280, 752);
  headless.press(ImGuiKey_RightArrow, 1280, 752);  // one right of the middle
  headless.press(ImGuiKey_UpArrow, 1280, 752);
  EXPECT_EQ(headless.edits, 0);
  EXPECT_EQ(headless.selected, -1);
  headless.press(ImGuiKey_Enter, 1280, 752);
  EXPECT_EQ(headless.edits, 1);
  EXPECT_NE(headless.last_query.find("gain=1.2"), std::string::npos) << headless.last_query;
  EXPECT_NE(headless.last_query.find("depth=24"), std::string::npos) << headless.last_query;
  EXPECT_EQ(headless.last_query.find("map=on"), std::string::npos) << headless.last_query;
}

TEST(TrainingMapView, APressChoosesACellAndTheButtonOpensIt) {
  Headless headless;
  show_map(headless, made_up_map(45, 0.5));
  headless.draw(1280, 752);
  // The map begins right of the panel and its gutter, below the headline: down to the first answer.
  const float x = 296.0F + 24.0F + 72.0F + 30.0F;
  headless.click(x, 300.0F, 1280, 752);
  headless.press(ImGuiKey_Enter, 1280, 752);
  EXPECT_EQ(headless.edits, 1);
  EXPECT_NE(headless.last_query.find("gain=0.6"), std::string::npos) << headless.last_query;
}

}  // namespace
}  // namespace initlab::ui
