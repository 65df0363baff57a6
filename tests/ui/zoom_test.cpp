#include "ui/zoom.h"

#include <gtest/gtest.h>

#include <limits>

#include "headless.h"

namespace initlab::ui {
namespace {

constexpr ImVec2 size{400.0F, 800.0F};

TEST(Zoom, WhatIsBetweenTheFingersStaysThere) {
  const Zoom zoom = Zoom::pinched({}, {100.0F, 300.0F}, {120.0F, 310.0F}, 2.0F, size);
  EXPECT_FLOAT_EQ(zoom.scale(), 2.0F);
  const ImVec2 seen = zoom.to_canvas({100.0F, 300.0F});
  EXPECT_FLOAT_EQ(seen.x, 120.0F);
  EXPECT_FLOAT_EQ(seen.y, 310.0F);
  const ImVec2 back = zoom.to_picture(seen);
  EXPECT_FLOAT_EQ(back.x, 100.0F);
  EXPECT_FLOAT_EQ(back.y, 300.0F);
}

TEST(Zoom, TheCanvasIsAlwaysFull) {
  Zoom zoom = Zoom::pinched({}, {0.0F, 0.0F}, {400.0F, 800.0F}, 4.0F, size);
  EXPECT_EQ(zoom.origin().x, 0.0F);
  EXPECT_EQ(zoom.origin().y, 0.0F);
  zoom.move({-1e6F, -1e6F}, size);
  EXPECT_FLOAT_EQ(zoom.origin().x, 300.0F);
  EXPECT_FLOAT_EQ(zoom.origin().y, 600.0F);
  EXPECT_FALSE(Zoom::pinched(zoom, {10.0F, 10.0F}, {10.0F, 10.0F}, 0.01F, size).zoomed());
  EXPECT_EQ(Zoom::pinched(zoom, {}, {}, 1e9F, size).scale(), Zoom::most);
}

TEST(Zoom, ACanvasThatShrinksIsFullToo) {
  Zoom zoom = Zoom::pinched({}, {400.0F, 800.0F}, {400.0F, 800.0F}, 2.0F, size);
  zoom.keep_within({400.0F, 300.0F});
  EXPECT_FLOAT_EQ(zoom.origin().y, 150.0F);
}

TEST(Zoom, FingersInOnePlaceChangeNothing) {
  for (const float ratio : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_FALSE(Zoom::pinched({}, {}, {}, ratio, size).zoomed());
  }
}

TEST(Zoom, ThePictureIsBuiltAsBeforeAndDrawnLarger) {
  Headless headless;
  ASSERT_TRUE(headless.draw(400.0F, 800.0F, 2.0F));
  headless.app.zoom() = Zoom::pinched({}, {200.0F, 400.0F}, {200.0F, 400.0F}, 2.0F, size);
  ASSERT_TRUE(headless.draw(400.0F, 800.0F, 2.0F));
  const ImDrawData* data = ImGui::GetDrawData();
  EXPECT_FLOAT_EQ(data->DisplayPos.x, 100.0F);
  EXPECT_FLOAT_EQ(data->DisplayPos.y, 200.0F);
  // Never a pixel less, for the backend cuts what is behind the point.
  EXPECT_GE(data->DisplaySize.x * data->FramebufferScale.x, 800.0F);
  EXPECT_LT(data->DisplaySize.x * data->FramebufferScale.x, 800.1F);
  EXPECT_GE(data->DisplaySize.y * data->FramebufferScale.y, 1600.0F);
}

}  // namespace
}  // namespace initlab::ui
