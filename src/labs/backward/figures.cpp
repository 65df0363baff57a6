#include "labs/backward/figures.h"

#include "labs/network/figure_parts.h"
#include "text/strings.h"

namespace initlab {
namespace {

Figure gradient_figure(const BackwardReport& report, const Words& title,
                       double BackwardLayer::* measured, double BackwardLayerTheory::* predicted) {
  Figure figure{.title = title, .x_label = strings::label_layer, .logarithmic = true};
  FigureLine dots{strings::label_measured, FigureRole::measured, {}, {}};
  FigureLine line{strings::label_theory, FigureRole::theory, {}, {}};
  for (const BackwardLayer& layer : report.layers) {
    const auto x = static_cast<double>(layer.layer);
    dots.x.push_back(x);
    dots.y.push_back(layer.*measured);
    if (!layer.theory) continue;
    line.x.push_back(x);
    line.y.push_back((*layer.theory).*predicted);
  }
  if (!line.x.empty()) figure.lines.push_back(line);
  figure.lines.push_back(dots);
  return figure;
}

}  // namespace

std::vector<Figure> figures(const BackwardReport& report) {
  Figure values{.title = strings::label_values, .x_label = strings::label_layer};
  for (const BackwardLayer& layer : report.layers) {
    values.lo = layer.histogram.lo;
    values.hi = layer.histogram.hi;
    values.histograms.push_back(
        figure_histogram(static_cast<double>(layer.layer), layer.histogram));
  }
  return {gradient_figure(report, strings::label_gradient, &BackwardLayer::grad_rms,
                          &BackwardLayerTheory::grad_rms),
          gradient_figure(report, strings::label_weight_gradient_title,
                          &BackwardLayer::weight_grad_norm, &BackwardLayerTheory::weight_grad_norm),
          values};
}

}  // namespace initlab
