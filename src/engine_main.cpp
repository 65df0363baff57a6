// What the `engine` module exports: one instance in every worker, one on the page, one in Node.
#include <emscripten/emscripten.h>

#include "engine/engine_calls.h"

namespace {

initlab::EngineCalls& engine() {
  static initlab::EngineCalls calls;
  return calls;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* engine_input(std::size_t size) { return engine().input(size); }

EMSCRIPTEN_KEEPALIVE const std::uint8_t* engine_output() { return engine().output(); }

EMSCRIPTEN_KEEPALIVE int engine_version() { return engine().version(); }

EMSCRIPTEN_KEEPALIVE int engine_labs(int language) { return engine().labs(language); }

EMSCRIPTEN_KEEPALIVE int engine_resolve(std::size_t base_size, std::size_t size, int door) {
  return engine().resolve(base_size, size, door);
}

EMSCRIPTEN_KEEPALIVE int engine_plan(std::size_t size) { return engine().plan(size); }

EMSCRIPTEN_KEEPALIVE int engine_data(std::size_t name_size, std::size_t size) {
  return engine().data(name_size, size);
}

EMSCRIPTEN_KEEPALIVE int engine_run(std::size_t size, int job) { return engine().run(size, job); }

EMSCRIPTEN_KEEPALIVE int engine_begin(std::size_t size, int job) {
  return engine().begin(size, job);
}

EMSCRIPTEN_KEEPALIVE int engine_step() { return engine().step(); }

EMSCRIPTEN_KEEPALIVE int engine_part() { return engine().part(); }

EMSCRIPTEN_KEEPALIVE int engine_collect(std::size_t size) { return engine().collect(size); }

EMSCRIPTEN_KEEPALIVE int engine_set_aside(int aside) { return engine().set_aside(aside); }

EMSCRIPTEN_KEEPALIVE int engine_add(std::size_t size, int job) { return engine().add(size, job); }

EMSCRIPTEN_KEEPALIVE int engine_add_part(std::size_t size, int job) {
  return engine().add_part(size, job);
}

EMSCRIPTEN_KEEPALIVE int engine_progress() { return engine().progress(); }

EMSCRIPTEN_KEEPALIVE int engine_report(int format) { return engine().report(format); }

EMSCRIPTEN_KEEPALIVE int engine_csv() { return engine().csv(); }

EMSCRIPTEN_KEEPALIVE int engine_notes_text() { return engine().notes_text(); }

EMSCRIPTEN_KEEPALIVE int engine_figures(std::size_t size, int language, int most, int manner) {
  return engine().figures(size, language, most, manner);
}

EMSCRIPTEN_KEEPALIVE int engine_room_figure(int language, double width, double height) {
  return engine().room_figure(language, width, height);
}

EMSCRIPTEN_KEEPALIVE int engine_missions() { return engine().missions(); }

EMSCRIPTEN_KEEPALIVE int engine_mission(std::size_t size) { return engine().mission(size); }

EMSCRIPTEN_KEEPALIVE int engine_qr_code(std::size_t size) { return engine().qr_code(size); }

EMSCRIPTEN_KEEPALIVE int engine_script(std::size_t size, int language) {
  return engine().script(size, language);
}

}  // extern "C"
