#include <algorithm>
#include <iterator>
#include <utility>

#include "labs/figure.h"
#include "labs/training/map.h"
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

constexpr Words depth_names[] = {{"depth 3", "깊이 3"},
                                 {"depth 6", "깊이 6"},
                                 {"depth 12", "깊이 12"},
                                 {"depth 24", "깊이 24"},
                                 {"depth 48", "깊이 48"}};
static_assert(std::size(depth_names) == map_depth_count);

/// A line for each depth of a map, in the order of its gains; the deepest stands out.
Figure accuracy_by_gain(const Report& report) {
  Figure figure{.title = strings::training_map_accuracy, .x_label = strings::training_map_gain};
  for (std::size_t d = 0; d < std::size(map_depths); ++d) {
    const bool deepest = d + 1 == std::size(map_depths);
    FigureLine line = line_of(depth_names[d], deepest ? FigureRole::measured : FigureRole::other);
    for (const double gain : report.map_gains) {
      const auto row = std::find_if(report.rows.begin(), report.rows.end(), [&](const MapRow& r) {
        return r.gain == gain && r.depth == static_cast<std::uint64_t>(map_depths[d]);
      });
      if (row == report.rows.end()) continue;
      line.x.push_back(gain);
      line.y.push_back(row->train_accuracy);
    }
    figure.lines.push_back(std::move(line));
  }
  return figure;
}

}  // namespace

std::vector<Figure> figures(const Report& report) {
  if (report.is_map()) return {accuracy_by_gain(report)};
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
