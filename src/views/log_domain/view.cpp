#include "views/log_domain/view.h"

#include <algorithm>
#include <cmath>

#include "labs/adapter.h"
#include "labs/log_domain/lab.h"
#include "text/strings.h"
#include "ui/remarks.h"
#include "ui/widgets.h"
#include "views/log_domain/view_parts.h"

namespace initlab::log_domain {
namespace {

constexpr float title_height = 30.0F;
constexpr float least_plot = 150.0F;
constexpr float most_plot = 420.0F;

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? 1
                             : std::max(1, static_cast<int>(report_of<Lab>(*report).steps.size()));
  }

 private:
  void take_mouse(Scene&);
};

void View::take_mouse(Scene& scene) {
  const ImVec2 min{scene.plot.min.x, scene.plot.min.y};
  const ImVec2 max{scene.plot.max.x, scene.bars + bars_height};
  const Touch touch =
      touch_area("steps", min, {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)});
  scene.point = chosen_;
  if (scene.empty() || scene.report->steps.empty() || !(touch.hovered || touch.clicked)) return;
  const std::vector<double>& steps = scene.report->steps;
  const double at = scene.plot.x_at(ImGui::GetIO().MousePos.x);
  const auto nearer = [at](double a, double b) { return std::abs(a - at) < std::abs(b - at); };
  const int point =
      static_cast<int>(std::min_element(steps.begin(), steps.end(), nearer) - steps.begin());
  if (scene.context.page.hovers()) scene.point = point;
  if (touch.clicked) choose(chosen_ == point ? -1 : point);
}

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  Scene scene{context,
              params_of<Lab>(experiment),
              report == nullptr ? nullptr : &report_of<Lab>(*report),
              {}};
  set_axes(scene);
  const float key = draw_key(scene, 0.0F, true);
  const float lives = draw_lives_key(scene, 0.0F, true);
  const float fixed = title_height + key + line_labels_height + title_height + bars_height + lives +
                      20.0F + draw_format_table(scene, 0.0F, true) +
                      draw_remarks(context, remarks_of(scene.report), 0.0F, true) + 24.0F;
  const float needed = fixed + (context.narrow ? 180.0F : least_plot);
  const float height =
      context.narrow ? 180.0F : std::clamp(context.height - fixed, least_plot, most_plot);
  const float left = context.min.x + (context.narrow ? 72.0F : 76.0F);
  const float right = context.min.x + context.width - (context.narrow ? 8.0F : 96.0F);
  const float top = context.min.y + title_height + key;
  scene.title = context.min.y + title_height - 16.0F;
  scene.plot.min = {left, top};
  scene.plot.max = {std::max(left + 1.0F, right), top + height};
  scene.bars = scene.plot.max.y + line_labels_height + title_height;
  take_mouse(scene);
  draw_log_product(scene);
  draw_format_lives(scene);
  float y = scene.bars + bars_height + lives + 20.0F;
  y += draw_format_table(scene, y);
  draw_remarks(context, remarks_of(scene.report), y);
  return needed;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::log_domain
