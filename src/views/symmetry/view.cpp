#include "views/symmetry/view.h"

#include <algorithm>

#include "core/training/tiny_mlp.h"
#include "labs/adapter.h"
#include "labs/symmetry/lab.h"
#include "ui/remarks.h"
#include "views/symmetry/view_parts.h"

namespace initlab::symmetry {

const Step* Scene::step() const {
  if (report == nullptr || shown < 0 || shown >= static_cast<int>(report->steps.size())) {
    return nullptr;
  }
  return &report->steps[static_cast<std::size_t>(shown)];
}

std::size_t Scene::units(const Step& step) {
  return std::min({step.orbits.size(), step.weights.size() / tiny_entries,
                   static_cast<std::size_t>(max_hidden)});
}

std::vector<double> Scene::values(double (*of)(const Step&)) const {
  std::vector<double> list;
  if (report == nullptr) return list;
  for (const Step& step : report->steps) list.push_back(of(step));
  return list;
}

namespace {

constexpr float gap = 24.0F;
constexpr float least_side = 232.0F;
constexpr float most_side = 420.0F;
constexpr float table_width = 286.0F;
constexpr float left_labels = 38.0F;  // of the plane's ticks
constexpr float below_square = 30.0F;
constexpr CurveHeights wide_heights{112.0F, 52.0F, 52.0F};
constexpr CurveHeights narrow_heights{140.0F, 64.0F, 64.0F};

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? 1 : static_cast<int>(report_of<Lab>(*report).steps.size());
  }
  bool plays() const override { return true; }
  bool animating() const override { return transport_.playing(); }

 private:
  float draw_transport(Scene&, float y);
  float draw_wide(Scene&);
  float draw_narrow(Scene&);
  void take_mouse(const Scene&, const CurveArea&);

  Transport transport_{*this};
};

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  Scene scene{context, params_of<Lab>(experiment), nullptr, context.language};
  if (report != nullptr) scene.report = &report_of<Lab>(*report);
  scene.steps = scene.values([](const Step& step) { return static_cast<double>(step.step); });
  transport_.advance(context, scene.course());
  scene.shown = transport_.shown(scene.course());
  return context.narrow ? draw_narrow(scene) : draw_wide(scene);
}

float View::draw_transport(Scene& scene, float y) {
  transport_.draw(scene.context, scene.course(), y);
  scene.shown = transport_.shown(scene.course());
  return Transport::height(scene.context);
}

void View::take_mouse(const Scene& scene, const CurveArea& area) {
  transport_.scrub(scene.context, scene.course(), area, "curves");
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.context;
  const bool table_beside =
      context.width >= 2.0F * least_side + table_width + 2.0F * gap + left_labels;
  const float row = context.width - left_labels - gap - (table_beside ? table_width + gap : 0.0F);
  const float room = std::max(80.0F, 0.5F * row);
  const float table = unit_table_height(scene);
  const float least = std::min(least_side, room);
  const auto height_of_row = [&](float side) {
    const float squares = title_height + side + below_square;
    return table_beside ? std::max(squares, table + 12.0F) : squares + table + 12.0F;
  };
  const float fixed = Transport::height(context) + curves_height(scene, wide_heights) +
                      draw_remarks(context, remarks_of(scene.report), 0.0F, true) + 20.0F;
  const float needed = fixed + height_of_row(least);
  float spare = std::max(0.0F, context.height - needed);
  float side = least;
  const float most = std::min(most_side, room);
  // The table may be taller than the least square, so that growing is free at first.
  while (side + 4.0F <= most && fixed + height_of_row(side + 4.0F) <= needed + spare) side += 4.0F;
  spare = std::max(0.0F, needed + spare - fixed - height_of_row(side));
  CurveHeights heights = wide_heights;
  heights.loss += std::min(0.6F * spare, 140.0F);
  heights.distinct += std::min(0.2F * spare, 40.0F);
  heights.cosine += std::min(0.2F * spare, 40.0F);

  float y = context.min.y;
  y += draw_transport(scene, y);
  const float left = context.min.x + left_labels;
  draw_weight_plane(scene, {left, y}, side);
  draw_task(scene, {left + side + gap, y}, side);
  if (table_beside) {
    const float x = left + 2.0F * (side + gap);
    draw_unit_table(scene, {x, y},
                    std::clamp(context.min.x + context.width - x, table_width, 420.0F));
  } else {
    draw_unit_table(scene, {context.min.x, y + title_height + side + below_square},
                    std::min(context.width, 420.0F));
  }
  y += height_of_row(side);
  const CurveArea area = draw_curves(scene, y, heights);
  take_mouse(scene, area);
  y += curves_height(scene, heights) + 6.0F;
  draw_remarks(context, remarks_of(scene.report), y);
  return needed;
}

float View::draw_narrow(Scene& scene) {
  const ViewContext& context = scene.context;
  float y = context.min.y;
  y += draw_transport(scene, y);
  const float side = std::clamp(context.width - left_labels, 40.0F, 320.0F);
  draw_weight_plane(scene, {context.min.x + left_labels, y}, side);
  y += title_height + side + below_square;
  draw_task(scene, {context.min.x + left_labels, y}, side);
  y += title_height + side + 16.0F;
  const CurveArea area = draw_curves(scene, y, narrow_heights);
  take_mouse(scene, area);
  y += curves_height(scene, narrow_heights) + 16.0F;
  draw_unit_table(scene, {context.min.x, y}, context.width);
  y += unit_table_height(scene) + 12.0F;
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 16.0F - context.min.y;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::symmetry
