#include "core/training/deep_training.h"
#include "core/training/plane_task.h"
#include "text/strings.h"
#include "ui/plane_picture.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

void draw_points(const Scene& scene, const PlanePicture& plane) {
  const std::vector<double>& points = scene.report->points;
  const ImU32 color = faded(scene.colors().ink, scene.context().opacity);
  int drawn = 0;
  for (std::size_t i = 0; i + 2 < points.size() && drawn < plane_test_rows; i += 3, ++drawn) {
    const ImVec2 at = plane.at(points[i], points[i + 1]);
    scene.paint().data_point(at, 2.8F, points[i + 2] < 0.5, color, scene.context().background);
  }
}

void draw_words(const Scene& scene, ImVec2 min, float side) {
  const Language words = scene.language();
  const std::string_view title = strings::training_view_decision.in(words);
  if (scene.narrow) {
    const TextStyle hint{scene.context().sizes.tick, scene.colors().ink3};
    draw_title(scene, min.x, min.y - 14.0F, title, {});
    scene.paint().text(min.x + side, min.y - 14.0F, strings::training_view_boundary.in(words), hint,
                       Align::right);
    return;
  }
  const float x = scene.context().min.x;
  draw_title(scene, x, min.y + 8.0F, title, strings::training_view_shade.in(words));
  scene.paint().text(x, min.y + 44.0F, strings::training_view_boundary.in(words),
                     {scene.context().sizes.tick, scene.colors().ink3});
}

}  // namespace

void draw_decision(const Scene& scene, ImVec2 min, float side) {
  draw_words(scene, min, side);
  const PlanePicture plane{min, side, decision_field_reach};
  const ImVec2 max{min.x + side, min.y + side};
  scene.paint().fill(min, max, scene.colors().lane);
  if (scene.report == nullptr) return;
  scene.paint().list()->PushClipRect(min, max, true);
  if (const Snapshot* snapshot = scene.snapshot()) {
    const PlaneField field{snapshot->field, decision_field_size, 0.0, 1.0};
    if (field.whole()) {
      draw_field(scene.context(), plane, field);
      draw_level_line(scene.context(), plane, field, 0.5);
    }
  }
  draw_points(scene, plane);
  scene.paint().list()->PopClipRect();
}

}  // namespace initlab::training
