#include <algorithm>
#include <cmath>
#include <string>

#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "views/matrix_product/view_parts.h"

namespace initlab::matrix_product {
namespace {

constexpr std::size_t most_small = 1200;  // dots of the other factors

/// The complex plane, the same scale both ways.
struct Plane {
  ImVec2 min;
  float side;
  Axis axis;

  float share(double value) const {
    return static_cast<float>((value - axis.lo) / (axis.hi - axis.lo));
  }
  ImVec2 at(double re, double im) const {
    return {min.x + side * share(re), min.y + side * (1.0F - share(im))};
  }
};

double extent(const Scene& scene) {
  double most = 0.0;
  if (scene.report != nullptr) {
    if (std::isfinite(scene.report->radius)) most = scene.report->radius;
    for (const auto* parts : {&scene.report->eigen_re, &scene.report->eigen_im}) {
      for (double part : *parts) {
        if (std::isfinite(part)) most = std::max(most, std::abs(part));
      }
    }
  }
  return most > 0.0 ? 1.1 * most : 1.0;
}

void draw_plane(const Scene& scene, const Plane& plane) {
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  const ImVec2 max{plane.min.x + plane.side, plane.min.y + plane.side};
  const TextStyle style{scene.context.sizes.tick, colors.ink3};
  for (const Tick& tick : plane.axis.ticks) {
    const bool zero = tick.position == 0.0;
    const ImU32 color = zero ? colors.axis : colors.grid;
    const float x = plane.at(tick.position, 0.0).x;
    const float y = plane.at(0.0, tick.position).y;
    paint.vertical(x, plane.min.y, max.y, color);
    paint.horizontal(plane.min.x, max.x, y, color);
    paint.text(x, max.y + 15.0F, tick.label, style, Align::center);
    paint.text(plane.min.x - 8.0F, y, zero ? "0" : tick.label + "i", style, Align::right);
  }
}

void draw_dots(const Scene& scene, const Plane& plane) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Report& report = *scene.report;
  const std::size_t count = std::min(report.eigen_re.size(), report.eigen_im.size());
  const std::size_t first = std::min(count, static_cast<std::size_t>(report.size));
  const ImU32 data = mixed(paint.colors().data, context.background, context.opacity);
  const ImU32 pale = mixed(paint.colors().data, context.background, 0.6F * context.opacity);
  const auto place = [&](std::size_t i) {
    return plane.at(report.eigen_re[i], report.eigen_im[i]);
  };
  const std::size_t skip = std::max<std::size_t>(1, (count - first) / most_small);
  for (std::size_t i = first; i < count; i += skip) {
    const ImVec2 c = place(i);
    if (std::isfinite(c.x) && std::isfinite(c.y)) paint.list()->AddCircleFilled(c, 1.4F, pale, 6);
  }
  for (std::size_t i = 0; i < first; ++i) {
    const ImVec2 c = place(i);
    if (std::isfinite(c.x) && std::isfinite(c.y)) {
      paint.data_point(c, first > 16 ? 3.0F : 4.5F, false, data, context.background);
    }
  }
}

void draw_legend(const Scene& scene, const Plane& plane) {
  const ViewContext& context = scene.context;
  const Painter& paint = context.paint;
  const Palette& colors = paint.colors();
  const Language words = scene.language;
  const Report& report = *scene.report;
  const float em = context.sizes.tick;
  const float x = plane.min.x + plane.side + 18.0F;
  float y = plane.min.y + 10.0F;
  const bool orthogonal = scene.params.entries == FactorEntries::orthogonal;
  const std::string radius = brief_number(report.radius, 3);
  paint.horizontal(x - 6.0F, x + 4.0F, y - 1.0F, colors.theory, 2.0F);
  if (orthogonal) {
    paint.text(x + 10.0F, y,
               fill(strings::matrix_product_circle_unit, {Slot("r", radius)}).in(words),
               {em, colors.ink2});
  } else {
    paint.text(x + 10.0F, y, strings::matrix_product_circle.in(words), {em, colors.ink2});
    y += 18.0F;
    paint.text(x + 10.0F, y,
               fill(strings::matrix_product_circle_radius, {Slot("r", radius)}).in(words),
               {em, colors.ink2});
  }
  y += 28.0F;
  paint.data_point({x, y}, 4.5F, false, colors.data, context.background);
  paint.text(x + 10.0F, y, strings::matrix_product_eigen_first.in(words),
             {em, colors.data, Weight::semibold});
  const std::size_t n = std::max<std::size_t>(1, static_cast<std::size_t>(report.size));
  const std::size_t factors = report.eigen_re.size() / n;
  if (factors > 1) {
    y += 24.0F;
    const Words& pattern = factors == report.factors ? strings::matrix_product_eigen_all
                                                     : strings::matrix_product_eigen_some;
    paint.list()->AddCircleFilled({x, y}, 1.4F, colors.data, 6);
    paint.text(x + 10.0F, y, fill(pattern, {Slot("n", std::to_string(factors))}).in(words),
               {em, colors.ink2});
  }
  if (orthogonal) return;
  const float low = std::max(y + 28.0F, plane.min.y + plane.side - 24.0F);
  const TextStyle quiet{em, colors.ink2};
  paint.text(x - 6.0F, low,
             fill(strings::matrix_product_outside, {Slot("p", percent_number(report.outside, 1.0))})
                 .in(words),
             quiet);
  paint.text(x - 6.0F, low + 18.0F, strings::matrix_product_outside_2.in(words), quiet);
}

}  // namespace

void draw_eigenvalues(const Scene& scene, ImVec2 at, float side) {
  const double most = extent(scene);
  const Plane plane{at, side, fixed_axis(-most, most, 5)};
  draw_plane(scene, plane);
  if (!scene.has_result()) return;
  const Painter& paint = scene.context.paint;
  const Palette& colors = paint.colors();
  paint.list()->PushClipRect(at, {at.x + side, at.y + side}, true);
  const float radius = plane.at(scene.report->radius, 0.0).x - plane.at(0.0, 0.0).x;
  if (std::isfinite(radius) && radius > 0.0F) {
    const ImVec2 center = plane.at(0.0, 0.0);
    paint.list()->AddCircleFilled(center, radius, faded(colors.band, scene.context.opacity), 96);
    paint.list()->AddCircle(center, radius, faded(colors.theory, scene.context.opacity), 96, 2.0F);
  }
  draw_dots(scene, plane);
  paint.list()->PopClipRect();
  draw_legend(scene, plane);
}

}  // namespace initlab::matrix_product
