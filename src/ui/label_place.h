#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace initlab::ui {

/// Labels beside the ends of lines: where each is written, `apart` pixels from the next at least
/// and between top and bottom. Wishes come first those that matter most; a label that would have to
/// go further than `furthest` from its line, or push one before it that far, is left out.
struct PlacedLabel {
  std::size_t index;  // into the wishes
  float y;
};
std::vector<PlacedLabel> place_end_labels(std::span<const float> wishes, float top, float bottom,
                                          float apart, float furthest);

/// A mark of a plot, and how wide the label is that says what it is.
struct MarkedPoint {
  float x;
  float y;
  float label_width;
};
/// Where labels stand between marks.
struct MarkRoom {
  float left, top, right, bottom;  // no label leaves this box
  float mark_radius;
  float label_height;
};
struct PointLabel {
  std::size_t index;  // into the points
  float x;            // its left end
  float y;            // its middle
};
/// Labels beside their marks, on no other mark and no other label; those that have no such place
/// are left out. Points come first those that matter most.
std::vector<PointLabel> place_point_labels(std::span<const MarkedPoint> points,
                                           const MarkRoom& room);

/// Middles of labels `half` high on either side that none of the lines across a plot runs through:
/// right below and right above each line and each border, from the top.
std::vector<float> rows_between(std::vector<float> lines, float top, float bottom, float half);

/// Which columns of pixels of a strip across a plot curves pass through, so that a label can be
/// written where none does.
class FreeStrip {
 public:
  /// From left to right, and between two heights.
  FreeStrip(float left, float right, float top, float bottom);

  /// A piece of a curve, from left to right.
  void cross(float x0, float y0, float x1, float y1);
  /// Takes all columns from x0 to x1.
  void take(float x0, float x1);

  struct Room {
    float from;
    float to;
  };
  /// The places without a curve, from left to right.
  std::vector<Room> rooms() const;

 private:
  float left_;
  float top_;
  float bottom_;
  std::vector<bool> taken_;
};

/// The left end of a label of this width in the first room from the left or from the right that
/// holds it, at that end of the room; negative when it fits into none.
float place_at_end(std::span<const FreeStrip::Room> rooms, float wide, bool right);

/// The left end of a label of this width in one of the rooms, as far within from..to as it can be;
/// negative when it fits into none. `inside` becomes the pixels of it within from..to.
float place_in_rooms(std::span<const FreeStrip::Room> rooms, float wide, float from, float to,
                     float& inside);

}  // namespace initlab::ui
