#pragma once

#include "views/training/view_parts.h"

namespace initlab::training {

/// Heights in CSS pixels.
struct Heights {
  float curves, ratio, strip;
};

inline constexpr float gutter = 124.0F;
inline constexpr float above_curves = 16.0F;
inline constexpr float step_numbers = 26.0F;
inline constexpr float digits_width = 216.0F;   // seven of them, or four pictures with names
inline constexpr float most_decision = 262.0F;  // the side of the plane's picture

/// Where everything stands on a wide screen.
struct Places {
  float curves0, curves1;
  float below;  // digits that have no room beside the curves
  float numbers;
  float ratio0, ratio1, std0, std1, dz0, dz1, dw0, dw1, lanes;
  float table, weights, bottom;
};
/// From y on. What is left over of `room` goes to the ratio first, then to the curves, then to the
/// other strips; `needed` becomes the height without that.
Places places_of(const Scene&, float y, float room, float& needed);

bool digits_beside(const Scene&);
float decision_side(const Scene&);

}  // namespace initlab::training
