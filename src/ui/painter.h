#pragma once

#include <imgui.h>

#include <string_view>

#include "ui/fonts.h"
#include "ui/theme.h"

namespace initlab::ui {

enum class Align { left, center, right };

struct TextStyle {
  float em;
  ImU32 color;
  Weight weight = Weight::regular;
};

/// The marks of the visual language; shape comes before colour.
enum class Mark { dot, hollow_dot, square, diamond, triangle_up, triangle_down, cross };

/// Whether a line may be broken at the space text[at]: not between "=" and its number, nor before a
/// per cent sign.
bool may_break(std::string_view text, std::size_t at);

/// Draws into one ImGui window: text of both weights, hairlines on device pixels, and the marks.
/// All coordinates are CSS pixels of the canvas.
class Painter {
 public:
  Painter(ImDrawList* list, const Fonts& fonts, const Palette& colors, float scale)
      : list_(list), fonts_(&fonts), colors_(&colors), scale_(scale) {}

  const Palette& colors() const { return *colors_; }
  ImDrawList* list() const { return list_; }
  /// The same pens on another window's list.
  Painter on(ImDrawList* list) const { return {list, *fonts_, *colors_, scale_}; }

  float width(std::string_view text, const TextStyle& style) const;
  /// One line of text; x is its left end, middle or right end, y the middle of its capitals.
  void text(float x, float y, std::string_view text, const TextStyle& style,
            Align align = Align::left) const;
  /// As text(), on a background that hides what it is written over.
  void text_over(float x, float y, std::string_view text, const TextStyle& style, Align align,
                 ImU32 background) const;
  /// Broken into lines at spaces. `y` is the middle of the first line. Returns the number of lines.
  int paragraph(float x, float y, float wrap, float line, std::string_view text,
                const TextStyle& style, bool measure_only = false) const;
  /// As text(), cut with "…" when it is wider than `limit`.
  void text_cut(float x, float y, float limit, std::string_view text, const TextStyle& style) const;

  /// Lines one device pixel sharp.
  void horizontal(float x0, float x1, float y, ImU32 color, float thickness = 1.0F) const;
  void vertical(float x, float y0, float y1, ImU32 color, float thickness = 1.0F) const;
  void dashed(float x0, float x1, float y, ImU32 color) const;
  void fill(ImVec2 min, ImVec2 max, ImU32 color, float rounding = 0.0F) const;
  void box(ImVec2 min, ImVec2 max, ImU32 fill_color, ImU32 border, float rounding,
           float thickness = 1.0F) const;
  /// 45-degree lines every 4 pixels, in a thin frame.
  void hatch(ImVec2 min, ImVec2 max, ImU32 color) const;
  void mark(Mark shape, ImVec2 center, float radius, ImU32 color) const;
  /// A measured value: a ring of the background keeps it visible on a line.
  void data_point(ImVec2 center, float radius, bool hollow, ImU32 color, ImU32 background) const;
  /// The focus ring, 3 px outside.
  void focus_ring(ImVec2 min, ImVec2 max, float rounding) const;

  float snapped(float value) const;

 private:
  ImDrawList* list_;
  const Fonts* fonts_;
  const Palette* colors_;
  float scale_;
};

}  // namespace initlab::ui
