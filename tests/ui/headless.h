#pragma once

#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "ui/app.h"

namespace initlab::ui {

/// The application without a window or a GPU: textures are acknowledged and never uploaded.
class Headless {
 public:
  Headless() : app(callbacks()) {
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
    host.content_height = [this](float height) { content_height = height; };
    host.random_seed = [] { return 4321U; };
    host.now = [this] { return clock; };
    return host;
  }
};

}  // namespace initlab::ui
