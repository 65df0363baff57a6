#include "views/matrix_product/view.h"

#include <algorithm>
#include <array>

#include "labs/adapter.h"
#include "labs/matrix_product/lab.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/remarks.h"
#include "views/matrix_product/view_parts.h"

namespace initlab::matrix_product {
namespace {

constexpr float gutter = 48.0F;
constexpr float label_margin = 60.0F;
constexpr float title_height = 26.0F;
constexpr float least_plot = 180.0F;
constexpr float most_plot = 560.0F;
constexpr float narrow_plot = 200.0F;
constexpr float singular_hint_height = 36.0F;  // of two lines under the phone's plot
constexpr float between = 20.0F;

class View final : public LabView {
 public:
  float draw(const ViewContext&, const Experiment&, const initlab::Report*) override;
  int columns(const initlab::Report* report) const override {
    return report == nullptr ? factors_ + 1 : columns_of(report_of<Lab>(*report));
  }
  ReportProgress progress(const initlab::Report& report) const override {
    const Report& product = report_of<Lab>(report);
    return {product.trials < product.trials_total, 0, 0};
  }
  std::optional<SliderMark> mark(const initlab::Report&, std::string_view key,
                                 Language) const override;
  std::vector<double> preset_sketch(std::string_view preset) const override;

 private:
  static int columns_of(const Report& report) {
    return std::max(1, static_cast<int>(report.steps.size()));
  }
  float draw_wide(Scene&);
  float draw_narrow(Scene&);
  void take_mouse(Scene&, const char* id, const StepPlot&);
  StepPlot plot_in(const Scene&, ImVec2 min, ImVec2 max, Axis axis) const;

  int factors_ = 101;
};

std::optional<SliderMark> View::mark(const initlab::Report& report, std::string_view key,
                                     Language language) const {
  const std::optional<Mark>& mark = report_of<Lab>(report).std_mark;
  if (key != "std" || !mark) return std::nullopt;
  return SliderMark{mark->std, mark->label.in(language)};
}

std::vector<double> View::preset_sketch(std::string_view preset) const {
  const std::optional<Params> params = preset_of<Lab>(preset);
  return params ? sketch_of(params->preset) : std::vector<double>{};
}

float View::draw(const ViewContext& context, const Experiment& experiment,
                 const initlab::Report* report) {
  const Params& params = params_of<Lab>(experiment);
  factors_ = factor_count(params);
  const Report* product = report == nullptr ? nullptr : &report_of<Lab>(*report);
  Scene scene{context, params, product, context.language, -1, chosen_};
  return context.narrow ? draw_narrow(scene) : draw_wide(scene);
}

StepPlot View::plot_in(const Scene& scene, ImVec2 min, ImVec2 max, Axis axis) const {
  max.x = std::max(max.x, min.x + 8.0F);
  return {min, max, scene.last_step(), std::move(axis)};
}

void View::take_mouse(Scene& scene, const char* id, const StepPlot& plot) {
  ImGui::SetCursorScreenPos({plot.min.x - 8.0F, plot.min.y});
  const bool clicked =
      ImGui::InvisibleButton(id, {std::max(1.0F, plot.max.x - plot.min.x + 16.0F),
                                  std::max(1.0F, plot.max.y - plot.min.y + 24.0F)});
  const int step = ImGui::IsItemHovered() ? plot.step_at(ImGui::GetIO().MousePos.x) : -1;
  // A finger leaves no hover behind: it only chooses.
  if (scene.context.page.hovers() && step >= 0) scene.hovered = step;
  if (clicked && step >= 0) choose(chosen_ == step ? -1 : step);
  scene.chosen = chosen_;
}

void draw_title(const Scene& scene, float x, float y, const Words& title) {
  const ViewContext& context = scene.context;
  explained_text(context, x, y, title.in(scene.language),
                 {context.sizes.tick, context.paint.colors().ink, Weight::semibold});
}

void draw_note(const Scene& scene, float right, float y, std::string_view note) {
  const ViewContext& context = scene.context;
  context.paint.text(right, y, note, {context.sizes.tick, context.paint.colors().ink2},
                     Align::right);
}

std::string trials_note(const Scene& scene) {
  const int trials = scene.params.trials;
  return trials == 1 ? std::string(strings::matrix_product_one_trial.in(scene.language))
                     : fill(strings::matrix_product_trials, {{"n", std::to_string(trials)}})
                           .in(scene.language);
}

float View::draw_wide(Scene& scene) {
  const ViewContext& context = scene.context;
  const float top = context.min.y;
  const float left = context.min.x;
  const float right = left + context.width;
  const float side_width = std::clamp(0.41F * context.width, 200.0F, 520.0F);
  const float side = right - side_width;

  // Two plots of equal height, their labels, a row of titles above each.
  const float fixed = 2.0F * (title_height + step_labels_height) + between;
  const float matrices =
      2.0F * (title_height + matrix_height(scene)) + between + 14.0F + formats_height;
  const float warnings = draw_remarks(context, remarks_of(scene.report), 0.0F, true);
  const float least =
      std::max(least_plot, matrices + 12.0F - title_height - step_labels_height - between);
  const float spare = context.height - fixed - warnings - 2.0F * least;
  const float height = std::min(std::max(most_plot, least), least + std::max(0.0F, 0.5F * spare));

  const float norm0 = top + title_height;
  const float norm1 = norm0 + height;
  const float title2 = norm1 + step_labels_height + between;
  const float singular0 = title2 + title_height;
  const float singular1 = singular0 + height;
  const float plot_left = left + gutter;
  const float plot_right = side - between - label_margin + 4.0F;
  const StepPlot norms = plot_in(scene, {plot_left, norm0}, {plot_right, norm1}, norm_axis(scene));
  const StepPlot singular =
      plot_in(scene, {plot_left, singular0}, {plot_right, singular1}, singular_axis(scene));
  take_mouse(scene, "norms", norms);
  take_mouse(scene, "singular", singular);
  for (int step : {scene.hovered, scene.chosen == scene.hovered ? -1 : scene.chosen}) {
    tint_step(context.paint, norms, step, norm0, norm1);
    tint_step(context.paint, singular, step, singular0, singular1);
  }

  draw_title(scene, left, top + 10.0F, strings::matrix_product_norm);
  draw_note(scene, norms.max.x, top + 10.0F, trials_note(scene));
  draw_norms(scene, norms);
  draw_title(scene, left, title2 + 10.0F, strings::matrix_product_singular);
  draw_note(scene, singular.max.x, title2 + 10.0F, singular_note(scene));
  draw_singular_values(scene, singular);

  draw_title(scene, side, top + 10.0F, strings::matrix_product_first);
  float y = draw_first_matrix(scene, {side, top + title_height}, side_width) + between;
  context.paint.text(
      side, y + 10.0F,
      fill(strings::matrix_product_after, {{"n", std::to_string(scene.params.count)}})
          .in(scene.language),
      {context.sizes.tick, context.paint.colors().ink, Weight::semibold});
  y = draw_product_matrix(scene, {side, y + title_height}, side_width) + 14.0F;
  draw_formats(scene, {side, y}, side_width);

  draw_title(scene, side, title2 + 10.0F, strings::matrix_product_eigen);
  const float square = std::max(40.0F, std::min(height, side_width - gutter - 112.0F));
  draw_eigenvalues(scene, {side + gutter - 8.0F, singular0}, square);
  draw_step_callout(scene, norms);
  const float bottom = singular1 + step_labels_height;
  draw_remarks(context, remarks_of(scene.report), bottom);
  return fixed + 2.0F * least + warnings;
}

float View::draw_narrow(Scene& scene) {
  const ViewContext& context = scene.context;
  const float left = context.min.x;
  const float right = left + context.width;
  const float plot_left = left + 40.0F;
  const float plot_right = right - label_margin;
  const float top = context.min.y;

  const float norm0 = top + title_height + 8.0F;
  const float readout = norm0 + narrow_plot + step_labels_height + 8.0F;
  const float title2 = readout + step_readout_height + between;
  const float singular0 = title2 + 2.0F * title_height;
  const StepPlot norms =
      plot_in(scene, {plot_left, norm0}, {plot_right, norm0 + narrow_plot}, norm_axis(scene));
  const StepPlot singular = plot_in(scene, {plot_left, singular0},
                                    {plot_right, singular0 + narrow_plot}, singular_axis(scene));
  take_mouse(scene, "norms", norms);
  take_mouse(scene, "singular", singular);
  for (int step : {scene.hovered, scene.chosen == scene.hovered ? -1 : scene.chosen}) {
    tint_step(context.paint, norms, step, norms.min.y, norms.max.y);
    tint_step(context.paint, singular, step, singular.min.y, singular.max.y);
  }
  draw_title(scene, left, top + 10.0F, strings::matrix_product_norm);
  draw_note(scene, right, top + 10.0F, trials_note(scene));
  draw_norms(scene, norms);
  if (const std::optional<int> wanted = draw_step_readout(scene, {left, readout}, context.width)) {
    choose(*wanted);
  }
  draw_title(scene, left, title2 + 10.0F, strings::matrix_product_singular_short);
  context.paint.text(left, title2 + 10.0F + title_height, singular_note(scene),
                     {context.sizes.tick, context.paint.colors().ink2});
  draw_singular_values(scene, singular);

  float y = singular.max.y + step_labels_height + singular_hint_height + between;
  draw_title(scene, left, y + 10.0F, strings::matrix_product_first);
  y = draw_first_matrix(scene, {left, y + title_height}, context.width) + between;
  context.paint.text(
      left, y + 10.0F,
      fill(strings::matrix_product_after, {{"n", std::to_string(scene.params.count)}})
          .in(scene.language),
      {context.sizes.tick, context.paint.colors().ink, Weight::semibold});
  y = draw_product_matrix(scene, {left, y + title_height}, context.width) + between;
  draw_formats(scene, {left, y}, context.width);
  y += formats_height + between;
  draw_title(scene, left, y + 10.0F, strings::matrix_product_eigen);
  const float square = std::clamp(context.width - 40.0F - 112.0F, 40.0F, 320.0F);
  draw_eigenvalues(scene, {plot_left, y + title_height}, square);
  y += title_height + square + step_labels_height;
  y += draw_remarks(context, remarks_of(scene.report), y);
  return y + 16.0F - top;
}

}  // namespace

std::unique_ptr<LabView> make_view() { return std::make_unique<View>(); }

}  // namespace initlab::matrix_product
