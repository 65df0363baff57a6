#include <GLES3/gl3.h>
#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "platform/page_web.h"
#include "platform/run.h"
#include "platform/touch_web.h"
#include "ui/app.h"

namespace initlab::platform {
namespace {

constexpr const char* canvas = "#canvas";
constexpr std::size_t input_limit = std::size_t{16} << 20;

/// The canvas of the page. Frames are drawn on request and never in a running loop.
class Lab {
 public:
  Lab() : app(page_callbacks()) {}

  bool start();
  void request_frame();
  void set_size(double width, double height, double scale);
  void set_visible(bool visible);
  void lose_context() { context_lost_ = true; }
  void restore_context();

  ui::App app;
  std::vector<std::uint8_t> input;
  int frames = 0;

  std::span<const std::uint8_t> bytes(std::size_t size) const {
    return {input.data(), std::min(size, input.size())};
  }

 private:
  static bool on_frame(double, void* lab);
  static void on_timeout(void* lab);
  bool can_draw() const { return !context_lost_ && visible_ && width_ >= 1.0F && height_ >= 1.0F; }
  void draw();
  void apply_size();
  void schedule();

  SDL_Window* window_ = nullptr;
  float width_ = 0.0F;
  float height_ = 0.0F;
  float scale_ = 1.0F;
  bool visible_ = true;
  bool context_lost_ = false;
  bool frame_requested_ = false;
  bool timeout_set_ = false;
  bool drawing_ = false;
  bool size_changed_ = false;
};

std::unique_ptr<Lab> lab;

void wake_lab() {
  lab->app.wake();
  lab->request_frame();
}

/// What the canvas takes of the keyboard; everything else, and every combination with a modifier,
/// stays with the page: Tab above all.
bool is_own_key(const SDL_KeyboardEvent& key) {
  if ((key.keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0) return false;
  switch (key.keysym.sym) {
    case SDLK_LEFT:
    case SDLK_RIGHT:
    case SDLK_ESCAPE:
      return true;
    default:
      return false;
  }
}

int filter_event(void*, SDL_Event* event) {
  // A release is always let through, so that no key stays down.
  if (event->type == SDL_KEYDOWN) return is_own_key(event->key) ? 1 : 0;
  return 1;
}

int watch_event(void*, SDL_Event*) {
  wake_lab();
  return 0;
}

bool Lab::start() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, canvas);
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  // SDL prevents the default action of what it takes, so it gets only what is used.
  for (Uint32 type : {SDL_MOUSEWHEEL, SDL_FINGERDOWN, SDL_FINGERUP, SDL_FINGERMOTION, SDL_TEXTINPUT,
                      SDL_TEXTEDITING}) {
    SDL_EventState(type, SDL_IGNORE);
  }
  window_ = SDL_CreateWindow("initlab", 0, 0, 640, 480, 0);
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
  listen_to_touch(wake_lab);
  capture_pointer();
  return true;
}

void Lab::request_frame() {
  if (frame_requested_ || !can_draw()) return;
  frame_requested_ = true;
  emscripten_request_animation_frame(on_frame, this);
}

bool Lab::on_frame(double, void* data) {
  Lab& self = *static_cast<Lab*>(data);
  self.frame_requested_ = false;
  if (self.can_draw()) self.draw();
  return false;
}

void Lab::on_timeout(void* data) {
  Lab& self = *static_cast<Lab*>(data);
  self.timeout_set_ = false;
  self.app.wake();
  self.request_frame();
}

void Lab::schedule() {
  if (app.needs_frame()) {
    request_frame();
    return;
  }
  const double wait = app.next_wake();
  if (wait < 0.0 || timeout_set_) return;
  timeout_set_ = true;
  emscripten_set_timeout(on_timeout, std::ceil(wait * 1000.0) + 1.0, this);
}

void Lab::draw() {
  drawing_ = true;
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) ImGui_ImplSDL2_ProcessEvent(&event);
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
void Lab::apply_size() {
  size_changed_ = false;
  SDL_SetWindowSize(window_, static_cast<int>(width_), static_cast<int>(height_));
  emscripten_set_canvas_element_size(canvas, static_cast<int>(std::lround(width_ * scale_)),
                                     static_cast<int>(std::lround(height_ * scale_)));
  app.wake();
  if (can_draw()) draw();
}

void Lab::set_size(double width, double height, double scale) {
  if (!(width >= 1.0 && width < 32768.0) || !(height >= 1.0 && height < 32768.0)) return;
  width_ = static_cast<float>(width);
  height_ = static_cast<float>(height);
  scale_ = std::clamp(static_cast<float>(scale), 0.1F, 8.0F);
  size_changed_ = true;
  if (!drawing_) apply_size();  // the page answers a content height from within a frame
}

void Lab::set_visible(bool visible) {
  visible_ = visible;
  if (visible) wake_lab();
}

void Lab::restore_context() {
  ImGui_ImplOpenGL3_DestroyDeviceObjects();  // their names mean nothing to the new context
  context_lost_ = false;
  wake_lab();
}

ui::PageSettings page_settings(int language, int dark, int flags) {
  ui::PageSettings page;
  page.language = language == 1 ? Language::ko : Language::en;
  page.dark = dark != 0;
  page.coarse_pointer = (flags & 1) != 0;
  page.reduced_motion = (flags & 2) != 0;
  page.panel_hidden = (flags & 4) != 0;
  page.embedded = (flags & 8) != 0;
  return page;
}

}  // namespace

int run_lab(int, char**) {
  lab = std::make_unique<Lab>();
  if (lab->start()) return 0;
  lab.reset();
  return 1;
}

}  // namespace initlab::platform

// The interface of `lab` in ARCHITECTURE.md. Nothing happens before main() has succeeded.
extern "C" {

using initlab::platform::lab;

EMSCRIPTEN_KEEPALIVE std::uint8_t* lab_input(std::size_t size) {
  if (!lab || size > initlab::platform::input_limit) return nullptr;
  lab->input.resize(std::max<std::size_t>(size, 1));
  return lab->input.data();
}

EMSCRIPTEN_KEEPALIVE void lab_set_state(std::size_t size) {
  if (!lab) return;
  const std::span<const std::uint8_t> bytes = lab->bytes(size);
  lab->app.set_state({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE int lab_set_report(std::size_t size) {
  if (!lab) return 0;
  const bool read = lab->app.set_report(lab->bytes(size));
  lab->request_frame();
  return read ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void lab_set_activity(int activity, int done, int total) {
  if (!lab || activity < 0 || activity > 4) return;
  lab->app.set_activity(static_cast<initlab::ui::Activity>(activity),
                        static_cast<std::uint64_t>(std::max(done, 0)),
                        static_cast<std::uint64_t>(std::max(total, 0)));
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE void lab_set_page(int language, int dark, int flags) {
  if (!lab) return;
  lab->app.set_page(initlab::platform::page_settings(language, dark, flags));
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE void lab_set_size(double width, double height, double scale) {
  if (lab) lab->set_size(width, height, scale);
}

EMSCRIPTEN_KEEPALIVE void lab_set_font(int slot, std::size_t size) {
  if (!lab) return;
  lab->app.set_font(slot, lab->bytes(size));
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE int lab_frames() { return lab ? lab->frames : 0; }

EMSCRIPTEN_KEEPALIVE void lab_context_lost() {
  if (lab) lab->lose_context();
}

EMSCRIPTEN_KEEPALIVE void lab_context_restored() {
  if (lab) lab->restore_context();
}

EMSCRIPTEN_KEEPALIVE void lab_select(int layer) {
  if (!lab) return;
  lab->app.select(layer);
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE void lab_set_visible(int visible) {
  if (lab) lab->set_visible(visible != 0);
}

}  // extern "C"
