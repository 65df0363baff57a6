#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "labs/adapter.h"
#include "labs/forward/lab.h"
#include "numbers.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

std::unique_ptr<Report> computed(const Experiment& experiment) {
  return run_experiment(experiment)->report();
}

TEST(ForwardView, DrawsEveryPresetAtEverySize) {
  for (const LabPreset& preset : labs().front().presets) {
    SCOPED_TRACE(std::string(preset.word));
    Headless headless;
    headless.app.set_state("lab=forward&preset=" + std::string(preset.word) +
                           "&width=24&batch=32&input_width=24");
    headless.app.set_report(computed(headless.app.experiment()));
    headless.app.set_activity(Activity::up_to_date, 32, 32);
    headless.app.select(3);
    draw_everywhere(headless);
  }
}

TEST(ForwardView, DrawsWithoutAReport) {
  for (int activity = 0; activity <= 4; ++activity) {
    Headless headless;
    headless.app.set_activity(static_cast<Activity>(activity), 1, 10);
    headless.clock += 10.0;
    draw_everywhere(headless);
  }
}

forward::Report made_up(std::size_t layers, double std, double mean, std::size_t bins) {
  forward::Report report;
  report.rows = report.rows_total = 10;
  report.complete = true;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  const auto layer = [&](std::size_t index) {
    forward::LayerResult result;
    result.layer = index;
    result.fan_in = result.fan_out = 1;
    result.std = std;
    result.mean = mean;
    result.min = result.max = mean;
    result.saturated_fraction = result.saturated_above = std;
    result.zero_fraction = result.dead_fraction = std;
    result.histogram.counts.assign(bins, std::isfinite(std) ? 5 : 0);
    result.theory = forward::LayerTheory{.mean = mean,
                                         .std = std,
                                         .mean_lo = mean,
                                         .mean_hi = mean,
                                         .std_lo = std,
                                         .std_hi = std,
                                         .z = std,
                                         .place = std,
                                         .spread = {}};
    return result;
  };
  report.input = layer(0);
  for (std::size_t i = 1; i <= layers; ++i) report.layers.push_back(layer(i));
  return report;
}

TEST(ForwardView, DrawsDegenerateReports) {
  for (double value :
       {0.0, 1.0, -1.0, 1e-45, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (std::size_t layers : {std::size_t{0}, std::size_t{1}, std::size_t{200}}) {
      for (std::size_t bins : {std::size_t{0}, std::size_t{1}, std::size_t{200}}) {
        SCOPED_TRACE(testing::Message() << value << " layers " << layers << " bins " << bins);
        Headless headless;
        headless.app.set_state(layers == 0 ? "act=relu" : "act=tanh");
        headless.app.set_report(
            std::make_unique<ReportOf<forward::Report>>(made_up(layers, value, value, bins)));
        headless.app.select(static_cast<int>(layers));
        for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
          for (int frame = 0; frame < 3; ++frame)
            headless.draw(size.width, size.height, size.scale);
        }
        EXPECT_LT(headless.most_vertices, most_vertices_allowed);
      }
    }
  }
}

TEST(ForwardView, ALayerCanBeChosenOnThePlot) {
  Headless headless;
  headless.app.set_state("preset=he-relu&width=16&batch=16&input_width=16");
  headless.app.set_report(computed(headless.app.experiment()));
  for (int i = 0; i < 3; ++i) headless.draw(1280, 752);
  headless.click(424.0F + 68.0F * 6.5F, 250.0F, 1280, 752);
  EXPECT_EQ(headless.selected, 6);
  headless.click(424.0F + 68.0F * 6.5F, 250.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
}

}  // namespace
}  // namespace initlab::ui
