#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "labs/adapter.h"
#include "labs/matrix_product/lab.h"
#include "numbers.h"
#include "ui/headless.h"
#include "ui/step_plot.h"

namespace initlab::ui {
namespace {

void show_product(Headless& headless, const std::string& query) {
  headless.app.set_state("lab=matrix-product" + query);
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  headless.app.set_activity(Activity::up_to_date, 8, 8);
}

TEST(MatrixProductView, DrawsEveryPresetAtEverySize) {
  const std::span<const LabPreset> presets = lab_presets(matrix_product::Params{});
  for (const LabPreset& preset : presets) {
    SCOPED_TRACE(std::string(preset.word));
    Headless headless;
    show_product(headless, "&preset=" + std::string(preset.word));
    headless.app.select(20);
    draw_everywhere(headless);
  }
}

TEST(MatrixProductView, DrawsTheLargestAndTheSmallest) {
  for (const char* query :
       {"&count=1000&trials=16&size=2", "&count=1&trials=1&size=1", "&size=24&count=40",
        "&size=5&std=100&count=1000&trials=2&entries=uniform", "&size=3&show=mean"}) {
    SCOPED_TRACE(query);
    Headless headless;
    show_product(headless, query);
    headless.app.select(1);
    draw_everywhere(headless);
  }
}

TEST(MatrixProductView, DrawsWithoutAReport) {
  for (int activity = 0; activity <= 4; ++activity) {
    Headless headless;
    headless.app.set_state("lab=matrix-product");
    headless.app.set_activity(static_cast<Activity>(activity), 1, 10);
    headless.clock += 10.0;
    draw_everywhere(headless);
  }
}

matrix_product::Report made_up(std::size_t steps, double value, std::size_t n) {
  matrix_product::Report report;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.size = n;
  report.factors = steps;
  report.growth = report.mean_square_growth = report.radius = report.outside = value;
  report.mean_mode = n == 1;
  report.product_exponent = value;
  report.first.assign(n * n, value);
  report.product.assign(n * n, value);
  report.product_fp32.assign(n * n, value);
  report.eigen_re.assign(3 * n, value);
  report.eigen_im.assign(3 * n, value);
  report.exponents.assign(n, {1, value, value, value, value});
  report.singular.assign(steps, {steps, std::vector<double>(n, value)});
  for (std::size_t i = 0; i < steps; ++i) {
    report.steps.push_back({i, value, value, value, value, value, value, {value, value}});
  }
  return report;
}

TEST(MatrixProductView, DrawsDegenerateReports) {
  for (double value : {0.0, 1.0, -1.0, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (std::size_t steps : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1001}}) {
      for (std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
        SCOPED_TRACE(testing::Message() << value << " steps " << steps << " n " << n);
        Headless headless;
        headless.app.set_state("lab=matrix-product");
        headless.app.set_report(
            std::make_unique<ReportOf<matrix_product::Report>>(made_up(steps, value, n)));
        headless.app.select(static_cast<int>(steps) - 1);
        for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
          for (int frame = 0; frame < 3; ++frame)
            headless.draw(size.width, size.height, size.scale);
        }
        EXPECT_LT(headless.most_vertices, most_vertices_allowed);
      }
    }
  }
}

TEST(MatrixProductView, AStepCanBeChosenOnEitherPlot) {
  Headless headless;
  show_product(headless, "");
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  headless.click(500.0F, 250.0F, 1280, 752);
  const int chosen = headless.selected;
  EXPECT_GT(chosen, 20);
  EXPECT_LT(chosen, 50);
  headless.click(500.0F, 600.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);  // the same step again
}

TEST(MatrixProductView, ItsHeightDoesNotFollowTheCanvas) {
  Headless headless;
  show_product(headless, "");
  for (int i = 0; i < 4; ++i) headless.draw(1280, 752);
  const float small = headless.content_height;
  for (int i = 0; i < 8; ++i) headless.draw(1280, 2000);
  EXPECT_EQ(headless.content_height, small);
}

TEST(StepPlot, StepsAndPixels) {
  StepPlot plot{{100.0F, 0.0F}, {300.0F, 100.0F}, 50, linear_axis(std::vector<double>{0.0, 1.0})};
  EXPECT_FLOAT_EQ(plot.x_of(0), 100.0F);
  EXPECT_FLOAT_EQ(plot.x_of(50), 300.0F);
  for (int step = 0; step <= 50; ++step) EXPECT_EQ(plot.step_at(plot.x_of(step)), step);
  EXPECT_EQ(plot.step_at(90.0F), -1);
  EXPECT_EQ(plot.step_at(310.0F), -1);
  EXPECT_EQ(plot.step_at(std::nanf("")), -1);
  EXPECT_TRUE(std::isnan(plot.y_of(std::nan(""))));
  EXPECT_FLOAT_EQ(plot.y_of(0.0), 100.0F);
}

TEST(StepPlot, LabelsAreSpreadInOrderWithinThePlot) {
  std::vector<float> ys{10.0F, 12.0F, 95.0F, 96.0F};
  spread_labels(ys, 20.0F, 0.0F, 100.0F);
  EXPECT_FLOAT_EQ(ys.back(), 100.0F);
  for (std::size_t i = 1; i < ys.size(); ++i) EXPECT_GE(ys[i] - ys[i - 1], 20.0F - 1e-4F);
  EXPECT_GE(ys.front(), 0.0F);
}

}  // namespace
}  // namespace initlab::ui
