#include "labs/figure.h"
#include "labs/training/result.h"
#include "text/strings.h"

namespace initlab::training {
namespace {

FigureLine line_of(const Words& label, FigureRole role) { return {label, role, {}, {}}; }

Figure by_layer(const Words& title, const Report& report, double Layer::* value) {
  Figure figure{.title = title, .x_label = strings::label_layer, .logarithmic = true};
  FigureLine line = line_of(strings::label_measured, FigureRole::measured);
  for (const Layer& layer : report.layers) {
    line.x.push_back(static_cast<double>(layer.layer));
    line.y.push_back(layer.*value);
  }
  figure.lines = {line};
  return figure;
}

}  // namespace

std::vector<Figure> figures(const Report& report) {
  Figure loss{
      .title = strings::training_view_loss, .x_label = strings::label_step, .logarithmic = true};
  Figure accuracy{.title = strings::training_view_accuracy, .x_label = strings::label_step};
  FigureLine batch = line_of(strings::training_label_batch, FigureRole::other);
  FigureLine test_loss = line_of(strings::training_label_test, FigureRole::measured);
  FigureLine guessing = line_of(strings::training_label_guessing, FigureRole::theory);
  FigureLine test_accuracy = test_loss;
  FigureLine chance = line_of(strings::training_view_chance, FigureRole::theory);
  batch.x = report.steps;
  batch.y = report.batch_loss;
  for (const HistoryEntry& entry : report.history) {
    const auto x = static_cast<double>(entry.step);
    for (FigureLine* line : {&test_loss, &guessing, &test_accuracy, &chance}) line->x.push_back(x);
    test_loss.y.push_back(entry.test_loss);
    test_accuracy.y.push_back(entry.test_accuracy);
    guessing.y.push_back(report.guessing_loss);
    chance.y.push_back(report.chance_accuracy);
  }
  loss.lines = {guessing, batch, test_loss};
  accuracy.lines = {chance, test_accuracy};
  return {loss, accuracy, by_layer(strings::training_label_ratio, report, &Layer::update_ratio),
          by_layer(strings::training_label_std, report, &Layer::std)};
}

}  // namespace initlab::training
