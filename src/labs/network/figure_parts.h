#pragma once

#include <vector>

#include "labs/figure.h"
#include "labs/network/result_parts.h"
#include "text/strings.h"

namespace initlab {

/// Measured dots over the line of theory, layer after layer; no line where there is no theory.
template <class Layer, class Theory>
Figure layer_figure(const std::vector<Layer>& layers, const Words& title, bool logarithmic,
                    double Layer::* measured, double Theory::* predicted) {
  Figure figure{.title = title, .x_label = strings::label_layer, .logarithmic = logarithmic};
  FigureLine dots{strings::label_measured, FigureRole::measured, {}, {}};
  FigureLine line{strings::label_theory, FigureRole::theory, {}, {}};
  for (const Layer& layer : layers) {
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

/// Shares of all values, those beyond the range included in the whole; for the plots of layers.
inline FigureHistogram figure_histogram(double layer, const HistogramResult& histogram) {
  double all = static_cast<double>(histogram.below + histogram.above);
  for (const std::uint64_t count : histogram.counts) all += static_cast<double>(count);
  FigureHistogram figure{layer, {}};
  for (const std::uint64_t count : histogram.counts) {
    figure.shares.push_back(all > 0.0 ? static_cast<double>(count) / all : 0.0);
  }
  return figure;
}

}  // namespace initlab
