#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/training/tiny_mlp.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "ui/group_marks.h"
#include "ui/label_place.h"
#include "ui/plane_picture.h"
#include "views/symmetry/view_parts.h"

namespace initlab::symmetry {
namespace {

constexpr int most_points = 100;  // of a trajectory, when there are many units
constexpr double runaway_factor =
    100;  // weights this many times the first ones do not set the scale

double weight(const Step& step, std::size_t unit, TinyEntry entry) {
  return step.weights[tiny_entries * unit + entry];
}

/// Half the side of the plane: the same at every step, so that playing does not rescale it.
double plane_reach(const Scene& scene) {
  double first = 0.0;
  double most = 0.0;
  for (const Step& step : scene.report->steps) {
    for (std::size_t j = 0; j < Scene::units(step); ++j) {
      for (const TinyEntry entry : {tiny_w_x, tiny_w_y}) {
        const double size = std::abs(weight(step, j, entry));
        if (!std::isfinite(size)) continue;
        if (&step == &scene.report->steps.front()) first = std::max(first, size);
        if (scene.report->diverged_step && size > runaway_factor * std::max(first, 0.1)) continue;
        most = std::max(most, size);
      }
    }
  }
  return most > 1e-12 ? std::min(1.15 * most, 1e12) : 1.0;
}

void draw_plane_axes(const Scene& scene, const PlanePicture& plane) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const TextStyle style{scene.context.sizes.tick, colors.ink3};
  const ImVec2 max{plane.min.x + plane.side, plane.min.y + plane.side};
  const ImVec2 zero = plane.at(0.0, 0.0);
  const Axis axis = fixed_axis(-plane.reach, plane.reach, 5);
  for (const Tick& tick : axis.ticks) {
    const ImVec2 at = plane.at(tick.position, tick.position);
    paint.horizontal(plane.min.x, max.x, at.y, colors.grid);
    paint.vertical(at.x, plane.min.y, max.y, colors.grid);
    paint.text(at.x, max.y + 14.0F, tick.label, style, Align::center);
    paint.text(plane.min.x - 7.0F, at.y, tick.label, style, Align::right);
  }
  paint.horizontal(plane.min.x, max.x, zero.y, colors.axis);
  paint.vertical(zero.x, plane.min.y, max.y, colors.axis);
  const TextStyle name{scene.context.sizes.tick, colors.ink2, Weight::semibold};
  paint.text(max.x, zero.y + 11.0F, "w\u2081", name, Align::right);
  paint.text(zero.x + 6.0F, plane.min.y + 8.0F, "w\u2082", name);
}

void draw_trajectory(const Scene& scene, const PlanePicture& plane, std::size_t unit, ImU32 color) {
  const std::vector<Step>& steps = scene.report->steps;
  const int stride = Scene::units(steps.front()) > 12 ? 1 + scene.shown / most_points : 1;
  std::vector<ImVec2> points;
  for (int i = 0; i <= scene.shown;
       i += i + stride > scene.shown && i < scene.shown ? scene.shown - i : stride) {
    const Step& step = steps[static_cast<std::size_t>(i)];
    if (unit >= Scene::units(step)) continue;
    const double x = weight(step, unit, tiny_w_x);
    const double y = weight(step, unit, tiny_w_y);
    if (std::isfinite(x) && std::isfinite(y)) points.push_back(plane.at(x, y));
  }
  if (points.size() < 2) return;
  scene.context.paint.list()->AddPolyline(points.data(), static_cast<int>(points.size()),
                                          faded(color, 0.45F * scene.context.opacity), 0, 1.5F);
}

/// "x8" for an orbit of eight units, the unit's number for one alone.
std::string orbit_label(const Step& step, std::size_t unit) {
  const auto size = std::count(step.orbits.begin(), step.orbits.end(), step.orbits[unit]);
  return size > 1 ? "\u00d7" + std::to_string(size) : std::to_string(unit + 1);
}

void draw_units(const Scene& scene, const PlanePicture& plane) {
  const Painter& paint = scene.context.paint;
  const Step& step = *scene.step();
  const bool dark = scene.context.page.dark;
  const std::size_t units = Scene::units(step);
  for (std::size_t j = 0; j < units; ++j) {
    draw_trajectory(scene, plane, j, group_mark(static_cast<int>(step.orbits[j]), dark).color);
  }
  const auto place = [&](std::size_t unit) {
    return plane.at(weight(step, unit, tiny_w_x), weight(step, unit, tiny_w_y));
  };
  const auto color_of = [&](std::size_t unit) {
    return faded(group_mark(static_cast<int>(step.orbits[unit]), dark).color,
                 scene.context.opacity);
  };
  std::vector<std::size_t> finite;
  for (std::size_t j = 0; j < units; ++j) {
    if (std::isfinite(weight(step, j, tiny_w_x)) && std::isfinite(weight(step, j, tiny_w_y))) {
      finite.push_back(j);
    }
  }
  for (const std::size_t j : finite) {
    paint.mark(Mark::dot, place(j), 6.5F, scene.context.background);
    paint.mark(group_mark(static_cast<int>(step.orbits[j]), dark).shape, place(j), 5.0F,
               color_of(j));
  }
  // Labels last, so that no mark covers them; one for each orbit, whose other units are under it.
  const float em = scene.context.sizes.tick;
  std::vector<std::size_t> named;
  std::vector<MarkedPoint> points;
  for (const std::size_t j : finite) {
    const auto first = std::find(step.orbits.begin(), step.orbits.end(), step.orbits[j]);
    if (static_cast<std::size_t>(first - step.orbits.begin()) != j) continue;
    const ImVec2 at = place(j);
    named.push_back(j);
    points.push_back(
        {at.x, at.y, paint.width(orbit_label(step, j), {em, 0, Weight::semibold}) + 2.0F});
  }
  const MarkRoom room{plane.min.x, plane.min.y, plane.min.x + plane.side, plane.min.y + plane.side,
                      6.5F,        0.95F * em};
  for (const PointLabel& label : place_point_labels(points, room)) {
    const std::size_t j = named[label.index];
    paint.text(label.x + 1.0F, label.y, orbit_label(step, j), {em, color_of(j), Weight::semibold});
  }
}

void draw_points(const Scene& scene, const PlanePicture& plane, const PlaneField& range) {
  const Painter& paint = scene.context.paint;
  const Report& report = *scene.report;
  const Palette& colors = paint.colors();
  for (std::size_t i = 0; i + 2 < report.points.size(); i += 3) {
    const double target = report.points[i + 2];
    const ImVec2 at = plane.at(report.points[i], report.points[i + 1]);
    const ImU32 color = faded(colors.ink, scene.context.opacity);
    if (report.classification) {
      paint.data_point(at, 3.5F, target < 0.0, color, scene.context.background);
    } else {
      paint.mark(Mark::dot, at, 5.0F, color);
      paint.mark(Mark::dot, at, 4.0F,
                 mixed(colors.ink, scene.context.background, 0.9F * range.shade(target)));
    }
  }
}

void draw_square_title(const Scene& scene, ImVec2 min, float side, const Words& title) {
  scene.context.paint.text_cut(
      min.x, min.y + 8.0F, side, title.in(scene.language),
      {scene.context.sizes.text, scene.context.paint.colors().ink, Weight::semibold});
}

}  // namespace

void draw_weight_plane(const Scene& scene, ImVec2 min, float side) {
  draw_square_title(scene, min, side, strings::symmetry_label_plane);
  const double reach = scene.step() == nullptr ? 1.0 : plane_reach(scene);
  const PlanePicture plane{{min.x, min.y + title_height}, side, reach};
  draw_plane_axes(scene, plane);
  if (scene.step() == nullptr) return;
  const ImVec2 max{min.x + side + 2.0F, plane.min.y + side + 2.0F};
  scene.context.paint.list()->PushClipRect({min.x - 2.0F, plane.min.y - 2.0F}, max, true);
  draw_units(scene, plane);
  scene.context.paint.list()->PopClipRect();
}

void draw_task(const Scene& scene, ImVec2 min, float side) {
  draw_square_title(scene, min, side, strings::symmetry_label_task);
  const PlanePicture plane{{min.x, min.y + title_height}, side, field_reach};
  const ImVec2 max{min.x + side, plane.min.y + side};
  scene.context.paint.fill(plane.min, max, scene.context.paint.colors().lane);
  const Step* step = scene.step();
  if (step == nullptr) return;
  // Outputs of +-3 are probabilities of 95 and 5 per cent; targets of the sine are -1.5 to 2.
  const bool classes = scene.report->classification;
  const PlaneField field{step->field, field_size, classes ? -3.0 : -1.5, classes ? 3.0 : 2.0};
  scene.context.paint.list()->PushClipRect(plane.min, max, true);
  if (field.whole()) {
    draw_field(scene.context, plane, field);
    if (classes) draw_level_line(scene.context, plane, field, 0.0);
  }
  draw_points(scene, plane, field);
  scene.context.paint.list()->PopClipRect();
}

}  // namespace initlab::symmetry
