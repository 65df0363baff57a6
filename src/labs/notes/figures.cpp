#include "labs/notes/result.h"

#include <limits>

#include "labs/figure.h"
#include "labs/network/params.h"
#include "text/strings.h"

namespace initlab::notes {

/// The five experiments side by side, each from its input on: layer l of experiment e stands at
/// 12 e + l.
std::vector<Figure> figures(const Report& report) {
  Figure stds{.title = strings::label_std, .x_label = strings::label_layer, .logarithmic = true};
  FigureLine ours{strings::label_measured, FigureRole::measured, {}, {}};
  FigureLine notes{strings::notes_notes, FigureRole::other, {}, {}};
  FigureLine theory{strings::label_theory, FigureRole::theory, {}, {}};
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const LayerResult& layer : report.layers) {
    const double x =
        12.0 * static_cast<double>(layer.experiment) + static_cast<double>(layer.layer);
    for (FigureLine* line : {&ours, &notes, &theory}) line->x.push_back(x);
    ours.y.push_back(layer.std);
    notes.y.push_back(layer.notes_std);
    // A line from one experiment to the next would mean nothing.
    theory.y.push_back(layer.layer == 0 ? nan : layer.theory_std);
  }
  stds.lines = {theory, notes, ours};
  return {stds};
}

}  // namespace initlab::notes
