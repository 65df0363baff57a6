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
  /// Draws a field that is edited in place: draw_text_field. A page has inputs of its own, and no
  /// need of ImGui's.
  bool (*text_field)(char* text, std::size_t size) = nullptr;
  std::function<void(int layer)> select;  // -1: none
  /// Keep the present run for comparison, or let it go: the host answers with set_pinned.
  std::function<void(bool keep)> pin;
  std::function<void(float height)> content_height;
  std::function<std::uint64_t()> random_seed;
  std::function<void(std::string_view css_name)> cursor;
  /// Whether the view of this lab is here; the page downloads them one by one and says
  /// view_arrived(). Empty: all of them are.
  std::function<bool(std::string_view lab)> has_view;
  /// Seconds, monotonic.
  std::function<double()> now;
};

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
