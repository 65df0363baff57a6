#include "labs/forward/result.h"

#include "labs/network/figure_parts.h"
#include "text/strings.h"

namespace initlab::forward {
namespace {

/// With the input's dot at layer 0, and the band.
Figure banded_figure(const Report& report, const Words& title, bool logarithmic,
                     double LayerResult::* measured, double LayerTheory::* predicted,
                     double LayerTheory::* lo, double LayerTheory::* hi) {
  Figure figure = layer_figure(report.layers, title, logarithmic, measured, predicted);
  FigureLine& dots = figure.lines.back();
  dots.x.insert(dots.x.begin(), 0.0);
  dots.y.insert(dots.y.begin(), report.input.*measured);
  FigureBand band{strings::label_band, {}, {}, {}};
  for (const LayerResult& layer : report.layers) {
    if (!layer.theory) continue;
    band.x.push_back(static_cast<double>(layer.layer));
    band.lo.push_back((*layer.theory).*lo);
    band.hi.push_back((*layer.theory).*hi);
  }
  if (!band.x.empty()) figure.band = band;
  return figure;
}

}  // namespace

std::vector<Figure> figures(const Report& report) {
  Figure values{.title = strings::label_values,
                .x_label = strings::label_layer,
                .lo = report.input.histogram.lo,
                .hi = report.input.histogram.hi};
  values.histograms.push_back(figure_histogram(0.0, report.input.histogram));
  for (const LayerResult& layer : report.layers) {
    values.histograms.push_back(
        figure_histogram(static_cast<double>(layer.layer), layer.histogram));
  }
  return {banded_figure(report, strings::label_std, true, &LayerResult::std, &LayerTheory::std,
                        &LayerTheory::std_lo, &LayerTheory::std_hi),
          values,
          banded_figure(report, strings::label_mean, false, &LayerResult::mean, &LayerTheory::mean,
                        &LayerTheory::mean_lo, &LayerTheory::mean_hi)};
}

}  // namespace initlab::forward
