#include "platform/touch_web.h"

#include <emscripten/eventloop.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <cfloat>
#include <cmath>

namespace initlab::platform {
namespace {

constexpr const char* canvas = "#canvas";
constexpr float drag_distance = 6.0F;  // CSS pixels sideways before a touch is a drag
constexpr double press_time = 450.0;   // ms without moving before a touch is a press

struct Finger {
  bool down = false;
  bool dragging = false;
  bool pressing = false;  // held: it shows values, like a mouse that hovers
  int id = 0;
  int timer = 0;
  ImVec2 start{};
};
Finger finger;
void (*wake_frame)() = nullptr;
void (*tell_press)(bool) = nullptr;

void set_pressing(bool pressing) {
  if (pressing == finger.pressing) return;
  finger.pressing = pressing;
  tell_press(pressing);
}

void end_touch() {
  if (finger.timer != 0) emscripten_clear_timeout(finger.timer);
  if (finger.dragging || finger.pressing) {
    ImGuiIO& io = ImGui::GetIO();
    if (finger.dragging) io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // nothing stays hovered
    wake_frame();
  }
  set_pressing(false);
  finger = {};
}

void begin_press(void*) {
  finger.timer = 0;
  if (!finger.down || finger.dragging) return;
  set_pressing(true);
  ImGui::GetIO().AddMousePosEvent(finger.start.x, finger.start.y);
  wake_frame();
}

bool on_start(int, const EmscriptenTouchEvent* event, void*) {
  end_touch();
  if (event->numTouches != 1) return false;  // two fingers zoom: the browser does it
  const EmscriptenTouchPoint& touch = event->touches[0];
  finger.down = true;
  finger.id = touch.identifier;
  finger.start = {static_cast<float>(touch.targetX), static_cast<float>(touch.targetY)};
  finger.timer = emscripten_set_timeout(begin_press, press_time, nullptr);
  return false;
}

bool on_move(int, const EmscriptenTouchEvent* event, void*) {
  if (!finger.down || event->numTouches != 1 || event->touches[0].identifier != finger.id)
    return false;
  const ImVec2 at{static_cast<float>(event->touches[0].targetX),
                  static_cast<float>(event->touches[0].targetY)};
  ImGuiIO& io = ImGui::GetIO();
  // A control that was held for long is dragged as well as one that is moved at once.
  if (finger.pressing && ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand) {
    set_pressing(false);
    finger.dragging = true;
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  }
  if (!finger.dragging && !finger.pressing) {
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
  const bool used = finger.dragging || finger.pressing;
  end_touch();
  return used;  // no click after that
}

}  // namespace

void listen_to_touch(void (*wake)(), void (*press)(bool)) {
  wake_frame = wake;
  tell_press = press;
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
