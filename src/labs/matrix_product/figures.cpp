#include "labs/matrix_product/result.h"

#include "labs/figure.h"
#include "text/strings.h"

namespace initlab::matrix_product {

std::vector<Figure> figures(const Report& report) {
  Figure norm{.title = strings::matrix_product_norm, .x_label = strings::log_domain_factors};
  FigureLine dots{strings::label_measured, FigureRole::measured, {}, {}};
  FigureLine line{strings::label_theory, FigureRole::theory, {}, {}};
  FigureBand band{strings::label_band, {}, {}, {}};
  for (const Step& step : report.steps) {
    const auto x = static_cast<double>(step.step);
    dots.x.push_back(x);
    dots.y.push_back(step.log10_norm);
    line.x.push_back(x);
    line.y.push_back(report.mean_mode ? step.rms_theory : step.mean);
    band.x.push_back(x);
    band.lo.push_back(step.lo);
    band.hi.push_back(step.hi);
  }
  if (!report.mean_mode) norm.band = band;
  norm.lines = {line, dots};
  return {norm};
}

}  // namespace initlab::matrix_product
