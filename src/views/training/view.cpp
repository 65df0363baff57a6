#include "views/training/view.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "labs/training/lab.h"
#include "text/number_format.h"
#include "text/strings.h"
#include "ui/remarks.h"
#include "ui/widgets.h"
#include "views/training/places.h"
#include "views/training/view_map.h"

namespace initlab::training {
namespace {

constexpr Heights phone_heights{102.0F, 130.0F, 84.0F};
constexpr float narrow_gutter = 50.0F;
constexpr float narrow_below = 560.0F;  // narrower than this all stands one under the other
constexpr float title_row = 28.0F;
constexpr float least_column = 2.0F;

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr || report_of<Lab>(*report).is_map()
               ? 0
               : static_cast<int>(report_of<Lab>(*report).steps.size());
  }
  const Words& progress_words() const override {
    return shows_map_ ? strings::training_map_progress : strings::page_progress_steps;
  }
  std::vector<std::pair<std::string, std::string>> take_edits() override;
  bool plays() const override { return true; }
  bool animating() const override { return transport_.playing(); }

 private:
  float draw_map(const ViewContext&, const Report*);
  float draw_wide(Scene&);
  float draw_narrow(Scene&);
  void take_keys();
  void draw_transport(Scene&);
  void draw_top(const Scene&, const Places&);
  void draw_curves(const Scene&, CurveArea loss, CurveArea accuracy);
  float draw_narrow_top(const Scene&, float y);
  float draw_narrow_strips(Scene&, float y);
  void draw_gradient_toggle(const Scene&, float y);
  void take_layer(Scene&, float y0, float y1);

  Transport transport_{*this};
  int layer_ = -1;  // the chosen column
  MapPicture map_;
  bool shows_map_ = false;
  std::vector<std::pair<std::string, std::string>> edits_;
  bool weight_gradient_ = true;  // on the phone, which has one strip for two gradients
};

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  const Params& params = params_of<Lab>(experiment);
  const Report* run = report == nullptr ? nullptr : &report_of<Lab>(*report);
  shows_map_ = params.map == Map::on;
  if (run != nullptr ? run->is_map() : shows_map_) return draw_map(context, run);
  Course course{{}, static_cast<double>(params.steps), false};
  int depth = std::clamp(params.depth, 1, most_depth);
  if (run != nullptr) {
    course = {run->steps, static_cast<double>(run->steps_total), !run->complete};
    depth = std::clamp(static_cast<int>(std::min<std::size_t>(run->courses.size(), most_depth)), 1,
                       most_depth);
  }
  const bool narrow = context.narrow || context.width < narrow_below;
  Scene scene{{context, {}, -1, -1, narrow ? 1 : 0}, params, run, course, narrow};
  scene.columns.grid.columns = depth + 1;
  layer_ = std::min(layer_, depth);
  take_keys();
  transport_.advance(context, course);
  scene.shown = transport_.shown(course);
  return narrow ? draw_narrow(scene) : draw_wide(scene);
}

std::vector<std::pair<std::string, std::string>> View::take_edits() {
  return std::exchange(edits_, {});
}

float View::draw_map(const ViewContext& context, const Report* report) {
  if (report == nullptr) return 0.0F;
  const float height = map_.draw(context, *report);
  if (const auto place = map_.take_opened()) {
    edits_ = {{"map", "off"},
              {"gain", shortest(report->map_gains[static_cast<std::size_t>(place->gain)])},
              {"depth", shortest(report->map_depths[static_cast<std::size_t>(place->depth)])}};
  }
  const float remarks = draw_remarks(context, std::span<const Sentence>(report->warnings),
                                     context.min.y + height + 8.0F);
  return height + remarks + 16.0F;
}

void View::take_keys() {
  if (ImGui::GetIO().WantTextInput || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) layer_ = -1;
}

void View::draw_transport(Scene& scene) {
  transport_.draw(scene.context(), scene.course, scene.context().min.y);
  scene.shown = transport_.shown(scene.course);
}

void View::take_layer(Scene& scene, float y0, float y1) {
  layer_ = take_columns_mouse(scene.columns, layer_, y0, y1);
}

void View::draw_curves(const Scene& scene, CurveArea loss, CurveArea accuracy) {
  loss.x_hi = accuracy.x_hi = std::max(1.0, scene.course.total);
  draw_loss(scene, loss);
  draw_accuracy(scene, accuracy);
  transport_.scrub(scene.context(), scene.course, loss, "loss curve");
  transport_.scrub(scene.context(), scene.course, accuracy, "accuracy curve");
}

void View::draw_top(const Scene& scene, const Places& at) {
  const float left = scene.context().min.x;
  const float right = left + scene.context().width;
  if (scene.plane()) {
    const float side = decision_side(scene);
    draw_decision(scene, {left + gutter, at.curves0}, side);
    const float x = left + 2.0F * gutter + side + 24.0F;
    const float half = 0.5F * (at.curves1 - at.curves0 - step_numbers - 8.0F);
    draw_curves(scene, {x, right - 8.0F, at.curves0, at.curves0 + half},
                {x, right - 8.0F, at.curves1 - half, at.curves1});
    return;
  }
  const bool beside = digits_beside(scene);
  const float width = scene.context().width - (beside ? digits_width + 40.0F : 8.0F);
  const float half = 0.5F * width;
  draw_curves(scene, {left + curve_gutter, left + half - 12.0F, at.curves0, at.curves1},
              {left + half + curve_gutter, left + width, at.curves0, at.curves1});
  if (beside) {
    const float room = at.below - at.curves0 + above_curves;
    const int rows = digits_height(scene, digits_width, 4) <= room ? 4 : 3;
    draw_digits(scene, {right - digits_width, at.curves0 - above_curves}, digits_width, rows);
  } else {
    draw_digits(scene, {left, at.below + 8.0F}, scene.context().width, 2);
  }
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.context();
  const float top = context.min.y;
  const float transport = Transport::height(context);
  const std::span<const Sentence> remarks = remarks_of(scene.report);
  const float rest = transport + draw_remarks(context, remarks, 0.0F, true) + 20.0F;
  float needed = 0.0F;
  const Places at = places_of(scene, top + transport, context.height - rest, needed);

  const float margin = context.width >= 780.0F ? std::max(84.0F, ratio_margin(scene)) : 0.0F;
  LayerGrid& grid = scene.columns.grid;
  grid.left = context.min.x + gutter;
  grid.column = std::clamp((context.width - gutter - margin) / static_cast<float>(grid.columns),
                           least_column, 112.0F);

  draw_transport(scene);
  draw_top(scene, at);
  scene.paint().horizontal(context.min.x, context.min.x + context.width, at.numbers - 15.0F,
                           scene.colors().separator);
  take_layer(scene, at.numbers - 14.0F, at.weights - 16.0F);
  draw_column_numbers(scene.columns, at.numbers, strings::label_layer.in(scene.language()));
  draw_ratio_strip(scene, at.ratio0, at.ratio1);
  draw_ratio_numbers(scene, at.ratio1 + 15.0F);
  draw_std_strip(scene, at.std0, at.std1);
  draw_gradient_strip(scene, {&LayerCourse::grad_rms, at.dz0, at.dz1});
  draw_gradient_strip(scene, {&LayerCourse::weight_grad_norm, at.dw0, at.dw1});
  draw_lanes(scene, at.lanes);
  draw_layer_table(scene.columns, table_rows(scene), at.table);
  draw_weights(scene, {context.min.x + gutter, at.weights}, context.width - gutter);
  draw_remarks(context, remarks, at.bottom + 8.0F);
  return needed + rest;
}

float View::draw_narrow_top(const Scene& scene, float y) {
  const float left = scene.context().min.x;
  const float width = scene.context().width;
  if (scene.plane()) {
    const float side = std::clamp(width, 40.0F, most_decision);
    draw_decision(scene, {left, y + title_row}, side);
    y += title_row + side + 8.0F;
  }
  const float y0 = y + title_row;
  const float y1 = y0 + phone_heights.curves;
  const float half = 0.5F * (width - 16.0F);
  draw_curves(scene, {left + narrow_curve_gutter, left + half, y0, y1},
              {left + half + 16.0F + narrow_curve_gutter, left + width, y0, y1});
  return y1 + step_numbers + 8.0F;
}

void View::draw_gradient_toggle(const Scene& scene, float y) {
  const ViewContext& context = scene.context();
  const std::array<std::string_view, 2> words{strings::training_view_dz.in(scene.language()),
                                              strings::training_view_dw.in(scene.language())};
  const TextStyle style{context.sizes.text, 0, Weight::semibold};
  const float wide =
      scene.paint().width(words[0], style) + 20.0F + scene.paint().width(words[1], style);
  const Widgets ui{context.paint, context.sizes, context.fonts, context.page.coarse_pointer};
  const float x = context.min.x + context.width - wide;
  const int clicked = toggle(ui, "gradient", {x, y}, 44.0F, words, weight_gradient_ ? 1 : 0);
  if (clicked >= 0) weight_gradient_ = clicked == 1;
}

float View::draw_narrow_strips(Scene& scene, float y) {
  const ViewContext& context = scene.context();
  const Language words = scene.language();
  const float left = context.min.x;
  const float right = left + context.width;
  LayerGrid& grid = scene.columns.grid;
  grid.column =
      std::max(least_column, (context.width - narrow_gutter) / static_cast<float>(scene.depth()));
  grid.left = left + narrow_gutter - grid.column;

  const float ratio0 = y + 26.0F + title_row;
  const float ratio1 = ratio0 + phone_heights.ratio;
  const float std0 = ratio1 + title_row;
  const float std1 = std0 + phone_heights.strip;
  const float gradient0 = std1 + 44.0F;
  const float gradient1 = gradient0 + phone_heights.strip;
  const float lanes = gradient1 + 8.0F;
  const float bottom = lanes + lanes_height(scene);

  // Words with a press of their own come before the columns, which would take it.
  const TextStyle hint{context.sizes.tick, scene.colors().ink3};
  draw_title(scene, left, ratio0 - 13.0F, strings::training_view_ratio.in(words), {});
  scene.paint().text(right, ratio0 - 13.0F, strings::training_view_usual.in(words),
                     {hint.em, faded(scene.colors().good, context.opacity), Weight::semibold},
                     Align::right);
  draw_title(scene, left, std0 - 13.0F, strings::label_std.in(words), {});
  const std::string_view theory = strings::training_view_theory_start.in(words);
  const float mark = right - scene.paint().width(theory, hint) - 18.0F;
  scene.paint().horizontal(mark, mark + 10.0F, std0 - 14.0F, scene.colors().theory, 2.0F);
  scene.paint().text(right, std0 - 13.0F, theory, hint, Align::right);
  scene.paint().text(left, gradient0 - 22.0F, strings::training_view_gradient.in(words),
                     {hint.em, scene.colors().ink, Weight::semibold});
  draw_gradient_toggle(scene, gradient0 - 22.0F);

  take_layer(scene, y, bottom);
  draw_column_numbers(scene.columns, y + 12.0F, strings::label_layer.in(words));
  draw_ratio_strip(scene, ratio0, ratio1);
  draw_std_strip(scene, std0, std1);
  draw_gradient_strip(
      scene, {weight_gradient_ ? &LayerCourse::weight_grad_norm : &LayerCourse::grad_rms, gradient0,
              gradient1});
  draw_lanes(scene, lanes);
  return bottom + 12.0F;
}

float View::draw_narrow(Scene& scene) {
  const ViewContext& context = scene.context();
  const float left = context.min.x;
  draw_transport(scene);
  float y = context.min.y + Transport::height(context);
  y = draw_narrow_top(scene, y);
  y = draw_narrow_strips(scene, y);
  const std::vector<LayerTableRow> rows = short_rows(scene);
  if (const std::optional<int> wanted = draw_layer_readout(scene.columns, rows, y)) {
    layer_ = *wanted;
  }
  y += readout_height + 20.0F;
  if (!scene.plane()) {
    draw_digits(scene, {left, y}, context.width, 4);
    y += digits_height(scene, context.width, 4) + 8.0F;
    draw_weights(scene, {left, y}, context.width);
    y += weights_height(scene, context.width) + 16.0F;
  }
  static constexpr std::array edges{0.34F, 0.56F, 0.78F, 1.0F};
  y = draw_layer_rows(scene.columns, rows, edges, y);
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 24.0F - context.min.y;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::training
