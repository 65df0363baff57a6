#include "ui/label_place.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <ranges>
#include <span>

#include "core/numbers/sort_few.h"

namespace initlab::ui {
namespace {

/// Moves labels, sorted by their wishes, apart from one another and into the plot.
void spread(std::vector<PlacedLabel>& labels, float top, float bottom, float apart) {
  // Upwards from the bottom, so that none leaves the plot there; then downwards from the top.
  float lowest = bottom;
  for (PlacedLabel& label : std::views::reverse(labels)) {
    label.y = std::min(label.y, lowest);
    lowest = label.y - apart;
  }
  float highest = top;
  for (PlacedLabel& label : labels) {
    label.y = std::max(label.y, highest);
    highest = label.y + apart;
  }
}

struct Box {
  float left, top, right, bottom;

  bool meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  bool within(const MarkRoom& room) const {
    return left >= room.left && right <= room.right && top >= room.top && bottom <= room.bottom;
  }
};

/// A label's directions from its mark, the most usual one first.
constexpr float directions[][2] = {{1.0F, -1.0F}, {1.0F, 1.0F},  {-1.0F, -1.0F}, {-1.0F, 1.0F},
                                   {1.0F, 0.0F},  {-1.0F, 0.0F}, {0.0F, -1.0F},  {0.0F, 1.0F}};

/// The label's box in this direction, its nearest side or corner just outside of the mark.
Box beside(const MarkedPoint& point, const float (&direction)[2], const MarkRoom& room) {
  const bool diagonal = direction[0] != 0.0F && direction[1] != 0.0F;
  const float apart = (diagonal ? 0.7F : 1.0F) * room.mark_radius + 1.0F;
  const float x = point.x + direction[0] * (apart + 0.5F * point.label_width);
  const float y = point.y + direction[1] * (apart + 0.5F * room.label_height);
  return {x - 0.5F * point.label_width, y - 0.5F * room.label_height, x + 0.5F * point.label_width,
          y + 0.5F * room.label_height};
}

}  // namespace

std::vector<PointLabel> place_point_labels(std::span<const MarkedPoint> points,
                                           const MarkRoom& room) {
  std::vector<PointLabel> placed;
  std::vector<Box> taken;
  for (const MarkedPoint& point : points) {
    // The square within a round mark: a corner of a label may come near its edge.
    const float half = 0.7F * room.mark_radius;
    taken.push_back({point.x - half, point.y - half, point.x + half, point.y + half});
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const auto& direction : directions) {
      const Box box = beside(points[i], direction, room);
      const auto meets = [&box](const Box& other) { return box.meets(other); };
      if (!box.within(room) || std::any_of(taken.begin(), taken.end(), meets)) continue;
      taken.push_back(box);
      placed.push_back({i, box.left, 0.5F * (box.top + box.bottom)});
      break;
    }
  }
  return placed;
}

std::vector<PlacedLabel> place_end_labels(std::span<const float> wishes, float top, float bottom,
                                          float apart, float furthest) {
  std::vector<PlacedLabel> placed;
  std::vector<std::size_t> kept;
  for (std::size_t next = 0; next < wishes.size(); ++next) {
    if (!std::isfinite(wishes[next])) continue;
    kept.push_back(next);
    std::vector<PlacedLabel> tried;
    tried.reserve(kept.size());
    for (const std::size_t index : kept) tried.push_back({index, wishes[index]});
    sort_few(std::span(tried),
             [](const PlacedLabel& a, const PlacedLabel& b) { return a.y < b.y; });
    spread(tried, top, bottom, apart);
    const bool fits = std::all_of(tried.begin(), tried.end(), [&](const PlacedLabel& label) {
      return label.y <= bottom + 0.5F && std::abs(label.y - wishes[label.index]) <= furthest;
    });
    if (fits) {
      placed = std::move(tried);
    } else {
      kept.pop_back();
    }
  }
  return placed;
}

std::vector<float> rows_between(std::vector<float> lines, float top, float bottom, float half) {
  std::erase_if(lines, [&](float y) {
    const bool inside = y > top && y < bottom;  // false for NaN
    return !inside;
  });
  lines.push_back(top);
  lines.push_back(bottom);
  sort_few(std::span(lines), std::less<>());
  std::vector<float> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i] - lines[i - 1] < 2.0F * half) continue;
    rows.push_back(lines[i - 1] + half);
    rows.push_back(lines[i] - half);
  }
  return rows;
}

FreeStrip::FreeStrip(float left, float right, float top, float bottom)
    : left_(left),
      top_(top),
      bottom_(bottom),
      taken_(static_cast<std::size_t>(std::clamp(right - left, 0.0F, 8192.0F))) {}

void FreeStrip::cross(float x0, float y0, float x1, float y1) {
  if (!std::isfinite(x0 + y0 + x1 + y1)) return;
  if (std::max(y0, y1) < top_ || std::min(y0, y1) > bottom_) return;
  // The part of the piece between the two heights.
  if (y0 != y1) {
    const float a = std::clamp((top_ - y0) / (y1 - y0), 0.0F, 1.0F);
    const float b = std::clamp((bottom_ - y0) / (y1 - y0), 0.0F, 1.0F);
    const float start = x0;
    x0 = start + std::min(a, b) * (x1 - start);
    x1 = start + std::max(a, b) * (x1 - start);
  }
  take(x0, x1);
}

void FreeStrip::take(float x0, float x1) {
  const float last = static_cast<float>(taken_.size()) - 1.0F;
  if (!(x1 >= left_) || !(x0 <= left_ + last + 1.0F)) return;
  const auto from = static_cast<std::size_t>(std::clamp(std::floor(x0 - left_), 0.0F, last));
  const auto to = static_cast<std::size_t>(std::clamp(std::floor(x1 - left_), 0.0F, last));
  for (std::size_t i = from; i <= to && i < taken_.size(); ++i) taken_[i] = true;
}

std::vector<FreeStrip::Room> FreeStrip::rooms() const {
  std::vector<Room> found;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i]) continue;
    const float x = left_ + static_cast<float>(i);
    if (i == 0 || taken_[i - 1]) found.push_back({x, x});
    found.back().to = x + 1.0F;
  }
  return found;
}

float place_at_end(std::span<const FreeStrip::Room> rooms, float wide, bool right) {
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const FreeStrip::Room& room = rooms[right ? rooms.size() - 1 - i : i];
    if (room.to - room.from >= wide) return right ? room.to - wide : room.from;
  }
  return -1.0F;
}

float place_in_rooms(std::span<const FreeStrip::Room> rooms, float wide, float from, float to,
                     float& inside) {
  float best = -1.0F;
  inside = -1.0F;
  for (const FreeStrip::Room& room : rooms) {
    if (room.to - room.from < wide) continue;
    // At the left end of the wished part, or as near to that as the room lets it.
    const float x = std::clamp(from, room.from, room.to - wide);
    const float within = std::max(0.0F, std::min(x + wide, to) - std::max(x, from));
    if (within > inside) {
      inside = within;
      best = x;
    }
  }
  return best;
}

}  // namespace initlab::ui
