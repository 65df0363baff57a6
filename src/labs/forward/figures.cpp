#include "labs/forward/figures.h"

#include "labs/network/figure_parts.h"
#include "text/strings.h"

namespace initlab {
namespace {

/// Input first, at layer 0.
Figure layer_figure(const ForwardReport& report, const Words& title, bool logarithmic,
                    double LayerResult::* measured, double LayerTheory::* predicted,
                    double LayerTheory::* lo, double LayerTheory::* hi) {
  Figure figure{.title = title, .x_label = strings::label_layer, .logarithmic = logarithmic};
  FigureLine dots{strings::label_measured, FigureRole::measured, {0.0}, {report.input.*measured}};
  FigureLine line{strings::label_theory, FigureRole::theory, {}, {}};
  FigureBand band{strings::label_band, {}, {}, {}};
  for (const LayerResult& layer : report.layers) {
    const auto x = static_cast<double>(layer.layer);
    dots.x.push_back(x);
    dots.y.push_back(layer.*measured);
    if (!layer.theory) continue;
    line.x.push_back(x);
    line.y.push_back((*layer.theory).*predicted);
    band.x.push_back(x);
    band.lo.push_back((*layer.theory).*lo);
    band.hi.push_back((*layer.theory).*hi);
  }
  if (!line.x.empty()) {
    figure.band = band;
    figure.lines.push_back(line);
  }
  figure.lines.push_back(dots);
  return figure;
}

}  // namespace

std::vector<Figure> figures(const ForwardReport& report) {
  Figure values{.title = strings::label_values,
                .x_label = strings::label_layer,
                .lo = report.input.histogram.lo,
                .hi = report.input.histogram.hi};
  values.histograms.push_back(figure_histogram(0.0, report.input.histogram));
  for (const LayerResult& layer : report.layers) {
    values.histograms.push_back(
        figure_histogram(static_cast<double>(layer.layer), layer.histogram));
  }
  return {layer_figure(report, strings::label_std, true, &LayerResult::std, &LayerTheory::std,
                       &LayerTheory::std_lo, &LayerTheory::std_hi),
          values,
          layer_figure(report, strings::label_mean, false, &LayerResult::mean, &LayerTheory::mean,
                       &LayerTheory::mean_lo, &LayerTheory::mean_hi)};
}

}  // namespace initlab
