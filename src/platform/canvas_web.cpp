#include "platform/canvas_web.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <cmath>

#include "platform/page_web.h"
#include "platform/touch_web.h"
#include "views/registry.h"

namespace initlab::platform {
namespace {

constexpr const char* canvas = "#canvas";

void press_lab(bool pressing) { lab->app.set_pressing(pressing); }

ui::Zoom& lab_zoom() { return lab->app.zoom(); }

/// Of what the mouse does outside the canvas SDL does not say whose it is, and ImGui passes it
/// over: a button that is let go there would stay down. There is but one window.
void name_window(SDL_Event& event, SDL_Window* window) {
  if (event.type != SDL_MOUSEBUTTONUP || event.button.windowID != 0) return;
  event.button.windowID = SDL_GetWindowID(window);
}

/// Where the mouse is in the picture, which may be zoomed.
void place_mouse(SDL_Event& event) {
  if (event.type != SDL_MOUSEMOTION) return;
  const ImVec2 at = lab_zoom().to_picture(
      {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)});
  event.motion.x = static_cast<int>(std::lround(at.x));
  event.motion.y = static_cast<int>(std::lround(at.y));
}

void wake_lab() {
  lab->app.wake();
  lab->request_frame();
}

// As the browser says: SDL misses a modifier that went down while the canvas was not in focus.
bool modifier_held = false;

bool note_modifiers(int, const EmscriptenKeyboardEvent* event, void*) {
  modifier_held = event->ctrlKey || event->altKey || event->metaKey;
  return false;
}

/// What the canvas takes of the keyboard; everything else, and every combination with a modifier,
/// stays with the page: Tab above all.
bool is_own_key(const SDL_KeyboardEvent& key) {
  if (modifier_held) return false;
  switch (key.keysym.sym) {
    case SDLK_LEFT:
    case SDLK_RIGHT:
    case SDLK_ESCAPE:
      return true;
    case SDLK_UP:
    case SDLK_DOWN:
    case SDLK_RETURN:
      return lab && lab->app.list_open();
    case SDLK_SPACE:
      return lab && (lab->app.plays() || lab->app.list_open());
    case SDLK_HOME:
      return lab && lab->app.plays();  // elsewhere they scroll the page
    default:
      return false;
  }
}

int filter_event(void*, SDL_Event* event) {
  // A release is always let through, so that no key stays down.
  if (event->type == SDL_KEYDOWN) return is_own_key(event->key) ? 1 : 0;
  return 1;
}

int watch_event(void*, SDL_Event* event) {
  // Polling pushes an event of its own; to draw for that one would be to draw for ever.
  if (event->type != SDL_POLLSENTINEL) wake_lab();
  return 0;
}

}  // namespace

std::unique_ptr<Canvas> lab;

Canvas::Canvas() : app(page_callbacks(), ui::make_view) {}

bool Canvas::start() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, canvas);
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  // SDL prevents the default action of what it takes, so it gets only what is used.
  for (Uint32 type : {SDL_MOUSEWHEEL, SDL_FINGERDOWN, SDL_FINGERUP, SDL_FINGERMOTION, SDL_TEXTINPUT,
                      SDL_TEXTEDITING}) {
    SDL_EventState(type, SDL_IGNORE);
  }
  // Before SDL's own listener, so that it is called first.
  emscripten_set_keydown_callback(canvas, nullptr, true, note_modifiers);
  // As large as the page made it: another size would make a new drawing buffer.
  int width = 640;
  int height = 480;
  emscripten_get_canvas_element_size(canvas, &width, &height);
  window_ = SDL_CreateWindow("initlab", 0, 0, width, height, 0);
  if (window_ == nullptr) return false;
  emscripten_set_beforeunload_callback(nullptr, nullptr);  // it would keep the page from the cache
  SDL_SetEventFilter(filter_event, nullptr);
  SDL_AddEventWatch(watch_event, nullptr);

  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.antialias = false;
  attributes.enableExtensionsByDefault = false;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context(canvas, &attributes);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
    return false;
  }
  if (!ImGui_ImplSDL2_InitForOther(window_) || !ImGui_ImplOpenGL3_Init("#version 300 es"))
    return false;
  listen_to_touch({wake_lab, press_lab, lab_zoom});
  capture_pointer();
  return true;
}

void Canvas::request_frame() {
  if (frame_requested_ || !can_draw()) return;
  frame_requested_ = true;
  emscripten_request_animation_frame(on_frame, this);
}

bool Canvas::on_frame(double, void* data) {
  Canvas& self = *static_cast<Canvas*>(data);
  self.frame_requested_ = false;
  if (self.can_draw()) self.draw();
  return false;
}

void Canvas::on_timeout(void* data) {
  Canvas& self = *static_cast<Canvas*>(data);
  self.timeout_set_ = false;
  self.app.wake();
  self.request_frame();
}

void Canvas::schedule() {
  if (app.needs_frame()) {
    request_frame();
    return;
  }
  const double wait = app.next_wake();
  if (wait < 0.0 || timeout_set_) return;
  timeout_set_ = true;
  emscripten_set_timeout(on_timeout, std::ceil(wait * 1000.0) + 1.0, this);
}

void Canvas::draw() {
  drawing_ = true;
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    name_window(event, window_);
    place_mouse(event);
    ImGui_ImplSDL2_ProcessEvent(&event);
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  const bool built = app.draw(width_, height_, scale_);
  const ImVec4 background = ImGui::ColorConvertU32ToFloat4(app.background());
  glViewport(0, 0, static_cast<int>(width_ * scale_), static_cast<int>(height_ * scale_));
  glClearColor(background.x, background.y, background.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  if (built) ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  ++frames;
  drawing_ = false;
  if (size_changed_) apply_size();
  schedule();
}

/// Resizing clears the canvas, so it is drawn again before the browser shows it.
void Canvas::apply_size() {
  size_changed_ = false;
  SDL_SetWindowSize(window_, static_cast<int>(width_), static_cast<int>(height_));
  emscripten_set_canvas_element_size(canvas, static_cast<int>(std::lround(width_ * scale_)),
                                     static_cast<int>(std::lround(height_ * scale_)));
  app.wake();
  if (can_draw()) draw();
}

void Canvas::set_size(double width, double height, double scale) {
  if (!(width >= 1.0 && width < 32768.0) || !(height >= 1.0 && height < 32768.0)) return;
  width_ = static_cast<float>(width);
  height_ = static_cast<float>(height);
  scale_ = std::clamp(static_cast<float>(scale), 0.1F, 8.0F);
  size_changed_ = true;
  if (!drawing_) apply_size();  // the page answers a content height from within a frame
}

void Canvas::set_visible(bool visible) {
  visible_ = visible;
  if (visible) wake_lab();
}

/// The device objects are forgotten while the context is lost, when deleting is without effect; the
/// next frame makes new ones.
void Canvas::lose_context() {
  if (!context_lost_) ImGui_ImplOpenGL3_DestroyDeviceObjects();
  context_lost_ = true;
}

void Canvas::restore_context() {
  context_lost_ = false;
  wake_lab();
}

}  // namespace initlab::platform
