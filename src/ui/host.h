#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "text/words.h"

namespace initlab::ui {

/// What the application asks of the page or the window it lives in. Any of them may be empty.
struct HostCallbacks {
  /// An edit by hand; set_state never echoes.
  std::function<void(std::string_view query)> state_changed;
  /// Lay a real input over this field (CSS pixels of the canvas). Empty: edited in place.
  std::function<void(std::string_view key, float x, float y, float width, float height,
                     std::string_view text)>
      edit;
  /// Explain a term (its id in text/terms.def) whose word is here, as an edited field is.
  std::function<void(std::string_view term, float x, float y, float width, float height)> explain;
  /// Draws a field that is edited in place: draw_text_field. A page has inputs of its own, and no
  /// need of ImGui's.
  bool (*text_field)(char* text, std::size_t size, float height) = nullptr;
  std::function<void(int layer)> select;  // -1: none
  /// Keep the present run for comparison (keep_this_run), or let go what a slot holds: the host
  /// answers with set_pinned. A name is edited as any field, under pin_key().
  std::function<void(int slot)> pin;
  std::function<void(float height)> content_height;
  std::function<std::uint64_t()> random_seed;
  std::function<void(std::string_view css_name)> cursor;
  /// Whether the view of this lab is here; the page downloads them one by one and says
  /// view_arrived(). Empty: all of them are.
  std::function<bool(std::string_view lab)> has_view;
  /// Seconds, monotonic.
  std::function<double()> now;
};

inline constexpr int keep_this_run = -1;

enum class Activity : std::uint8_t { loading, running, up_to_date, stale, refused };

struct PageSettings {
  Language language = Language::en;
  bool dark = false;
  bool coarse_pointer = false;
  bool reduced_motion = false;
  bool panel_hidden = false;
  bool embedded = false;
  bool pressing = false;  // a finger is held still on the canvas

  /// Whether what is under the pointer is pointed at. A finger that taps leaves no hover behind.
  bool hovers() const { return !coarse_pointer || pressing; }

  bool operator==(const PageSettings&) const = default;
};

}  // namespace initlab::ui
