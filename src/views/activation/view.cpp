#include "views/activation/view.h"

#include <algorithm>
#include <cmath>

#include "labs/activation/lab.h"
#include "labs/adapter.h"
#include "text/number_format.h"
#include "text/power_text.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/remarks.h"
#include "ui/widgets.h"
#include "views/activation/view_parts.h"

namespace initlab::activation {
namespace {

constexpr float title_height = 30.0F;
constexpr float below_phi = 8.0F;  // so that its lowest tick is clear of the next title
constexpr float least_plot = 118.0F;
constexpr float most_plot = 380.0F;
constexpr float narrow_plot = 132.0F;
constexpr float crowded_plot = 190.0F;  // the least for more than four functions

bool is_crowded(const Params& params) { return compared_activations(params).size() > 4; }

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    if (report == nullptr) return depth_ + 1;
    const Report& found = report_of<Lab>(*report);
    return found.curves.empty() ? depth_ + 1
                                : static_cast<int>(found.curves.front().bound.size()) + 1;
  }
  std::vector<double> preset_sketch(std::string_view preset) const override;

 private:
  void place_wide(Scene&, float plot_height) const;
  void place_narrow(Scene&) const;
  void take_mouse(Scene&);

  int depth_ = 20;
};

std::vector<double> View::preset_sketch(std::string_view preset) const {
  const std::optional<Params> params = preset_of<Lab>(preset);
  if (!params) return {};
  std::vector<double> sketch;
  for (int i = -12; i <= 12; ++i) {
    sketch.push_back(derivative({params->act, params->slope}, 0.5 * i));
  }
  return sketch;
}

/// φ over φ' at the left, the chain at the right.
void View::place_wide(Scene& scene, float plot_height) const {
  const ViewContext& context = scene.context;
  const float left = context.min.x + 44.0F;
  const float middle = context.min.x + 0.52F * context.width;
  const float first = context.min.y + draw_legend(scene, context.min.y, true) + title_height;
  const float second = first + plot_height + below_phi + title_height;
  scene.phi.min = {left, first};
  scene.phi.max = {std::max(left + 1.0F, middle - 28.0F), first + plot_height};
  scene.derivative.min = {left, second};
  scene.derivative.max = {scene.phi.max.x, second + plot_height};
  scene.chain.min = {middle + 44.0F, first};
  scene.chain.max = {std::max(middle + 45.0F, context.min.x + context.width -
                                                  std::max(76.0F, end_labels_width(scene))),
                     second + plot_height};
}

void View::place_narrow(Scene& scene) const {
  const ViewContext& context = scene.context;
  const float left = context.min.x + 46.0F;
  const float right = std::max(left + 1.0F, context.min.x + context.width);
  float y = context.min.y + draw_legend(scene, context.min.y, true);
  for (LinePlot* plot : {&scene.phi, &scene.derivative, &scene.chain}) {
    y += title_height;
    const float usual = is_crowded(scene.params) ? crowded_plot : narrow_plot;
    const float height = plot == &scene.chain ? 1.4F * usual : usual;
    plot->min = {left, y};
    plot->max = {right, y + height};
    if (plot == &scene.chain)
      plot->max.x = std::max(left + 1.0F, right - std::max(62.0F, end_labels_width(scene)));
    y += height + (plot == &scene.phi ? below_phi : line_labels_height);
  }
}

void View::take_mouse(Scene& scene) {
  const auto area = [](const char* id, ImVec2 min, ImVec2 max) {
    return touch_area(id, min, {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)});
  };
  const float mouse = ImGui::GetIO().MousePos.x;
  const Touch curves = area("curves", scene.phi.min, scene.derivative.max);
  const Touch chain = area("chain", scene.chain.min, scene.chain.max);
  scene.factors = chosen_;
  if (scene.empty()) return;
  const std::vector<double>& grid = scene.report->z;
  if ((curves.hovered || curves.held) && grid.size() > 1) {
    const double place = (scene.phi.x_at(mouse) - grid.front()) / (grid[1] - grid[0]);
    scene.hovered_z =
        static_cast<int>(std::clamp(std::round(place), 0.0, static_cast<double>(grid.size() - 1)));
  }
  if (chain.hovered || chain.clicked) {
    const int depth = static_cast<int>(scene.report->curves.front().bound.size());
    const int at = static_cast<int>(
        std::clamp(std::round(scene.chain.x_at(mouse)), 0.0, static_cast<double>(depth)));
    if (scene.context.page.hovers()) scene.factors = at;
    if (chain.clicked) choose(chosen_ == at ? -1 : at);
  }
}

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  const Params& params = params_of<Lab>(experiment);
  depth_ = params.depth;
  Scene scene{context, params, report == nullptr ? nullptr : &report_of<Lab>(*report), {}, {}, {}};
  set_axes(scene);
  const float tail =
      draw_facts(scene, 0.0F, true) + draw_remarks(context, remarks_of(scene.report), 0.0F, true);
  float needed = 0.0F;
  if (context.narrow) {
    place_narrow(scene);
    needed = scene.chain.max.y + line_labels_height + 16.0F - context.min.y + tail + 24.0F;
  } else {
    const float legend = draw_legend(scene, context.min.y, true);
    const float fixed =
        legend + 2.0F * title_height + below_phi + line_labels_height + 16.0F + tail + 24.0F;
    const float least = is_crowded(params) ? crowded_plot : least_plot;
    needed = fixed + 2.0F * least;
    place_wide(scene, std::clamp(0.5F * (context.height - fixed), least, most_plot));
  }
  take_mouse(scene);
  draw_legend(scene, context.min.y);
  draw_curves(scene);
  draw_chain(scene);
  float y = std::max(scene.chain.max.y, scene.derivative.max.y) + line_labels_height + 16.0F;
  y += draw_facts(scene, y);
  draw_remarks(context, remarks_of(scene.report), y);
  return needed;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::activation
