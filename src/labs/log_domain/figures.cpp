#include "labs/log_domain/result.h"

#include "labs/figure.h"
#include "text/strings.h"

namespace initlab::log_domain {

std::vector<Figure> figures(const Report& report) {
  Figure product{.title = strings::log_domain_plot, .x_label = strings::log_domain_factors};
  product.band = FigureBand{strings::label_band, report.steps, report.theory_lo, report.theory_hi};
  product.lines = {
      {strings::label_theory, FigureRole::theory, report.steps, report.theory},
      {strings::log_domain_log_in, FigureRole::other, report.steps, report.log_sums},
      {strings::log_domain_product_in, FigureRole::measured, report.steps, report.product}};
  return {product};
}

}  // namespace initlab::log_domain
