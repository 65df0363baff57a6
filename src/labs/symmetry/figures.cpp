#include "labs/symmetry/result.h"

#include "labs/figure.h"
#include "text/strings.h"

namespace initlab::symmetry {

std::vector<Figure> figures(const Report& report) {
  Figure loss{.title = strings::symmetry_label_loss, .x_label = strings::label_step};
  Figure units{.title = strings::symmetry_label_distinct, .x_label = strings::label_step};
  FigureLine own{strings::label_measured, FigureRole::measured, {}, {}};
  FigureLine twin{strings::symmetry_label_twin, FigureRole::other, {}, {}};
  FigureLine distinct{strings::label_measured, FigureRole::measured, {}, {}};
  for (const Step& step : report.steps) {
    const auto x = static_cast<double>(step.step);
    for (FigureLine* line : {&own, &twin, &distinct}) line->x.push_back(x);
    own.y.push_back(step.loss);
    twin.y.push_back(step.twin_loss);
    distinct.y.push_back(static_cast<double>(step.distinct_units));
  }
  loss.lines = {twin, own};
  units.lines = {distinct};
  return {loss, units};
}

}  // namespace initlab::symmetry
