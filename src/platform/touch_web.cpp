#include "platform/touch_web.h"

#include <emscripten/html5.h>
#include <imgui.h>

#include <cfloat>
#include <cmath>

namespace initlab::platform {
namespace {

constexpr const char* canvas = "#canvas";
constexpr float drag_distance = 6.0F;  // CSS pixels sideways before a touch is a drag

struct Finger {
  bool down = false;
  bool dragging = false;
  int id = 0;
  ImVec2 start{};
};
Finger finger;
void (*wake_frame)() = nullptr;

void end_drag() {
  if (finger.dragging) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // nothing stays hovered
    wake_frame();
  }
  finger = {};
}

bool on_start(int, const EmscriptenTouchEvent* event, void*) {
  end_drag();
  if (event->numTouches != 1) return false;  // two fingers zoom the page
  const EmscriptenTouchPoint& touch = event->touches[0];
  finger = {true,
            false,
            touch.identifier,
            {static_cast<float>(touch.targetX), static_cast<float>(touch.targetY)}};
  return false;
}

bool on_move(int, const EmscriptenTouchEvent* event, void*) {
  if (!finger.down || event->numTouches != 1 || event->touches[0].identifier != finger.id)
    return false;
  const ImVec2 at{static_cast<float>(event->touches[0].targetX),
                  static_cast<float>(event->touches[0].targetY)};
  ImGuiIO& io = ImGui::GetIO();
  if (!finger.dragging) {
    const float dx = std::abs(at.x - finger.start.x);
    const float dy = std::abs(at.y - finger.start.y);
    if (dy > drag_distance && dy > dx) finger.down = false;  // the page scrolls
    if (!finger.down || dx < drag_distance) return false;
    finger.dragging = true;
    io.AddMousePosEvent(finger.start.x, finger.start.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  }
  io.AddMousePosEvent(at.x, at.y);
  wake_frame();
  return true;
}

bool on_end(int, const EmscriptenTouchEvent*, void*) {
  const bool dragged = finger.dragging;
  end_drag();
  return dragged;  // no click after a drag
}

}  // namespace

void listen_to_touch(void (*wake)()) {
  wake_frame = wake;
  emscripten_set_touchstart_callback(canvas, nullptr, false, nullptr);
  emscripten_set_touchmove_callback(canvas, nullptr, false, nullptr);
  emscripten_set_touchend_callback(canvas, nullptr, false, nullptr);
  emscripten_set_touchcancel_callback(canvas, nullptr, false, nullptr);
  emscripten_set_touchstart_callback(canvas, nullptr, false, on_start);
  emscripten_set_touchmove_callback(canvas, nullptr, false, on_move);
  emscripten_set_touchend_callback(canvas, nullptr, false, on_end);
  emscripten_set_touchcancel_callback(canvas, nullptr, false, on_end);
}

}  // namespace initlab::platform
