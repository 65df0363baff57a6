#include "labs/activation/result.h"

#include "labs/figure.h"
#include "labs/vocabulary.h"
#include "text/strings.h"

namespace initlab::activation {
namespace {

Words name_of(const Curves& curves) {
  return activation_choices()[static_cast<std::size_t>(curves.act)].label;
}

/// 1, 2, 3, ... factors.
std::vector<double> counted(std::size_t n) {
  std::vector<double> x;
  for (std::size_t i = 1; i <= n; ++i) x.push_back(static_cast<double>(i));
  return x;
}

}  // namespace

std::vector<Figure> figures(const Report& report) {
  Figure phi{.title = strings::activation_phi, .x_label = {"z", "z"}};
  Figure derivative{.title = strings::activation_derivative, .x_label = {"z", "z"}};
  Figure chain{.title = strings::activation_chain_log, .x_label = strings::activation_factors};
  for (const Curves& curves : report.curves) {
    const bool first = &curves == &report.curves.front();
    const FigureRole role = first ? FigureRole::theory : FigureRole::other;
    phi.lines.push_back({name_of(curves), role, report.z, curves.phi});
    derivative.lines.push_back({name_of(curves), role, report.z, curves.derivative});
    if (!first) continue;
    chain.lines.push_back({strings::activation_typical, FigureRole::theory,
                           counted(curves.typical.size()), curves.typical});
    chain.lines.push_back(
        {strings::activation_rms, FigureRole::other, counted(curves.rms.size()), curves.rms});
    chain.lines.push_back({strings::activation_median, FigureRole::measured,
                           counted(curves.median.size()), curves.median});
  }
  return {derivative, phi, chain};
}

}  // namespace initlab::activation
