#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ui/app.h"
#include "ui/text_field.h"
#include "views/registry.h"

namespace initlab::ui {

/// The application without a window or a GPU: textures are acknowledged and never uploaded.
class Headless {
 public:
  Headless() : app(callbacks(), make_view) {
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    // No font: text is drawn with ImGui's own, as when fonts cannot be had.
    for (int slot = 0; slot < Fonts::slots; ++slot) app.set_font(slot, {});
  }

  bool draw(float width, float height, float scale = 1.0F) {
    clock += 1.0 / 60.0;
    const bool built = app.draw(width, height, scale);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
      } else if (texture->Status != ImTextureStatus_OK) {
        texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID + 1));
        texture->SetStatus(ImTextureStatus_OK);
      }
    }
    if (built) {
      for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        most_vertices = std::max(most_vertices, list->VtxBuffer.Size);
      }
    }
    return built;
  }

  /// A click: pressing and releasing are frames apart, as they are for a hand.
  void click(float x, float y, float width, float height) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    draw(width, height);
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    draw(width, height);
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    draw(width, height);
  }

  void press(ImGuiKey key, float width, float height) {
    ImGui::GetIO().AddKeyEvent(key, true);
    draw(width, height);
    ImGui::GetIO().AddKeyEvent(key, false);
    draw(width, height);
  }

  double clock = 100.0;
  int most_vertices = 0;
  int edits = 0;
  std::string last_query;
  int selected = -1;
  std::vector<int> pinned;  // what was asked of pin()
  std::vector<std::string> explained;
  float content_height = 0.0F;
  App app;

 private:
  HostCallbacks callbacks() {
    HostCallbacks host;
    host.state_changed = [this](std::string_view query) {
      ++edits;
      last_query = query;
    };
    host.select = [this](int layer) { selected = layer; };
    host.explain = [this](std::string_view term, float, float, float, float) {
      explained.emplace_back(term);
    };
    host.pin = [this](int slot) { pinned.push_back(slot); };
    host.content_height = [this](float height) { content_height = height; };
    host.text_field = draw_text_field;
    host.random_seed = [] { return 4321U; };
    host.now = [this] { return clock; };
    return host;
  }
};

/// A canvas in CSS pixels, and device pixels per CSS pixel.
struct CanvasSize {
  float width, height, scale;
};
inline constexpr CanvasSize canvas_sizes[] = {{1280, 752, 1}, {1920, 1032, 2}, {800, 500, 1.5F},
                                              {390, 700, 3},  {320, 200, 2},   {60, 40, 1}};

// ImGui's indices have 16 bits, and WebGL no vertex offset: a window's list must stay below this.
inline constexpr int most_vertices_allowed = 60000;

/// Frames until the app rests; `limit` when it does not.
inline int frames_until_rest(Headless& headless, int limit) {
  int frames = 0;
  while (headless.app.needs_frame() && frames < limit) {
    headless.draw(1280, 752);
    ++frames;
  }
  return frames;
}

/// At every size, light in English and dark in Korean, until it rests.
inline void draw_everywhere(Headless& headless) {
  for (const CanvasSize& size : canvas_sizes) {
    for (const bool dark : {false, true}) {
      PageSettings page;
      page.dark = dark;
      page.language = dark ? Language::ko : Language::en;
      page.coarse_pointer = size.width < 720;
      headless.app.set_page(page);
      for (int frame = 0; frame < 3; ++frame) {
        ASSERT_TRUE(headless.draw(size.width, size.height, size.scale));
      }
    }
  }
  EXPECT_LT(headless.most_vertices, most_vertices_allowed);
}

}  // namespace initlab::ui
