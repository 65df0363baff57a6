#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/training/deep_training.h"
#include "labs/adapter.h"
#include "labs/training/lab.h"
#include "numbers.h"
#include "ui/curve_plot.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

struct MadeUp {
  int depth = 10;
  int moments = 301;
  int evaluations = 21;
  bool plane = false;
  bool complete = true;
  int width = 8;        // of a picture
  double factor = 1.0;  // of every number
};

/// Rises and falls from batch to batch.
double number_of(const MadeUp& made, int layer, int moment) {
  return made.factor * (1.0 + layer) * (1.0 + 0.5 * (moment % 15)) / (1.0 + moment);
}

training::LayerCourse course_of(const MadeUp& made, int layer) {
  training::LayerCourse course;
  for (auto* values : {&course.std, &course.grad_rms, &course.weight_grad_norm,
                       &course.update_ratio, &course.distance}) {
    for (int i = 0; i < made.moments; ++i) values->push_back(number_of(made, layer, i));
  }
  course.saturated.assign(static_cast<std::size_t>(made.moments), 0.1 * made.factor);
  course.dead.assign(static_cast<std::size_t>(made.moments), 0.02 * layer * made.factor);
  return course;
}

training::Snapshot snapshot_of(const MadeUp& made, int evaluation) {
  training::Snapshot snapshot;
  if (made.plane) {
    for (int i = 0; i < decision_field_size * decision_field_size; ++i) {
      snapshot.field.push_back(made.factor * ((i + evaluation) % decision_field_size) / 32.0);
    }
    return snapshot;
  }
  for (int i = 0; i < shown_tests; ++i) snapshot.predictions.push_back((i + evaluation) % 10);
  for (int i = 0; i < made.width * made.width * shown_units; ++i) {
    snapshot.first_weights.push_back(made.factor * std::sin(i + evaluation));
  }
  return snapshot;
}

training::Report report_of(const MadeUp& made) {
  training::Report report;
  report.complete = made.complete;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.classes = made.plane ? 2 : 10;
  report.guessing_loss = std::log(made.plane ? 2.0 : 10.0);
  report.chance_accuracy = made.plane ? 0.5 : 0.1;
  report.steps_total =
      made.complete ? static_cast<std::uint64_t>(std::max(1, made.moments - 1)) : 600;
  for (int i = 0; i < made.moments; ++i) {
    report.steps.push_back(i);
    report.batch_loss.push_back(2.3 * number_of(made, 0, i));
    report.batch_accuracy.push_back(made.factor * i / made.moments);
    report.grad_norm.push_back(number_of(made, 1, i));
  }
  report.step = report.steps.empty() ? 0 : static_cast<std::uint64_t>(made.moments - 1);
  for (int layer = 1; layer <= made.depth; ++layer) {
    report.courses.push_back(course_of(made, layer));
    training::Layer last;
    last.layer = static_cast<std::uint64_t>(layer);
    if (layer < made.depth) last.theory = training::LayerTheory{made.factor / layer};
    report.layers.push_back(last);
  }
  for (int i = 0; i < made.evaluations; ++i) {
    const auto step = static_cast<std::uint64_t>(i * std::max(1, made.moments - 1) /
                                                 std::max(1, made.evaluations - 1));
    report.history.push_back({step, made.factor, 0.2, 2.3 * made.factor / (1.0 + i), 0.04 * i});
    report.snapshots.push_back(snapshot_of(made, i));
  }
  for (int i = 0; made.plane && i < 3 * 200; ++i) {
    report.points.push_back(i % 3 == 2 ? i % 2 : made.factor * std::sin(i));
  }
  for (int i = 0; !made.plane && i < shown_tests; ++i) {
    training::Sample sample;
    sample.label = static_cast<std::uint64_t>(i % 10);
    const int last = made.width * made.width - 1;
    for (int pixel = 0; pixel <= last; ++pixel) {
      sample.pixels.push_back(made.factor * pixel / last);
    }
    report.samples.push_back(std::move(sample));
  }
  return report;
}

void show(Headless& headless, training::Report&& report, const std::string& query = {}) {
  headless.app.set_state("lab=training" + query);
  headless.app.set_report(std::make_unique<ReportOf<training::Report>>(std::move(report)));
}

void open(Headless& headless, const MadeUp& made) {
  show(headless, report_of(made));
  headless.app.set_activity(Activity::up_to_date, 1, 1);
  frames_until_rest(headless, 20);
}

TEST(TrainingView, DrawsARunAtEverySize) {
  for (const bool plane : {false, true}) {
    for (const int depth : {1, 2, 10, 20, 60}) {
      SCOPED_TRACE(testing::Message() << "plane " << plane << " depth " << depth);
      Headless headless;
      show(headless, report_of({.depth = depth, .plane = plane}));
      draw_everywhere(headless);
      headless.app.select(150);
      draw_everywhere(headless);
    }
  }
}

// ImGui's 16-bit indices have to hold 44 pictures of 28 x 28.
TEST(TrainingView, DrawsLargePicturesAtEverySize) {
  for (const int depth : {2, 10, 60}) {
    SCOPED_TRACE(testing::Message() << "depth " << depth);
    Headless headless;
    show(headless, report_of({.depth = depth, .width = 28}),
         "&data=fashion&depth=" + std::to_string(depth));
    draw_everywhere(headless);
    EXPECT_GT(headless.most_vertices, 16 * 14 * 14 * 4) << "the weights are drawn";
  }
}

// Until the next report has come the last one is shown, which may be of other data.
TEST(TrainingView, DrawsAReportOfOtherData) {
  for (const int width : {8, 28}) {
    for (const bool plane : {false, true}) {
      for (const char* query : {"&data=fashion", "&data=digits", "&data=moons"}) {
        Headless headless;
        show(headless, report_of({.plane = plane, .width = width}), query);
        draw_everywhere(headless);
      }
    }
  }
}

TEST(TrainingView, DrawsWithoutAReport) {
  for (const char* query : {"", "&data=fashion", "&data=spirals", "&depth=60&act=relu"}) {
    for (int activity = 0; activity <= 4; ++activity) {
      Headless headless;
      headless.app.set_state(std::string("lab=training") + query);
      headless.app.set_activity(static_cast<Activity>(activity), 1, 10);
      headless.clock += 10.0;
      draw_everywhere(headless);
    }
  }
}

TEST(TrainingView, DrawsDegenerateReports) {
  for (const double factor : {0.0, -1.0, 5e-324, 1e-30, 1e300, infinity, -infinity, nan_value}) {
    for (const int moments : {0, 1, 7}) {
      for (const bool plane : {false, true}) {
        SCOPED_TRACE(testing::Message() << factor << " moments " << moments << " plane " << plane);
        Headless headless;
        show(headless,
             report_of(
                 {.moments = moments, .evaluations = moments, .plane = plane, .factor = factor}));
        for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
          for (int frame = 0; frame < 3; ++frame)
            headless.draw(size.width, size.height, size.scale);
        }
        EXPECT_LT(headless.most_vertices, most_vertices_allowed);
      }
    }
  }
}

TEST(TrainingView, DrawsReportsWhoseListsAreShort) {
  training::Report none;
  training::Report short_lists = report_of({});
  for (training::LayerCourse& course : short_lists.courses) course.update_ratio.resize(3);
  short_lists.history.resize(1);
  short_lists.snapshots.clear();
  short_lists.batch_loss.clear();
  short_lists.layers.resize(2);
  for (training::Sample& sample : short_lists.samples) sample.pixels.resize(5);
  training::Report odd = report_of({.plane = true});
  odd.courses.resize(500);
  odd.points.resize(4);
  for (training::Snapshot& snapshot : odd.snapshots) snapshot.field.resize(7);
  odd.diverged_step = std::numeric_limits<std::uint64_t>::max();
  odd.steps_total = 0;
  for (training::Report* report : {&none, &short_lists, &odd}) {
    Headless headless;
    show(headless, std::move(*report));
    draw_everywhere(headless);
    headless.app.select(5);
    draw_everywhere(headless);
  }
}

TEST(TrainingView, DrawsADivergedRun) {
  training::Report report = report_of({.moments = 113});
  report.batch_loss[112] = infinity;
  report.courses[3].std[112] = nan_value;
  report.courses[4].update_ratio[112] = infinity;
  report.diverged_step = 113;
  report.steps_total = 300;
  Headless headless;
  show(headless, std::move(report));
  draw_everywhere(headless);
}

TEST(TrainingView, ContentHeightDependsOnTheWidthAlone) {
  for (const bool plane : {false, true}) {
    Headless headless;
    open(headless, {.plane = plane});
    for (const float width : {390.0F, 700.0F, 800.0F, 1280.0F, 1920.0F}) {
      for (int i = 0; i < 4; ++i) headless.draw(width, 400.0F);
      const float low = headless.content_height;
      headless.app.select(40);
      for (int i = 0; i < 4; ++i) headless.draw(width, 4000.0F);
      EXPECT_EQ(headless.content_height, low) << width;
    }
  }
}

TEST(TrainingView, NothingPlaysByItself) {
  Headless headless;
  open(headless, {});
  EXPECT_TRUE(headless.app.plays());
  EXPECT_FALSE(headless.app.needs_frame());
  EXPECT_LT(headless.app.next_wake(), 0.0);
  EXPECT_EQ(headless.selected, -1) << "the last moment is shown";
}

TEST(TrainingView, SpacePlaysFromTheStartAndStopsAtTheEnd) {
  Headless headless;
  open(headless, {});
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_LT(headless.selected, 10);
  const int frames = frames_until_rest(headless, 1000);
  EXPECT_GT(frames, 400);
  EXPECT_LT(frames, 520);
  EXPECT_EQ(headless.selected, 300);
}

TEST(TrainingView, HomeGoesToTheStart) {
  Headless headless;
  open(headless, {});
  headless.press(ImGuiKey_Home, 1280, 752);
  EXPECT_EQ(headless.selected, 0);
}

TEST(TrainingView, ARunOnItsWayIsFollowedAgainAtItsEnd) {
  Headless headless;
  show(headless, report_of({.moments = 31, .complete = false}));
  frames_until_rest(headless, 20);
  headless.press(ImGuiKey_Space, 1280, 752);
  frames_until_rest(headless, 1000);
  EXPECT_EQ(headless.selected, -1);
}

TEST(TrainingView, ReducedMotionJumpsInsteadOfPlaying) {
  Headless headless;
  open(headless, {});
  PageSettings page;
  page.reduced_motion = true;
  headless.app.set_page(page);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_EQ(headless.selected, 0);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_EQ(headless.selected, 30);
  EXPECT_LT(frames_until_rest(headless, 100), 10);
}

TEST(TrainingView, AClickOnACurveChoosesTheStepUnderIt) {
  Headless headless;
  open(headless, {});
  // Down a line through the left half of the loss curve until something answers.
  const float x = 296.0F + 24.0F + 120.0F + 60.0F;
  for (float y = 150.0F; y < 300.0F && headless.selected == -1; y += 10.0F) {
    headless.click(x, y, 1280, 752);
  }
  EXPECT_GT(headless.selected, 30);
  EXPECT_LT(headless.selected, 180);
}

TEST(TrainingView, ALayerIsChosenWithoutMovingTheStep) {
  Headless headless;
  open(headless, {});
  headless.click(296.0F + 24.0F + 120.0F + 200.0F, 460.0F, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
  headless.press(ImGuiKey_Escape, 1280, 752);
  EXPECT_EQ(headless.selected, -1);
}

TEST(DrawnValues, KeepsTheEndsOfWhatSharesAPixel) {
  const CurveArea area{0.0F, 2.0F, 0.0F, 10.0F, 0.0, 20.0};
  std::vector<double> xs;
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) {
    xs.push_back(i);
    values.push_back(i == 3 ? -5.0 : i == 7 ? 9.0 : i == 12 ? nan_value : 1.0);
  }
  const std::vector<std::size_t> drawn = drawn_values(area, xs, values);
  EXPECT_EQ(drawn, (std::vector<std::size_t>{3, 7, 10, 12, 13}));
  EXPECT_TRUE(drawn_values(area, {}, values).empty());
  EXPECT_EQ(drawn_values(area, xs, values, 0.01F).size(), 20u);
}

}  // namespace
}  // namespace initlab::ui
