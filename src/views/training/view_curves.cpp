#include <algorithm>
#include <array>
#include <cmath>

#include "labs/training/additions.h"
#include "text/number_format.h"
#include "text/sentence.h"
#include "text/strings.h"
#include "ui/explain.h"
#include "ui/series_plot.h"
#include "views/training/view_parts.h"

namespace initlab::training {
namespace {

// A smaller loss is drawn at the lower edge: the digits are known by heart long before.
constexpr double least_loss = 1e-4;
constexpr float batch_share = 0.55F;

struct Plot {
  const Words& title;
  const Words& hint;
  Axis axis;
  std::vector<double> steps = {};  // of the evaluations
  std::vector<double> test = {};
  std::vector<double> batch = {};  // by moment
  double reference = 0.0;          // what guessing gives
  std::string reference_name;
  std::string test_value = {};
  std::string batch_value = {};
};

Plot make_plot(const Scene& scene, const Words& title, const Words& hint,
               double HistoryEntry::* test, std::vector<double> Report::* batch,
               std::string (*text)(double)) {
  Plot plot{.title = title, .hint = hint, .axis = {}, .reference_name = {}};
  if (scene.report == nullptr) return plot;
  for (const HistoryEntry& entry : scene.report->history) {
    plot.steps.push_back(static_cast<double>(entry.step));
    plot.test.push_back(entry.*test);
  }
  plot.batch = scene.report->*batch;
  if (const HistoryEntry* entry = scene.evaluation()) plot.test_value = text(entry->*test);
  if (scene.shown >= 0) plot.batch_value = text(value_at(plot.batch, scene.shown));
  return plot;
}

void draw_value_names(const Scene& scene, const Plot& plot, const CurveArea& area) {
  if (plot.test_value.empty()) return;
  const ViewContext& context = scene.context();
  const Language words = scene.language();
  const ImU32 strong = faded(scene.colors().data, context.opacity);
  const TextStyle style{context.sizes.tick, strong, Weight::semibold};
  const std::string test = fill(strings::training_view_test, {{"v", plot.test_value}}).in(words);
  if (scene.narrow) {
    scene.paint().text(area.right, area.y0 - 14.0F, test, style, Align::right);
    return;
  }
  const float x = area.left - curve_gutter;
  scene.paint().text(x, area.y0 + 52.0F, test, style);
  scene.paint().text(x, area.y0 + 70.0F,
                     fill(strings::training_view_batch, {{"v", plot.batch_value}}).in(words),
                     {context.sizes.tick, faded(scene.colors().data, 0.8F * context.opacity)});
}

void draw_reference(const Scene& scene, const Plot& plot, const CurveArea& area) {
  const double share = plot.axis.share(plot.reference);
  if (!(share > 0.0) || !(share < 1.0)) return;
  const ViewContext& context = scene.context();
  const float y = area.y(plot.axis, plot.reference);
  scene.paint().dashed(area.left, area.right, y, faded(scene.colors().theory, context.opacity));
  const float beside = y - area.y0 < 18.0F ? y + 11.0F : y - 10.0F;
  // At the end where the curve is further off.
  const auto distance = [&](double value) { return std::abs(plot.axis.share(value) - share); };
  const bool left = !plot.test.empty() && distance(plot.test.front()) > distance(plot.test.back());
  scene.paint().text_over(left ? area.left + 6.0F : area.right - 4.0F, beside, plot.reference_name,
                          {context.sizes.tick, faded(scene.colors().ink2, context.opacity)},
                          left ? Align::left : Align::right, faded(context.background, 0.8F));
}

/// Where training ended because its numbers did.
void draw_divergence(const Scene& scene, const CurveArea& area) {
  if (!scene.report->diverged_step) return;
  const ViewContext& context = scene.context();
  const auto step = static_cast<double>(*scene.report->diverged_step);
  if (!(step <= area.x_hi)) return;
  const ImU32 color = faded(scene.colors().alarm, context.opacity);
  const float x = area.x(step);
  scene.paint().vertical(x - 1.0F, area.y0, area.y1, color, 2.0F);
  const bool left = x > 0.5F * (area.left + area.right);
  scene.paint().text_over(
      left ? x - 7.0F : x + 7.0F, area.y1 - 11.0F,
      fill(strings::training_view_at_step, {{"t", fixed_number(step, 0)}}).in(scene.language()),
      {context.sizes.tick, color, Weight::semibold}, left ? Align::right : Align::left,
      faded(context.background, 0.8F));
}

void draw_plot(const Scene& scene, const Plot& plot, const CurveArea& area) {
  const ViewContext& context = scene.context();
  const Painter& paint = scene.paint();
  const ImU32 data = scene.colors().data;
  draw_axis(paint, area.y0, area.y1, area.grid(), plot.axis, axis_look(context));
  paint.horizontal(area.left, area.right, area.y1, scene.colors().axis);
  const float numbers = draw_step_numbers(context, area, area.right - area.left < 200.0F ? 2 : 4);
  if (scene.narrow) {
    draw_title(scene, area.left - narrow_curve_gutter, area.y0 - 14.0F,
               plot.title.in(scene.language()), {});
  } else {
    draw_title(scene, area.left - curve_gutter, area.y0 + 8.0F, plot.title.in(scene.language()),
               plot.hint.in(scene.language()));
    paint.text(area.left - 14.0F, numbers, strings::label_step.in(scene.language()),
               {context.sizes.tick, scene.colors().ink3}, Align::right);
  }
  draw_reference(scene, plot, area);
  if (scene.report == nullptr) return;
  draw_curve(paint, area, plot.axis, scene.course.steps, plot.batch,
             mixed(data, context.background, batch_share * context.opacity), 1.0F);
  draw_curve(paint, area, plot.axis, plot.steps, plot.test,
             mixed(data, context.background, context.opacity), 2.0F);
  draw_divergence(scene, area);
  if (scene.shown < 0) return;
  draw_shown_step(context, area, scene.shown_step());
  const int entry = scene.entry();
  draw_shown_value(context, area, plot.axis, value_at(plot.steps, entry),
                   value_at(plot.test, entry));
  draw_value_names(scene, plot, area);
}

std::string loss_text(double loss) {
  return with_minus_signs(brief_number(loss, loss >= 1.0 && loss < 1000.0 ? 3 : 2));
}
std::string accuracy_text(double share) { return percent_number(share) + " %"; }

}  // namespace

void draw_title(const Scene& scene, float x, float y, std::string_view title,
                std::string_view hint) {
  const ViewContext& context = scene.context();
  explained_text(context, x, y, title, {context.sizes.tick, scene.colors().ink, Weight::semibold});
  explained_text(context, x, y + 18.0F, hint, {context.sizes.tick, scene.colors().ink3});
}

void draw_loss(const Scene& scene, const CurveArea& area) {
  Plot plot = make_plot(scene, strings::training_view_loss, strings::training_view_log_scale,
                        &HistoryEntry::test_loss, &Report::batch_loss, loss_text);
  const int classes = scene.report == nullptr ? classes_of(scene.params.data)
                                              : static_cast<int>(scene.report->classes);
  plot.reference =
      scene.report == nullptr ? guessing_loss(scene.params) : scene.report->guessing_loss;
  const Words& name = strings::training_view_guessing;
  if (scene.params.loss == TrainingLoss::squared_error) {
    plot.reference_name = strings::training_label_guessing.in(scene.language());
  } else if (scene.narrow) {
    plot.reference_name = "ln " + std::to_string(classes);
  } else {
    plot.reference_name = fill(name, {{"n", std::to_string(classes)}}).in(scene.language());
  }
  std::array<double, 2> range{plot.reference, plot.reference};
  for (std::vector<double>* values : {&plot.test, &plot.batch}) {
    for (double& value : *values) {
      if (!std::isfinite(value)) continue;
      value = std::max(value, least_loss);
      range[0] = std::min(range[0], value);
      range[1] = std::max(range[1], value);
    }
  }
  plot.axis = log_axis(range, scene.narrow ? 4 : 5);
  draw_plot(scene, plot, area);
}

void draw_accuracy(const Scene& scene, const CurveArea& area) {
  Plot plot =
      make_plot(scene, strings::training_view_accuracy, strings::training_view_percent_right,
                &HistoryEntry::test_accuracy, &Report::batch_accuracy, accuracy_text);
  plot.reference = scene.report == nullptr ? 1.0 / std::max(1, classes_of(scene.params.data))
                                           : scene.report->chance_accuracy;
  plot.reference_name = strings::training_view_chance.in(scene.language());
  plot.axis = fixed_axis(0.0, 1.0, 3);
  for (Tick& tick : plot.axis.ticks) tick.label = fixed_number(100.0 * tick.position, 0);
  draw_plot(scene, plot, area);
}

}  // namespace initlab::training
