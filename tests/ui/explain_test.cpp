#include "ui/explain.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "engine/thread_host.h"
#include "text/strings.h"
#include "ui/headless.h"

namespace initlab::ui {
namespace {

/// What presses on a column of places of the canvas explain.
std::set<std::string> pressed_terms(const std::string& query, CanvasSize size, float x, float y0,
                                    float y1) {
  Headless headless;
  headless.app.set_page(
      {.coarse_pointer = size.width < 720.0F, .panel_hidden = size.width < 720.0F});
  headless.app.set_state(query);
  headless.app.set_report(run_experiment(headless.app.experiment())->report());
  for (int i = 0; i < 4; ++i) headless.draw(size.width, size.height);
  for (float y = y0; y < y1; y += 8.0F) {
    // A press beside the words may have chosen another lab.
    headless.app.set_state(query);
    headless.click(x, y, size.width, size.height);
  }
  return {headless.explained.begin(), headless.explained.end()};
}

TEST(Explain, WordsBesideThePlotsAndInTheTable) {
  const std::string small = "&depth=3&width=16&input_width=16&batch=16&seeds=4";
  const std::set<std::string> forward =
      pressed_terms("lab=forward&preset=he-relu" + small, {1280, 752, 1}, 324.0F, 80.0F, 740.0F);
  for (const char* id : {"std_deviation", "mean_value", "theory", "z_score", "zero", "dead"}) {
    EXPECT_TRUE(forward.contains(id)) << id;
  }
  const std::set<std::string> backward =
      pressed_terms("lab=backward&preset=he-relu" + small, {1280, 752, 1}, 324.0F, 80.0F, 740.0F);
  for (const char* id : {"gradient_rms", "theory", "weight_gradient_norm", "median_derivative"}) {
    EXPECT_TRUE(backward.contains(id)) << id;
  }
}

TEST(Explain, OnAPhoneTheHeadsOfTheTable) {
  const std::string small = "&depth=3&width=16&input_width=16&batch=16&seeds=4";
  std::set<std::string> found;
  for (const float x : {30.0F, 130.0F, 200.0F, 240.0F, 360.0F}) {
    found.merge(
        pressed_terms("lab=forward&preset=he-relu" + small, {390, 1400, 1}, x, 60.0F, 1000.0F));
  }
  for (const char* id : {"std_deviation", "theory", "z_score", "mean_value"}) {
    EXPECT_TRUE(found.contains(id)) << id;
  }
}

TEST(Explain, LabelsOfThePanel) {
  const std::set<std::string> found =
      pressed_terms("lab=forward", {1280, 900, 1}, 24.0F, 60.0F, 900.0F);
  EXPECT_TRUE(found.contains("gain"));
  EXPECT_TRUE(found.contains("depth"));
}

TEST(Explain, LabelsAreFoundInBothLanguages) {
  EXPECT_EQ(label_term(strings::label_z.en, Language::en), &terms::z_score);
  EXPECT_EQ(label_term(strings::label_std.ko, Language::ko), &terms::std_deviation);
  EXPECT_EQ(label_term("nothing of the kind", Language::en), nullptr);
}

}  // namespace
}  // namespace initlab::ui
