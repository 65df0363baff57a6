#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "io/reading_lines.h"
#include "platform/canvas_web.h"
#include "platform/run.h"

namespace initlab::platform {
namespace {

constexpr std::size_t input_limit = std::size_t{16} << 20;

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
  lab = std::make_unique<Canvas>();
  if (lab->start()) return 0;
  lab.reset();
  return 1;
}

}  // namespace initlab::platform

// The interface of `lab` in src/platform/README.md. Nothing happens before main() has succeeded.
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

EMSCRIPTEN_KEEPALIVE void lab_set_readings(std::size_t size) {
  if (!lab) return;
  const std::span<const std::uint8_t> bytes = lab->bytes(size);
  lab->app.set_readings(
      initlab::readings_of_lines({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE int lab_set_report(std::size_t size) {
  if (!lab) return 0;
  const bool read = lab->app.set_report(lab->bytes(size));
  lab->request_frame();
  return read ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int lab_set_pinned(int slot, std::size_t name_size, std::size_t query_size,
                                        std::size_t size) {
  if (!lab) return 0;
  const std::span<const std::uint8_t> bytes = lab->bytes(size);
  if (name_size > bytes.size() || query_size > bytes.size() - name_size) return 0;
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), name_size + query_size};
  const bool read = lab->app.set_pinned(slot, text.substr(0, name_size), text.substr(name_size),
                                        bytes.subspan(text.size()));
  lab->request_frame();
  return read ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void lab_view_arrived() {
  if (!lab) return;
  lab->app.view_arrived();
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE void lab_set_memory(double bytes) {
  if (!lab || !(bytes >= 0.0 && bytes < 1e15)) return;
  lab->app.set_memory(static_cast<std::uint64_t>(bytes));
  lab->request_frame();
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

EMSCRIPTEN_KEEPALIVE void lab_set_controls(std::size_t size) {
  if (!lab) return;
  const std::span<const std::uint8_t> bytes = lab->bytes(size);
  lab->app.set_controls({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  lab->request_frame();
}

EMSCRIPTEN_KEEPALIVE void lab_set_size(double width, double height, double scale) {
  if (lab) lab->set_size(width, height, scale);
}

EMSCRIPTEN_KEEPALIVE void lab_set_seen(double top, double bottom) {
  if (lab) lab->app.set_seen(static_cast<float>(top), static_cast<float>(bottom));
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
