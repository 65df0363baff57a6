#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "engine/thread_host.h"
#include "labs/adapter.h"
#include "labs/symmetry/lab.h"
#include "numbers.h"
#include "ui/curve_plot.h"
#include "ui/group_marks.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

/// The lab with the result of its state, drawn until it rests.
void open_symmetry(Headless& headless, const std::string& query) {
  headless.app.set_state("lab=symmetry&" + query);
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  headless.app.set_activity(Activity::up_to_date, 1, 1);
  for (int i = 0; i < 20 && headless.app.needs_frame(); ++i) headless.draw(1280, 752);
}

TEST(SymmetryView, DrawsEveryPresetAtEverySize) {
  const std::span<const LabPreset> presets = lab_presets(symmetry::Params{});
  for (const LabPreset& preset : presets) {
    SCOPED_TRACE(std::string(preset.word));
    Headless headless;
    open_symmetry(headless, "preset=" + std::string(preset.word) + "&steps=30");
    draw_everywhere(headless);
    headless.app.select(3);
    draw_everywhere(headless);
  }
}

TEST(SymmetryView, DrawsTheLargestAndADivergingTraining) {
  for (const char* query : {"preset=he&hidden=32&steps=200", "preset=he&task=sine&act=relu&rate=3",
                            "hidden=1&steps=1"}) {
    SCOPED_TRACE(query);
    Headless headless;
    open_symmetry(headless, query);
    draw_everywhere(headless);
  }
}

TEST(SymmetryView, DrawsWithoutAReport) {
  for (int activity = 0; activity <= 4; ++activity) {
    Headless headless;
    headless.app.set_state("lab=symmetry");
    headless.app.set_activity(static_cast<Activity>(activity), 1, 10);
    headless.clock += 10.0;
    draw_everywhere(headless);
  }
}

symmetry::Report made_up(std::size_t steps, std::size_t units, double value) {
  symmetry::Report report;
  report.hidden = units;
  report.headline = {"Made up.", "지어낸 결과입니다."};
  report.points.assign(7, value);
  report.diverged_step = report.broken_step = 1'000'000;
  report.constant_loss = value;
  for (std::size_t i = 0; i < steps; ++i) {
    symmetry::Step step;
    step.step = i;
    step.loss = step.twin_loss = step.mean_abs_cosine = step.effective_rank = value;
    step.distinct_units = units;
    step.orbits.assign(units, 1000);
    step.weights.assign(4 * units + i % 2, value);
    step.field.assign(i % 3 == 0 ? 256 : 5, value);
    report.steps.push_back(std::move(step));
  }
  return report;
}

TEST(SymmetryView, DrawsDegenerateReports) {
  for (const double value : {0.0, -1.0, 5e-324, 1e300, -1e300, infinity, -infinity, nan_value}) {
    for (const std::size_t steps : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
      for (const std::size_t units : {std::size_t{0}, std::size_t{3}, std::size_t{60}}) {
        SCOPED_TRACE(testing::Message() << value << " steps " << steps << " units " << units);
        Headless headless;
        headless.app.set_state("lab=symmetry");
        headless.app.set_report(
            std::make_unique<ReportOf<symmetry::Report>>(made_up(steps, units, value)));
        for (const CanvasSize& size : {canvas_sizes[0], canvas_sizes[3]}) {
          for (int frame = 0; frame < 3; ++frame)
            headless.draw(size.width, size.height, size.scale);
        }
        EXPECT_LT(headless.most_vertices, most_vertices_allowed);
      }
    }
  }
}

TEST(SymmetryView, ContentHeightDoesNotDependOnTheHeight) {
  Headless headless;
  open_symmetry(headless, "steps=20");
  for (float width : {390.0F, 800.0F, 1280.0F, 1920.0F}) {
    for (int i = 0; i < 4; ++i) headless.draw(width, 400.0F);
    const float low = headless.content_height;
    for (int i = 0; i < 4; ++i) headless.draw(width, 4000.0F);
    EXPECT_EQ(headless.content_height, low) << width;
  }
}

TEST(SymmetryView, NothingPlaysByItself) {
  Headless headless;
  open_symmetry(headless, "steps=50");
  EXPECT_FALSE(headless.app.needs_frame());
  EXPECT_LT(headless.app.next_wake(), 0.0);
  EXPECT_EQ(headless.selected, -1) << "the last step is shown";
}

TEST(SymmetryView, SpacePlaysFromTheStartAndStopsAtTheEnd) {
  Headless headless;
  open_symmetry(headless, "steps=50");
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_LT(headless.selected, 3);
  EXPECT_TRUE(headless.app.needs_frame());
  // Eight seconds of 60 frames, and some to settle.
  const int frames = frames_until_rest(headless, 1000);
  EXPECT_GT(frames, 400);
  EXPECT_LT(frames, 520);
  EXPECT_EQ(headless.selected, 50);
  EXPECT_FALSE(headless.app.needs_frame());
}

TEST(SymmetryView, OnlyALabThatPlaysTakesThePlayersKeys) {
  Headless headless;
  EXPECT_FALSE(headless.app.plays());
  open_symmetry(headless, "steps=5");
  EXPECT_TRUE(headless.app.plays());
  headless.press(ImGuiKey_Home, 1280, 752);
  EXPECT_EQ(headless.selected, 0);
}

TEST(SymmetryView, SpacePauses) {
  Headless headless;
  open_symmetry(headless, "steps=50");
  headless.press(ImGuiKey_Space, 1280, 752);
  for (int i = 0; i < 100; ++i) headless.draw(1280, 752);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_LT(frames_until_rest(headless, 100), 10);
  const int paused = headless.selected;
  EXPECT_GT(paused, 5);
  EXPECT_LT(paused, 20);
  // And goes on from there.
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_GE(headless.selected, paused);
  EXPECT_TRUE(headless.app.needs_frame());
}

TEST(SymmetryView, AnArrowOrAChoiceFromOutsideStopsPlaying) {
  for (const bool arrow : {true, false}) {
    Headless headless;
    open_symmetry(headless, "steps=50");
    headless.press(ImGuiKey_Space, 1280, 752);
    for (int i = 0; i < 60; ++i) headless.draw(1280, 752);
    if (arrow) {
      headless.press(ImGuiKey_RightArrow, 1280, 752);
    } else {
      headless.app.select(40);
    }
    EXPECT_LT(frames_until_rest(headless, 100), 10);
  }
}

TEST(SymmetryView, ReducedMotionJumpsInsteadOfPlaying) {
  Headless headless;
  open_symmetry(headless, "steps=50");
  PageSettings page;
  page.reduced_motion = true;
  headless.app.set_page(page);
  frames_until_rest(headless, 20);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_EQ(headless.selected, 0);
  headless.press(ImGuiKey_Space, 1280, 752);
  EXPECT_EQ(headless.selected, 5);
  EXPECT_LT(frames_until_rest(headless, 100), 10);
  EXPECT_EQ(headless.selected, 5);
}

TEST(SymmetryView, ButtonsStepAndReset) {
  Headless headless;
  open_symmetry(headless, "steps=50");
  // The row of buttons is the first thing that answers below the headline.
  const auto press_at = [&](float x) {
    const int before = headless.selected;
    for (float y = 60.0F; y < 160.0F && headless.selected == before; y += 8.0F) {
      headless.click(x, y, 1280, 752);
    }
    frames_until_rest(headless, 20);
  };
  const float first = 296.0F + 24.0F + 34.0F;  // the middle of Reset
  press_at(first);
  EXPECT_EQ(headless.selected, 0);
  press_at(first + 3.0F * 76.0F);
  EXPECT_GE(headless.selected, 1);
  const int stepped = headless.selected;
  press_at(first + 76.0F);
  EXPECT_LT(headless.selected, stepped);
}

TEST(GroupMarks, NoTwoOfTheFirstTwentyFourAreAlike) {
  for (const bool dark : {false, true}) {
    for (int a = 0; a < 24; ++a) {
      for (int b = 0; b < a; ++b) {
        const GroupMark first = group_mark(a, dark);
        const GroupMark second = group_mark(b, dark);
        EXPECT_TRUE(first.shape != second.shape || first.color != second.color) << a << ' ' << b;
        // Neighbours differ in both.
        if (a - b == 1) {
          EXPECT_TRUE(first.shape != second.shape && first.color != second.color) << a;
        }
      }
    }
    group_mark(-1, dark);
    group_mark(1'000'000, dark);
  }
}

TEST(CurveArea, MapsItsEnds) {
  const CurveArea area{10.0F, 110.0F, 0.0F, 50.0F, 0.0, 200.0};
  EXPECT_EQ(area.x(0.0), 10.0F);
  EXPECT_EQ(area.x(200.0), 110.0F);
  const CurveArea empty{10.0F, 110.0F, 0.0F, 50.0F, 5.0, 5.0};
  EXPECT_EQ(empty.x(5.0), 60.0F);
}

}  // namespace
}  // namespace initlab::ui
