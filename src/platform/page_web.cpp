#include "platform/page_web.h"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <string>
#include <string_view>

namespace initlab::platform {
namespace {

// clang-format off
EM_JS(void, call_state_changed, (const char* query, int size), {
  Module['hostStateChanged']?.(UTF8ToString(query, size));
});

EM_JS(void, call_edit, (const char* key, int key_size, double x, double y, double width,
                        double height, const char* text, int size), {
  Module['hostEdit']?.(UTF8ToString(key, key_size), x, y, width, height, UTF8ToString(text, size));
});

EM_JS(void, call_explain, (const char* term, int size, double x, double y, double width,
                           double height), {
  Module['hostExplain']?.(UTF8ToString(term, size), x, y, width, height);
});

EM_JS(void, call_select, (int layer), { Module['hostSelect']?.(layer); });

EM_JS(void, call_pin, (int slot), { Module['hostPin']?.(slot); });

EM_JS(void, call_content_height, (double height), { Module['hostContentHeight']?.(height); });

EM_JS(double, call_random_seed, (), {
  const seed = Module['hostRandomSeed']?.() ?? crypto.getRandomValues(new Uint32Array(1))[0];
  return Number.isFinite(seed) ? Math.min(Math.max(Math.floor(seed), 0), 2 ** 53 - 1) : 0;
});

EM_JS(void, call_cursor, (const char* name, int size), {
  Module['hostCursor']?.(UTF8ToString(name, size));
});

EM_JS(bool, call_has_view, (const char* lab, int size), {
  return Module['hostHasView']?.(UTF8ToString(lab, size)) ?? true;
});

// A drag goes on outside the canvas, and ends wherever the button is let go; when that cannot be seen
// (another window comes in front, the browser takes the pointer away) it ends at once, or with the
// first move that has no button. SDL listens for mouseup on the document.
EM_JS(void, start_pointer_capture, (), {
  const canvas = Module['canvas'] ?? document.getElementById('canvas');
  let held = false;
  const isMain = (event) => event.pointerType === 'mouse' && event.button === 0;
  const letGo = () => {
    if (held) document.dispatchEvent(new MouseEvent('mouseup', { button: 0 }));
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (!isMain(event)) return;
    held = true;
    canvas.setPointerCapture(event.pointerId);
  });
  document.addEventListener('mouseup', (event) => {
    if (event.button === 0) held = false;
  });
  const listen = (target, name) => target.addEventListener(name, letGo, true);
  listen(window, 'blur');
  listen(window, 'pagehide');
  listen(document, 'visibilitychange');
  listen(canvas, 'pointercancel');
  listen(canvas, 'lostpointercapture');
  document.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse' && (event.buttons & 1) === 0) letGo();
  }, true);
});
// clang-format on

int size_of(std::string_view text) { return static_cast<int>(text.size()); }

}  // namespace

ui::HostCallbacks page_callbacks() {
  ui::HostCallbacks host;
  host.state_changed = [](std::string_view query) {
    call_state_changed(query.data(), size_of(query));
  };
  host.edit = [](std::string_view key, float x, float y, float width, float height,
                 std::string_view text) {
    call_edit(key.data(), size_of(key), x, y, width, height, text.data(), size_of(text));
  };
  host.explain = [](std::string_view term, float x, float y, float width, float height) {
    call_explain(term.data(), size_of(term), x, y, width, height);
  };
  host.select = [](int layer) { call_select(layer); };
  host.pin = [](int slot) { call_pin(slot); };
  host.content_height = [](float height) { call_content_height(height); };
  host.random_seed = [] { return static_cast<std::uint64_t>(call_random_seed()); };
  host.cursor = [](std::string_view name) { call_cursor(name.data(), size_of(name)); };
  host.has_view = [](std::string_view id) { return call_has_view(id.data(), size_of(id)); };
  host.now = [] { return emscripten_get_now() / 1000.0; };
  return host;
}

void capture_pointer() { start_pointer_capture(); }

}  // namespace initlab::platform
