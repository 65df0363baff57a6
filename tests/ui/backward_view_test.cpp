#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "labs/adapter.h"
#include "labs/backward/lab.h"
#include "numbers.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

TEST(BackwardView, DrawsPresetsAndFormatsAtEverySize) {
  for (const char* query :
       {"preset=small&format=fp16", "preset=large", "preset=he-relu&norm=batch",
        "preset=xavier-tanh&residual=on&format=fp8-e4m3&loss_scale=24&loss=mse", "seeds=5"}) {
    SCOPED_TRACE(query);
    Headless headless;
    headless.app.set_state("lab=backward&" + std::string(query) +
                           "&width=24&batch=32&input_width=24");
    ASSERT_EQ(headless.app.experiment().lab(), "backward");
    headless.app.set_report(run_experiment(headless.app.experiment())->report());
    headless.app.set_activity(Activity::up_to_date, 32, 32);
    headless.app.select(3);
    draw_everywhere(headless);
  }
}

TEST(BackwardView, DrawsWithoutAReport) {
  Headless headless;
  headless.app.set_state("lab=backward");
  draw_everywhere(headless);
}

// The height that is asked for must not follow the height that was given, or the page would grow
// for ever.
TEST(BackwardView, NeedsTheSameHeightWhateverItIsGiven) {
  Headless headless;
  headless.app.set_state("lab=backward&width=16&batch=16&input_width=16&format=fp16");
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 3; ++i) headless.draw(1280, 700);
  const float first = headless.content_height;
  for (int i = 0; i < 3; ++i) headless.draw(1280, 1500);
  EXPECT_EQ(headless.content_height, first);
}

backward::Report degenerate(std::size_t layers, double value, std::size_t bins) {
  backward::Report report;
  report.rows = report.rows_total = 10;
  report.sweep_done = report.sweep_total = layers;
  report.complete = true;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.limits = backward::GradientLimits{value, value};
  for (std::size_t i = 1; i <= layers; ++i) {
    backward::Layer layer;
    layer.layer = i;
    layer.grad_rms = layer.weight_grad_norm = layer.weight_norm = layer.grad_ratio = value;
    layer.derivative_median = layer.flushed_fraction = layer.grad_zero_fraction = value;
    layer.grad_nan_fraction = layer.grad_infinite_fraction = value;
    layer.grad_histogram.lo = value;
    layer.grad_histogram.hi = value;
    layer.grad_histogram.counts.assign(bins, std::isfinite(value) ? 5 : 0);
    layer.theory = backward::LayerTheory{value, value, value, value, value};
    layer.seeds = backward::Seeds{layers, value, value, value, value, value, value};
    report.layers.push_back(layer);
  }
  return report;
}

TEST(BackwardView, DrawsDegenerateReports) {
  for (double value : {0.0, 1.0, -1.0, 5e-324, 1e300, infinity, -infinity, nan_value}) {
    for (std::size_t layers : {std::size_t{0}, std::size_t{1}, std::size_t{200}}) {
      for (std::size_t bins : {std::size_t{0}, std::size_t{200}}) {
        SCOPED_TRACE(testing::Message() << value << " layers " << layers << " bins " << bins);
        Headless headless;
        headless.app.set_state("lab=backward&format=fp16");
        headless.app.set_report(
            std::make_unique<ReportOf<backward::Report>>(degenerate(layers, value, bins)));
        headless.app.select(static_cast<int>(layers));
        for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
          for (int frame = 0; frame < 2; ++frame)
            headless.draw(size.width, size.height, size.scale);
        }
        EXPECT_LT(headless.most_vertices, most_vertices_allowed);
      }
    }
  }
}

}  // namespace
}  // namespace initlab::ui
