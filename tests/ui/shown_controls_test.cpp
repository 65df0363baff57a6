#include "ui/shown_controls.h"

#include "headless.h"

namespace initlab::ui {
namespace {

TEST(ShownControls, EverythingUnlessSaid) {
  EXPECT_TRUE(ShownControls().shows("gain"));
  EXPECT_TRUE(ShownControls("controls=&hide=").shows("gain"));
  EXPECT_FALSE(ShownControls("controls=&hide=").empty());
  EXPECT_FALSE(ShownControls("hide=gain,seed").shows("seed"));
  EXPECT_TRUE(ShownControls("hide=gain,seed").shows("depth"));
  EXPECT_TRUE(ShownControls("lang=ko&&=&hide").shows("gain"));
}

TEST(ShownControls, TheNamedOnes) {
  const ShownControls some("controls=gain,seed,pin&hide=pin");
  EXPECT_TRUE(some.chosen());
  EXPECT_TRUE(some.shows("gain"));
  EXPECT_FALSE(some.shows("depth"));
  EXPECT_FALSE(some.shows("pin")) << "hidden outranks named";
  EXPECT_FALSE(some.empty());
  EXPECT_TRUE(ShownControls("controls=none").empty());
  EXPECT_TRUE(ShownControls("controls=gain&hide=gain").empty());
}

TEST(ShownControls, ThePanelHasOnlyThose) {
  Headless window;
  window.draw(1280, 800);
  const int all = window.most_vertices;
  window.app.set_controls("controls=gain");
  window.most_vertices = 0;
  window.draw(1280, 800);
  EXPECT_LT(window.most_vertices, all / 2);
}

}  // namespace
}  // namespace initlab::ui
