// Which plots every lab exports. A table of its own: the canvas draws its own pictures and links
// without.
#include <algorithm>
#include <iterator>

#include "labs/activation/figures.h"
#include "labs/activation/lab.h"
#include "labs/backward/figures.h"
#include "labs/backward/lab.h"
#include "labs/figure.h"
#include "labs/forward/figures.h"
#include "labs/forward/lab.h"
#include "labs/log_domain/figures.h"
#include "labs/log_domain/lab.h"
#include "labs/matrix_product/figures.h"
#include "labs/matrix_product/lab.h"
#include "labs/notes/figures.h"
#include "labs/notes/lab.h"
#include "labs/symmetry/figures.h"
#include "labs/symmetry/lab.h"

namespace initlab {
namespace {

struct FigureRow {
  std::string_view lab;
  std::vector<Figure> (*figures)(const Report&);
};

template <class L>
FigureRow figure_row() {
  return {L::id, [](const Report& report) { return figures(report_of<L>(report)); }};
}

}  // namespace

std::vector<Figure> figures_of(const Experiment& experiment, const Report& report) {
  static const FigureRow table[] = {
      figure_row<ForwardLab>(),       figure_row<BackwardLab>(),  figure_row<ActivationLab>(),
      figure_row<MatrixProductLab>(), figure_row<LogDomainLab>(), figure_row<SymmetryLab>(),
      figure_row<NotesLab>(),
  };
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const FigureRow& row) {
    return row.lab == experiment.lab();
  });
  return found->figures(report);
}

}  // namespace initlab
