#include "views/training/places.h"

#include <algorithm>

namespace initlab::training {
namespace {

constexpr Heights least_heights{112.0F, 92.0F, 58.0F};
constexpr Heights most_heights{200.0F, 160.0F, 96.0F};
constexpr float between = 16.0F;

Places place(const Scene& scene, float y, const Heights& height) {
  Places at{};
  const float width = scene.context().width;
  at.curves0 = y + above_curves;
  at.curves1 =
      at.curves0 + (scene.plane() ? std::max(decision_side(scene), height.curves) : height.curves);
  at.below = at.curves1 + step_numbers;
  float top = at.below;
  if (!scene.plane()) {
    top = digits_beside(scene) ? std::max(at.below, y + digits_height(scene, digits_width, 3))
                               : at.below + 8.0F + digits_height(scene, width, 2);
  }
  at.numbers = top + 22.0F;
  at.ratio0 = at.numbers + 14.0F;
  at.ratio1 = at.ratio0 + height.ratio;
  at.std0 = at.ratio1 + 34.0F;
  at.std1 = at.std0 + height.strip;
  at.dz0 = at.std1 + between;
  at.dz1 = at.dz0 + height.strip;
  at.dw0 = at.dz1 + between;
  at.dw1 = at.dw0 + height.strip;
  at.lanes = at.dw1 + between;
  at.table = at.lanes + lanes_height(scene) + 12.0F;
  at.weights = at.table + layer_table_height(table_rows(scene).size()) + 16.0F;
  at.bottom = at.weights + weights_height(scene, width - gutter);
  return at;
}

}  // namespace

bool digits_beside(const Scene& scene) { return scene.context().width >= 760.0F; }

float decision_side(const Scene& scene) {
  const float room = 0.5F * (scene.context().width - 2.0F * gutter - 32.0F);
  return std::clamp(room, 120.0F, most_decision);
}

Places places_of(const Scene& scene, float y, float room, float& needed) {
  needed = place(scene, y, least_heights).bottom - y;
  Heights height = least_heights;
  float spare = std::max(0.0F, room - needed);
  const auto grow = [&spare](float& size, float most, float count) {
    const float more = std::min(spare / count, most - size);
    size += more;
    spare -= more * count;
  };
  grow(height.ratio, most_heights.ratio, 1.0F);
  if (!scene.plane()) grow(height.curves, most_heights.curves, 1.0F);
  grow(height.strip, most_heights.strip, 3.0F);
  return place(scene, y, height);
}

}  // namespace initlab::training
