#pragma once

#include <imgui.h>

namespace initlab::ui {

/// The part of the canvas that is shown larger: two fingers zoom, one moves what is zoomed. Points
/// are in CSS pixels, either of the canvas as it is seen or of the picture as it is built.
class Zoom {
 public:
  static constexpr float most = 6.0F;
  static constexpr float least = 1.1F;  // less is no zoom that anybody sees, or meant

  bool zoomed() const { return scale_ > 1.0F; }
  float scale() const { return scale_; }
  /// The point of the picture at the canvas' upper left corner.
  ImVec2 origin() const { return origin_; }

  ImVec2 to_picture(ImVec2 seen) const;
  ImVec2 to_canvas(ImVec2 built) const;

  /// What two fingers make of `start`: their middle was at `from` and is at `to`, their distance is
  /// `ratio` of what it was. Sizes are the canvas'; a ratio that is no number changes nothing.
  static Zoom pinched(const Zoom& start, ImVec2 from, ImVec2 to, float ratio, ImVec2 size);
  /// What follows a finger that moves by this much.
  void move(ImVec2 by, ImVec2 size);
  /// Nothing beside the picture is shown, on a canvas of this size.
  void keep_within(ImVec2 size);
  void reset() { *this = {}; }

  /// How much sharper text is to be drawn: 1, 2, 4 or 8, so that few sizes of it are kept.
  float density() const;

 private:
  float scale_ = 1.0F;
  ImVec2 origin_{};
};

}  // namespace initlab::ui
