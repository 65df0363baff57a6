#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "text/words.h"

namespace initlab::ui {

enum class Weight : std::uint8_t { regular, semibold };

/// The fonts of the canvas: bytes come from the host, which also says when one cannot be had.
/// Latin and Hangul are merged at the same em, so that a size means the same in both.
class Fonts {
 public:
  static constexpr int slots = 4;  // latin 400, latin 600, Korean 400, Korean 600

  /// Keeps a copy of `bytes`. Empty or unreadable bytes mean that the font cannot be had: text is
  /// then drawn with what there is, on a desktop in the last resort with ImGui's own font.
  void set(int slot, std::span<const std::uint8_t> bytes);

  /// Whether everything `language` needs has arrived or failed. Text waits for it: no flash of
  /// other glyphs.
  bool ready(Language language) const;

  /// Korean only with Korean glyphs; never boxes.
  Language usable(Language language) const;

  /// Rebuilds the atlas when a font has arrived. Call between frames.
  void update();

  /// Has both weights drawn at the display's scale: ImGui tells it to the current font only. Call
  /// once a frame, inside a window.
  void sharpen() const;

  ImFont* font(Weight weight) const { return fonts_[static_cast<std::size_t>(weight)]; }

  /// ImGui's size (ascent + descent) for text of `em` pixels.
  float size(float em) const { return em * line_height_; }

 private:
  enum class Arrival : std::uint8_t { awaited, here, failed };

  bool usable_slot(int slot) const {
    return arrival_[static_cast<std::size_t>(slot)] == Arrival::here;
  }
  void add(Weight weight);

  std::array<std::vector<std::uint8_t>, slots> bytes_;
  std::array<Arrival, slots> arrival_{};
  std::array<ImFont*, 2> fonts_{};
  float line_height_ = 1.2F;  // ascent + descent, in em
  bool changed_ = false;
};

/// (ascent - descent) / unitsPerEm of an OpenType font, from its `hhea` and `head` tables; 0 when
/// the bytes are not a font that ImGui can read.
float font_line_height(std::span<const std::uint8_t> bytes);

}  // namespace initlab::ui
