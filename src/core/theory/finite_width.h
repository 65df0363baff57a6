// How far the statistics of one seed may stray from mean-field theory: the band over seeds, in
// closed form for positively homogeneous activations.
#pragma once

#include <optional>
#include <vector>

#include "core/statistics/band.h"
#include "core/theory/mean_field.h"

namespace initlab {

struct FiniteWidthLayer {
  double log_std_sd = 0;     // sd over seeds of log std
  double log_std_shift = 0;  // E[log std] - log(mean-field std): negative, a lognormal's centre
  double mean_sd = 0;        // sd over seeds of the layer's mean
  double mean_shift = 0;     // E[mean] - mean-field mean
};

// Whether the closed form applies: homogeneous activation, i.i.d. random weights, no bias.
bool finite_width_known(const NetworkSpec& spec);

// Layers 1..depth for a batch of `batch` independent input rows that share the weights; empty when
// finite_width_known is false. First order in depth / width (Hanin & Nica 2018, arXiv:1812.05994,
// extended to a batch: see finite_width.cpp).
std::vector<FiniteWidthLayer> finite_width(const NetworkSpec& spec, int batch);

// The same as bands about `theory` = mean_field(spec).
std::vector<Band> finite_width_band(const NetworkSpec& spec, int batch,
                                    const std::vector<MeanFieldLayer>& theory);

}  // namespace initlab
