#include <cmath>

#include "core/activation/activation.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "ui/layer_histogram.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

constexpr float row_height = 36.0F;         // a lane and its numbers
constexpr float narrow_row_height = 58.0F;  // and its title

struct Lane {
  const Words& title;
  std::vector<double> LayerCourse::* shares;
  bool alarming;
};

bool any(const Scene& scene, std::vector<double> LayerCourse::* shares) {
  // The last layer's outputs are its sums: nothing bounds or cuts them.
  for (int column = 1; column < scene.depth(); ++column) {
    const LayerCourse* layer = scene.layer(column);
    if (layer == nullptr) continue;
    for (const double share : layer->*shares) {
      if (share > 0.0) return true;
    }
  }
  return false;
}

bool is_bounded(const Scene& scene) {
  return saturation_bounds({scene.params.act, scene.params.slope}).has_value();
}

std::vector<Lane> lanes_of(const Scene& scene) {
  std::vector<Lane> lanes;
  if (shows_saturated(scene)) {
    lanes.push_back({strings::label_saturated, &LayerCourse::saturated, true});
  }
  if (shows_dead(scene)) {
    lanes.push_back({strings::training_view_dead, &LayerCourse::dead, false});
  }
  return lanes;
}

void draw_lane(const Scene& scene, const Lane& lane, float y) {
  const ViewContext& context = scene.context();
  const ImU32 color = lane.alarming ? scene.colors().alarm : scene.colors().ink;
  const auto share_of = [&](int column) {
    const LayerCourse* layer = scene.layer(column);
    return layer == nullptr ? 0.0 : value_at(layer->*lane.shares, scene.shown);
  };
  for (int column = 1; column < scene.depth(); ++column) {
    draw_column_lane(scene.columns, column, y, share_of(column), color);
  }
  if (scene.shown < 0) return;
  const float em = context.sizes.tick;
  const float wide = scene.paint().width("100 %", {em, 0}) + 2.0F;
  const bool signs = scene.columns.grid.column >= wide;
  for (const int column : shown_columns(scene.columns, signs ? wide : 0.7F * wide)) {
    if (column < 1 || column >= scene.depth()) continue;
    const double share = share_of(column);
    if (!std::isfinite(share)) continue;
    scene.paint().text(scene.columns.grid.center(column), y + lane_height + 11.0F,
                       fixed_number(100.0 * share, 0) + (signs ? " %" : ""),
                       {em, faded(scene.colors().ink2, context.opacity)}, Align::center);
  }
}

}  // namespace

bool shows_saturated(const Scene& scene) {
  return is_bounded(scene) || any(scene, &LayerCourse::saturated);
}

bool shows_dead(const Scene& scene) { return !is_bounded(scene) || any(scene, &LayerCourse::dead); }

float lanes_height(const Scene& scene) {
  return (scene.narrow ? narrow_row_height : row_height) *
         static_cast<float>(lanes_of(scene).size());
}

void draw_lanes(const Scene& scene, float y) {
  const ViewContext& context = scene.context();
  const TextStyle title{context.sizes.tick, scene.colors().ink, Weight::semibold};
  for (const Lane& lane : lanes_of(scene)) {
    const std::string_view words = lane.title.in(scene.language());
    if (scene.narrow) {
      scene.paint().text(context.min.x, y + 9.0F, words, title);
      draw_lane(scene, lane, y + 22.0F);
    } else {
      draw_title(scene, context.min.x, y + 4.0F, words, {});
      draw_lane(scene, lane, y);
    }
    y += scene.narrow ? narrow_row_height : row_height;
  }
}

}  // namespace initlab::training
