#include "labs/backward/result.h"

#include "labs/network/figure_parts.h"
#include "text/strings.h"

namespace initlab::backward {
std::vector<Figure> figures(const Report& report) {
  Figure values{.title = strings::label_values, .x_label = strings::label_layer};
  for (const Layer& layer : report.layers) {
    values.lo = layer.histogram.lo;
    values.hi = layer.histogram.hi;
    values.histograms.push_back(
        figure_histogram(static_cast<double>(layer.layer), layer.histogram));
  }
  return {layer_figure(report.layers, strings::label_gradient, true, &Layer::grad_rms,
                       &LayerTheory::grad_rms),
          layer_figure(report.layers, strings::label_weight_gradient_title, true,
                       &Layer::weight_grad_norm, &LayerTheory::weight_grad_norm),
          values};
}

}  // namespace initlab::backward
