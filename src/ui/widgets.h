#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/host.h"
#include "ui/painter.h"

namespace initlab::ui {

/// What the widgets share. Positions are CSS pixels of the canvas; every widget is placed by hand,
/// so that canvas and pictures agree to the pixel.
struct Widgets {
  const Painter& paint;
  const Metrics& sizes;
  const Fonts& fonts;
  bool coarse = false;
};

/// An area that takes the mouse.
struct Touch {
  bool clicked = false;
  bool hovered = false;
  bool held = false;
};
Touch touch_area(std::string_view id, ImVec2 min, ImVec2 size);

/// The fill of something that can be pressed.
ImU32 pressed_fill(const Palette&, const Touch&);

bool button(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
            bool enabled = true);

enum class ChipState { off, on, edited };  // edited: chosen, but settings have changed since
/// A preset: its name and the curve it leads to. `slid` when the row is being dragged, not clicked.
bool chip(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
          std::span<const double> spark, ChipState state);

/// Words side by side or below one another, the active one bold and underlined. Returns the index
/// that was clicked, -1 otherwise.
int toggle(const Widgets&, std::string_view id, ImVec2 at, float line,
           std::span<const std::string_view> words, int active);

/// A thin slider over 0..1; `mark` is a critical value on it. Returns the new share while the hand
/// moves it; exactly `mark` when it is within 4 pixels.
std::optional<float> slider(const Widgets&, std::string_view id, ImVec2 min, float width,
                            float share, std::optional<float> mark);

/// A box with a value in it. True when it was clicked.
bool value_box(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
               Align align);

/// A box with lines of text in it, as many as it has room for. True when it was clicked.
bool lines_box(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size, float line,
               std::string_view text);

/// A box that opens a list. Returns the index that was chosen in it.
std::optional<int> combo(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size,
                         std::span<const std::string_view> labels, int current);

/// A box with the names of all that is ticked, or `none`, that opens a list to tick in. The list
/// stays open. Returns the index that was ticked or cleared in it.
std::optional<int> check_list(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size,
                              std::span<const std::string_view> labels, std::span<const int> ticked,
                              std::string_view none);

/// The least width at which a lab's name is read whole in its row.
float lab_row_width(const Widgets&, std::string_view text);
/// A row of the list of labs.
bool lab_row(const Widgets&, std::string_view id, ImVec2 min, ImVec2 size, std::string_view text,
             bool active);

/// Text in a box beside the pointer.
void tooltip(const Widgets&, ImVec2 at, std::string_view text, std::string_view second);

}  // namespace initlab::ui
