#include "platform/touch_web.h"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace initlab::platform {
namespace {

constexpr const char* touched = "#canvas";
constexpr float drag_distance = 6.0F;  // CSS pixels sideways before a touch is a drag
constexpr double press_time = 450.0;   // ms without moving before a touch is a press
constexpr double tap_time = 300.0;     // ms between two taps that belong together
constexpr float tap_distance = 40.0F;  // CSS pixels between them

/// One finger. Points are in CSS pixels of the canvas.
struct Finger {
  bool down = false;
  bool dragging = false;
  bool pressing = false;  // held: it shows values, like a mouse that hovers
  bool moving = false;    // it moves what is zoomed
  int id = 0;
  int timer = 0;
  ImVec2 start{};
  ImVec2 last{};
};

/// Two of them.
struct Pinch {
  bool active = false;
  ui::Zoom before;
  ImVec2 middle{};
  float distance = 0.0F;
};

/// The last touch that was a tap.
struct Tap {
  double time = -1e9;  // ms
  ImVec2 at{};
};

// clang-format off
EM_JS(double, page_zoom, (), { return window.visualViewport?.scale ?? 1; });
// clang-format on

Finger finger;
Pinch pinch;
Tap tap;
TouchHost host;

ImVec2 point_of(const EmscriptenTouchPoint& touch) {
  return {static_cast<float>(touch.targetX), static_cast<float>(touch.targetY)};
}

ImVec2 canvas_size() {
  double width = 0.0;
  double height = 0.0;
  emscripten_get_element_css_size(touched, &width, &height);
  return {static_cast<float>(width), static_cast<float>(height)};
}

void point_at(ImVec2 seen) {
  const ImVec2 at = host.zoom().to_picture(seen);
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
}

bool over_control() { return ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand; }

void set_pressing(bool pressing) {
  if (pressing == finger.pressing) return;
  finger.pressing = pressing;
  host.press(pressing);
}

void start_drag() {
  finger.dragging = true;
  point_at(finger.start);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
}

void end_touch() {
  if (finger.timer != 0) emscripten_clear_timeout(finger.timer);
  if (finger.dragging || finger.pressing || finger.moving) {
    ImGuiIO& io = ImGui::GetIO();
    if (finger.dragging) io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // nothing stays hovered
    host.wake();
  }
  set_pressing(false);
  finger = {};
}

void begin_press(void*) {
  finger.timer = 0;
  if (!finger.down || finger.dragging || finger.moving) return;
  set_pressing(true);
  point_at(finger.start);
  host.wake();
}

void read_pinch(const EmscriptenTouchEvent& event, ImVec2& middle, float& distance) {
  const ImVec2 a = point_of(event.touches[0]);
  const ImVec2 b = point_of(event.touches[1]);
  middle = {0.5F * (a.x + b.x), 0.5F * (a.y + b.y)};
  distance = std::hypot(a.x - b.x, a.y - b.y);
}

bool on_start(int, const EmscriptenTouchEvent* event, void*) {
  end_touch();
  // A page that is zoomed itself, from elsewhere, can be zoomed back here; and two fingers of which
  // one is beside the canvas are not for it.
  pinch.active = event->numTouches == 2 && event->touches[0].onTarget &&
                 event->touches[1].onTarget && page_zoom() <= 1.0;
  if (pinch.active) {
    pinch.before = host.zoom();
    read_pinch(*event, pinch.middle, pinch.distance);
    tap = {};
    return true;
  }
  if (event->numTouches != 1) return false;
  finger.down = true;
  finger.id = event->touches[0].identifier;
  finger.start = finger.last = point_of(event->touches[0]);
  finger.timer = emscripten_set_timeout(begin_press, press_time, nullptr);
  if (host.zoom().zoomed()) {
    point_at(finger.start);  // whether there is a control is known a frame later
    host.wake();
  }
  return false;
}

bool on_pinch(const EmscriptenTouchEvent& event) {
  if (event.numTouches != 2) return true;
  ImVec2 middle;
  float distance = 0.0F;
  read_pinch(event, middle, distance);
  const float ratio = pinch.distance > 0.0F ? distance / pinch.distance : 0.0F;
  host.zoom() = ui::Zoom::pinched(pinch.before, pinch.middle, middle, ratio, canvas_size());
  host.wake();
  return true;
}

/// What a finger that begins to move will do; false when the page scrolls.
bool decide(ImVec2 at) {
  const float dx = std::abs(at.x - finger.start.x);
  const float dy = std::abs(at.y - finger.start.y);
  if (host.zoom().zoomed() && !over_control()) {
    finger.moving = std::max(dx, dy) > drag_distance;
    return true;
  }
  if (dy > drag_distance && dy > dx) finger.down = false;  // the page scrolls
  if (!finger.down || dx < drag_distance) return false;
  start_drag();
  return true;
}

bool on_move(int, const EmscriptenTouchEvent* event, void*) {
  if (pinch.active) return on_pinch(*event);
  if (!finger.down || event->numTouches != 1 || event->touches[0].identifier != finger.id)
    return false;
  const ImVec2 at = point_of(event->touches[0]);
  // A control that was held for long is dragged as well as one that is moved at once.
  if (finger.pressing && over_control()) {
    set_pressing(false);
    start_drag();
  }
  const bool decided = finger.dragging || finger.pressing || finger.moving;
  if (!decided && !decide(at)) return false;
  if (finger.moving) {
    host.zoom().move({at.x - finger.last.x, at.y - finger.last.y}, canvas_size());
  } else if (finger.dragging || finger.pressing) {
    point_at(at);
  }
  finger.last = at;
  host.wake();
  return true;
}

/// Whether this tap is the second of two that show the whole picture again.
bool ends_zoom() {
  if (over_control()) {  // pressed twice
    tap = {};
    return false;
  }
  const double now = emscripten_get_now();
  const bool second =
      now - tap.time < tap_time &&
      std::hypot(finger.start.x - tap.at.x, finger.start.y - tap.at.y) < tap_distance;
  tap = {now, finger.start};
  if (!second || !host.zoom().zoomed()) return false;
  host.zoom().reset();
  tap = {};
  return true;
}

bool on_end(int type, const EmscriptenTouchEvent*, void*) {
  const bool used = finger.dragging || finger.pressing || finger.moving || pinch.active;
  const bool tapped = !used && finger.down && type == EMSCRIPTEN_EVENT_TOUCHEND;
  const bool whole = tapped && ends_zoom();
  if (pinch.active && host.zoom().scale() < ui::Zoom::least) {
    host.zoom().reset();
    host.wake();
  }
  // The finger that is left over of two does nothing.
  pinch.active = false;
  end_touch();
  if (whole) host.wake();
  return used || whole;  // no click after that
}

}  // namespace

void listen_to_touch(const TouchHost& told) {
  host = told;
  emscripten_set_touchstart_callback(touched, nullptr, false, nullptr);
  emscripten_set_touchmove_callback(touched, nullptr, false, nullptr);
  emscripten_set_touchend_callback(touched, nullptr, false, nullptr);
  emscripten_set_touchcancel_callback(touched, nullptr, false, nullptr);
  emscripten_set_touchstart_callback(touched, nullptr, false, on_start);
  emscripten_set_touchmove_callback(touched, nullptr, false, on_move);
  emscripten_set_touchend_callback(touched, nullptr, false, on_end);
  emscripten_set_touchcancel_callback(touched, nullptr, false, on_end);
}

}  // namespace initlab::platform
