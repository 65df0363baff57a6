#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "labs/adapter.h"
#include "labs/log_domain/lab.h"
#include "numbers.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

TEST(LogDomainView, DrawsEveryPresetAtEverySize) {
  for (const LabPreset& preset : find_lab("log-domain")->presets) {
    SCOPED_TRACE(std::string(preset.word));
    Headless headless;
    headless.app.set_state("lab=log-domain&preset=" + std::string(preset.word));
    headless.app.set_report(run_experiment(headless.app.experiment())->report());
    headless.app.set_activity(Activity::up_to_date, 1, 1);
    headless.app.select(30);
    draw_everywhere(headless);
  }
}

TEST(LogDomainView, DrawsTheMostThatCanBeAskedFor) {
  for (const char* format : {"fp64", "fp8-e4m3"}) {
    Headless headless;
    headless.app.set_state("lab=log-domain&count=100000&distribution=uniform&terms=1000&format=" +
                           std::string(format));
    headless.app.set_report(run_experiment(headless.app.experiment())->report());
    draw_everywhere(headless);
  }
}

TEST(LogDomainView, DrawsWithoutAReport) {
  Headless headless;
  headless.app.set_state("lab=log-domain");
  draw_everywhere(headless);
}

TEST(LogDomainView, DrawsDegenerateReports) {
  for (double value : {0.0, -1.0, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (const std::size_t points : {std::size_t{0}, std::size_t{1}, std::size_t{50}}) {
      SCOPED_TRACE(testing::Message() << value << " points " << points);
      log_domain::Report report;
      report.headline = {"Made up.", "지어낸 결과입니다."};
      report.warnings = {{"Note.", "안내입니다."}};
      report.lse_exact = value;
      log_domain::Format row;
      row.smallest = row.zero_predicted = row.zero_sd = row.log_error = value;
      row.run.product = row.run.log_sum = row.run.naive = row.run.shifted = value;
      row.run.zero_at = row.run.idle_at = ~std::uint64_t{0};
      report.formats = {row, row};
      const std::vector<double> list(points, value);
      report.steps = report.product = report.log_sums = list;
      report.theory = report.theory_lo = report.theory_hi = list;
      Headless headless;
      headless.app.set_state("lab=log-domain");
      headless.app.set_report(
          std::make_unique<ReportOf<log_domain::Report>>(log_domain::Report(report)));
      headless.app.select(1);
      for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[2]}) {
        for (int frame = 0; frame < 3; ++frame) headless.draw(size.width, size.height, size.scale);
      }
      EXPECT_LT(headless.most_vertices, most_vertices_allowed);
    }
  }
}

TEST(LogDomainView, AStepCanBeChosen) {
  Headless headless;
  headless.app.set_state("lab=log-domain&count=100");
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  headless.click(800.0F, 250.0F, 1280, 752);
  EXPECT_GT(headless.selected, 20);
  EXPECT_LT(headless.selected, 80);
  headless.click(800.0F, 250.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
}

TEST(LogDomainView, ContentHeightDoesNotDependOnTheHeight) {
  Headless headless;
  headless.app.set_state("lab=log-domain");
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 4; ++i) headless.draw(390, 700);
  const float before = headless.content_height;
  for (int i = 0; i < 4; ++i) headless.draw(390, 1500);
  EXPECT_EQ(headless.content_height, before);
}

}  // namespace
}  // namespace initlab::ui
