#include "ui/zoom.h"

#include <algorithm>

namespace initlab::ui {

ImVec2 Zoom::to_picture(ImVec2 seen) const {
  return {origin_.x + seen.x / scale_, origin_.y + seen.y / scale_};
}

ImVec2 Zoom::to_canvas(ImVec2 built) const {
  return {(built.x - origin_.x) * scale_, (built.y - origin_.y) * scale_};
}

Zoom Zoom::pinched(const Zoom& start, ImVec2 from, ImVec2 to, float ratio, ImVec2 size) {
  if (!(ratio > 0.0F)) return start;
  Zoom zoom;
  zoom.scale_ = std::clamp(start.scale_ * ratio, 1.0F, most);
  // What was between the fingers stays there.
  const ImVec2 held = start.to_picture(from);
  zoom.origin_ = {held.x - to.x / zoom.scale_, held.y - to.y / zoom.scale_};
  zoom.keep_within(size);
  return zoom;
}

void Zoom::move(ImVec2 by, ImVec2 size) {
  origin_.x -= by.x / scale_;
  origin_.y -= by.y / scale_;
  keep_within(size);
}

float Zoom::density() const {
  float density = 1.0F;
  while (density < scale_) density *= 2.0F;
  return density;
}

void Zoom::keep_within(ImVec2 size) {
  const float hidden = 1.0F - 1.0F / scale_;
  origin_.x = std::clamp(origin_.x, 0.0F, std::max(0.0F, size.x * hidden));
  origin_.y = std::clamp(origin_.y, 0.0F, std::max(0.0F, size.y * hidden));
}

}  // namespace initlab::ui
