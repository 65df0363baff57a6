#include "ui/app.h"

#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/thread_host.h"
#include "io/frame.h"
#include "io/query.h"
#include "io/reading_lines.h"
#include "labs/lab.h"
#include "ui/headless.h"
#include "ui/painter.h"
#include "views/registry.h"

namespace initlab::ui {
namespace {

constexpr float wide = 1280.0F;
constexpr float tall = 752.0F;

void settle(Headless& headless, float width = wide, float height = tall) {
  for (int i = 0; i < 20 && headless.app.needs_frame(); ++i) headless.draw(width, height);
}

TEST(App, DrawsNothingBeforeTheFonts) {
  App app({}, make_view);
  EXPECT_FALSE(app.draw(wide, tall, 1.0F));
  for (int slot = 0; slot < 2; ++slot) app.set_font(slot, {});
  app.set_page({.language = Language::ko});
  EXPECT_FALSE(app.draw(wide, tall, 1.0F)) << "Korean waits for its own fonts";
}

TEST(App, StopsAfterAFewFrames) {
  Headless headless;
  headless.app.set_state("lab=forward");
  int frames = 0;
  while (headless.app.needs_frame() && frames < 100) {
    headless.draw(wide, tall);
    ++frames;
  }
  EXPECT_LE(frames, 10);
  headless.app.set_activity(Activity::up_to_date, 1000, 1000);
  frames = 0;
  while (headless.app.needs_frame() && frames < 100) {
    headless.draw(wide, tall);
    ++frames;
  }
  EXPECT_EQ(frames, 3);
  EXPECT_LT(headless.app.next_wake(), 0.0);
}

TEST(App, WakesOnceForTheProgressOfALongRun) {
  Headless headless;
  headless.app.set_activity(Activity::up_to_date, 0, 0);
  settle(headless);
  headless.app.set_activity(Activity::running, 64, 1000);
  settle(headless);
  EXPECT_GT(headless.app.next_wake(), 0.0);
  headless.clock += 1.0;
  EXPECT_LT(headless.app.next_wake(), 0.0) << "a run that goes on for ever must not draw for ever";
}

TEST(App, APinnedRunIsKeptUntilItIsRemoved) {
  Headless headless;
  const std::string query = "lab=forward&preset=he-relu&depth=4&width=16&input_width=16&batch=8";
  headless.app.set_state(query);
  const auto collector = run_experiment(headless.app.experiment());
  const auto report = collector->report();
  const std::vector<std::uint8_t> frame = write_report(headless.app.experiment(), *report);
  EXPECT_FALSE(headless.app.set_pinned(0, "A", query, {}));
  EXPECT_FALSE(
      headless.app.set_pinned(0, "A", "lab=forward&preset=small", std::vector<std::uint8_t>(9)));
  for (const int slot : {-1, most_pins}) {
    EXPECT_FALSE(headless.app.set_pinned(slot, "A", query, frame)) << slot;
  }
  EXPECT_TRUE(headless.app.set_pinned(0, "A", query, frame));
  headless.app.set_report(collector->report());
  settle(headless);
  const int with_pin = headless.most_vertices;
  headless.most_vertices = 0;
  EXPECT_TRUE(headless.app.set_pinned(0, "", "", {}));
  settle(headless);
  EXPECT_LT(headless.most_vertices, with_pin) << "the diamonds are gone";
}

/// Vertices of one frame with these slots taken.
int vertices_with_pins(std::initializer_list<int> slots, std::string_view query) {
  Headless headless;
  headless.app.set_state(query);
  const auto collector = run_experiment(headless.app.experiment());
  const std::vector<std::uint8_t> frame =
      write_report(headless.app.experiment(), *collector->report());
  for (const int slot : slots) {
    EXPECT_TRUE(headless.app.set_pinned(slot, "run", query, frame));
  }
  headless.app.set_report(collector->report());
  settle(headless);
  return headless.most_vertices;
}

TEST(App, FourPinnedRunsAreDrawnInEveryLabOfLayers) {
  for (const char* query :
       {"lab=forward&preset=he-relu&depth=4&width=16&input_width=16&batch=8",
        "lab=backward&preset=he-relu&depth=4&width=16&input_width=16&batch=8"}) {
    int before = vertices_with_pins({}, query);
    for (const auto slots : {std::initializer_list<int>{2}, {0, 2}, {0, 1, 2}, {0, 1, 2, 3}}) {
      const int now = vertices_with_pins(slots, query);
      EXPECT_GT(now, before) << query << ", " << slots.size() << " pins";
      before = now;
    }
  }
}

TEST(App, EachPinHasAShapeOfItsOwn) {
  for (const bool dark : {false, true}) {
    for (int a = 0; a < most_pins; ++a) {
      const PinLook look = pin_look(palette(dark), a);
      EXPECT_NE(look.color, palette(dark).data);
      EXPECT_NE(look.mark, Mark::dot) << "measured values are dots";
      for (int b = 0; b < a; ++b) {
        EXPECT_NE(look.mark, pin_look(palette(dark), b).mark);
        EXPECT_NE(look.color, pin_look(palette(dark), b).color);
      }
    }
  }
}

TEST(App, APinIsRemovedByItsCrossAndKeptByTheButton) {
  Headless headless;
  const std::string query = "lab=forward&preset=he-relu&depth=4&width=16&input_width=16&batch=8";
  headless.app.set_state(query);
  const auto collector = run_experiment(headless.app.experiment());
  const std::vector<std::uint8_t> frame =
      write_report(headless.app.experiment(), *collector->report());
  headless.app.set_report(collector->report());
  ASSERT_TRUE(headless.app.set_pinned(2, "wide", query, frame));
  settle(headless);
  // Down the panel's right edge; what else is there changes settings, and may.
  for (float y = 300.0F; y < 1000.0F; y += 8.0F) headless.click(258.0F, y, wide, 1032.0F);
  EXPECT_NE(std::ranges::find(headless.pinned, 2), headless.pinned.end()) << "no cross";
  EXPECT_NE(std::ranges::find(headless.pinned, keep_this_run), headless.pinned.end());
}

TEST(App, NoPresetOfALabCountsAsEdited) {
  // An edited preset's chip is outlined instead of filled.
  for (const Lab& lab : labs()) {
    const std::unique_ptr<Experiment> experiment = lab.create();
    EXPECT_FALSE(is_edited(*experiment)) << lab.id;
    for (const LabPreset& preset : lab.presets) {
      const std::string query =
          "lab=" + std::string(lab.id) + "&preset=" + std::string(preset.word);
      EXPECT_FALSE(is_edited(*read_query(query).experiment)) << query;
    }
  }
}

TEST(App, ListsOpenWithinWhatTheWindowShows) {
  Headless headless;
  const float height = 1400.0F;  // the page scrolls
  headless.app.set_state("lab=activation");
  settle(headless, wide, height);
  headless.app.set_seen(200.0F, 640.0F);
  const auto list = [] {
    const ImGuiContext& imgui = *ImGui::GetCurrentContext();
    return imgui.OpenPopupStack.empty() ? nullptr : imgui.OpenPopupStack.back().Window;
  };
  int opened = 0;
  for (float y = 300.0F; y < 620.0F; y += 8.0F) {
    headless.click(200.0F, y, wide, height);
    headless.draw(wide, height);
    if (headless.app.list_open() && list() != nullptr) {
      ++opened;
      EXPECT_GE(list()->Pos.y, 200.0F) << y;
      EXPECT_LE(list()->Pos.y + list()->Size.y, 640.0F) << y;
    }
    headless.press(ImGuiKey_Escape, wide, height);
    headless.draw(wide, height);
    headless.app.set_state("lab=activation");
  }
  EXPECT_GE(opened, 2) << "the lists of act and of with";
}

TEST(App, TheActivePresetsChipComesIntoViewOnAPhone) {
  Headless headless;
  headless.app.set_page({.coarse_pointer = true, .panel_hidden = true});
  // The rightmost chip that can be pressed at a phone's right edge is the active one.
  headless.app.set_state("lab=forward&preset=he-relu");
  for (int i = 0; i < 4; ++i) headless.draw(390.0F, 700.0F);
  for (float y = 60.0F; y < 260.0F && headless.edits == 0; y += 10.0F) {
    headless.click(350.0F, y, 390.0F, 700.0F);
  }
  ASSERT_GT(headless.edits, 0) << "no chip";
  EXPECT_NE(headless.last_query.find("preset=he-relu"), std::string::npos) << headless.last_query;
}

TEST(Painter, LinesKeepANumberWithItsSign) {
  const std::string_view text = "std, z = -3.9, of 40 % in all";
  std::string broken;
  for (std::size_t i = 0; i < text.size(); ++i) {
    broken += text[i] == ' ' && may_break(text, i) ? '|' : text[i];
  }
  EXPECT_EQ(broken, "std,|z = -3.9,|of|40 %|in|all");
  EXPECT_TRUE(may_break(" ", 0));
}

TEST(App, TheReadingOfCodeStandsBelowItWithItsButton) {
  Headless headless;
  headless.app.set_state("init=code&code=randn(n,%20m)");
  const auto vertices_with = [&](std::string_view lines) {
    headless.app.set_readings(readings_of_lines(lines));
    settle(headless);
    headless.most_vertices = 0;
    headless.draw(wide, tall);
    return headless.most_vertices;
  };
  const int bare = vertices_with("");
  const int said = vertices_with("code\nRead n as fan_in.\n...\n\n\n\n\n");
  const int swaps = vertices_with("code\nRead n as fan_in.\n...\ncode_order\nout-in\nSwap\n...\n");
  EXPECT_GT(said, bare);
  EXPECT_GT(swaps, said);
  // Of another parameter, and cut short: nothing.
  EXPECT_EQ(vertices_with("width\na\nb\n\n\n\n\ncode\na"), bare);
}

TEST(App, SettingTheStateIsNotEchoed) {
  Headless headless;
  headless.app.set_state("lab=forward&preset=he-relu&depth=7");
  settle(headless);
  EXPECT_EQ(headless.edits, 0);
  EXPECT_NE(headless.app.query().find("depth=7"), std::string::npos);
}

TEST(App, ASliderChangesTheState) {
  Headless headless;
  settle(headless);
  // Down the panel until something takes the press: the layout may change, a slider must not
  // vanish.
  for (float y = 60.0F; y < 700.0F && headless.last_query.find("depth=") == std::string::npos;
       y += 8.0F) {
    headless.app.set_state("lab=forward");  // a click may have been on another lab's row
    headless.click(180.0F, y, wide, tall);
    headless.press(ImGuiKey_Escape, wide, tall);
  }
  EXPECT_NE(headless.last_query.find("depth="), std::string::npos);
}

TEST(App, ArrowKeysChooseALayerAndEscapeClears) {
  Headless headless;
  settle(headless);
  headless.press(ImGuiKey_RightArrow, wide, tall);
  EXPECT_EQ(headless.selected, 0);
  headless.press(ImGuiKey_RightArrow, wide, tall);
  EXPECT_EQ(headless.selected, 1);
  headless.press(ImGuiKey_LeftArrow, wide, tall);
  EXPECT_EQ(headless.selected, 0);
  headless.press(ImGuiKey_Escape, wide, tall);
  EXPECT_EQ(headless.selected, -1);
}

TEST(App, SelectingFromOutsideIsClamped) {
  Headless headless;
  for (int layer : {1000000, -5, 3}) {
    headless.app.select(layer);
    settle(headless);
  }
  EXPECT_EQ(headless.selected, -1) << "what came from outside is not echoed";
}

TEST(App, ContentHeightDoesNotDependOnTheHeight) {
  Headless headless;
  for (float width : {390.0F, 800.0F, 1280.0F, 1920.0F}) {
    for (int i = 0; i < 4; ++i) headless.draw(width, 400.0F);
    const float low = headless.content_height;
    for (int i = 0; i < 4; ++i) headless.draw(width, 4000.0F);
    EXPECT_EQ(headless.content_height, low) << width;
  }
}

TEST(App, HostileStatesAndFramesAreHarmless) {
  Headless headless;
  for (const char* query :
       {"", "&&&=", "lab=nothing", "depth=1e999&width=-1&seed=%zz", "preset=x&act=y"}) {
    headless.app.set_state(query);
    settle(headless);
  }
  EXPECT_FALSE(headless.app.set_report(std::span<const std::uint8_t>{}));
  const std::vector<std::uint8_t> junk(4096, 0xAB);
  EXPECT_FALSE(headless.app.set_report(junk));
  settle(headless);
}

TEST(App, FontsMayArriveLater) {
  Headless headless;
  settle(headless);
  for (int slot = 0; slot < Fonts::slots; ++slot) {
    headless.app.set_font(slot, {});
    ASSERT_TRUE(headless.draw(wide, tall));
  }
  headless.app.set_page({.language = Language::ko});
  settle(headless);
  EXPECT_LE(ImGui::GetIO().Fonts->Fonts.Size, 2) << "old fonts are removed";
}

TEST(Fonts, RefusesWhatIsNoFont) {
  const std::vector<std::uint8_t> junk(5000, 0);
  EXPECT_EQ(font_line_height({}), 0.0F);
  EXPECT_EQ(font_line_height(junk), 0.0F);
  std::vector<std::uint8_t> header = {'O', 'T', 'T', 'O', 0xFF, 0xFF, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(font_line_height(header), 0.0F);
  header.resize(2000, 0x40);
  EXPECT_EQ(font_line_height(header), 0.0F);
}

}  // namespace
}  // namespace initlab::ui
