#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/theory/backward_theory.h"
#include "labs/backward/params.h"
#include "labs/lab.h"
#include "labs/network/result_parts.h"

namespace initlab {
struct Figure;
}

namespace initlab::backward {

/// Prediction beside a measured layer; NaN where there is none.
struct LayerTheory {
  double mean = 0.0;
  double std = 0.0;
  double grad_rms = 0.0;
  double weight_grad_norm = 0.0;
  double derivative_median = 0.0;
};
void describe(ResultVisitor&, LayerTheory&);

/// A layer over the other seeds, each with the whole batch.
struct Seeds {
  std::uint64_t count = 0;  // whose gradients are finite here
  double grad_rms_q1 = 0.0;
  double grad_rms_median = 0.0;
  double grad_rms_q3 = 0.0;
  double weight_grad_norm_q1 = 0.0;
  double weight_grad_norm_median = 0.0;
  double weight_grad_norm_q3 = 0.0;
};
void describe(ResultVisitor&, Seeds&);

/// |dL/dz| in bins of log10; what has no logarithm is counted apart.
struct GradientHistogram : HistogramResult {
  std::uint64_t zero = 0;
  std::uint64_t not_finite = 0;
};
void describe(ResultVisitor&, GradientHistogram&);

/// One layer, as measured and as shown.
struct Layer {
  std::uint64_t layer = 0;
  std::uint64_t fan_in = 0;
  std::uint64_t fan_out = 0;
  double grad_rms = 0.0;  // of dL/dz, unscaled
  double weight_grad_norm = 0.0;
  double weight_norm = 0.0;
  double grad_ratio = 0.0;         // weight_grad_norm / weight_norm
  double derivative_median = 0.0;  // of |phi'|
  double flushed_fraction = 0.0;   // rounded to 0 by the format in this layer
  double grad_zero_fraction = 0.0;
  double grad_infinite_fraction = 0.0;
  double grad_nan_fraction = 0.0;
  GradientHistogram grad_histogram;
  // The activations.
  double mean = 0.0;
  double std = 0.0;
  double min = 0.0;
  double max = 0.0;
  double saturated_fraction = 0.0;
  double zero_fraction = 0.0;
  double dead_fraction = 0.0;
  double nan_fraction = 0.0;
  double infinite_fraction = 0.0;
  HistogramResult histogram;
  std::optional<LayerTheory> theory;
  std::optional<Seeds> seeds;
};
void describe(ResultVisitor&, Layer&);

struct Input {
  double mean = 0.0;
  double std = 0.0;
};
void describe(ResultVisitor&, Input&);

/// Another seed's numbers of one layer, and of all layers, 1 first.
struct SeedLayer {
  double grad_rms = 0.0;
  double weight_grad_norm = 0.0;
};
void describe(ResultVisitor&, SeedLayer&);
struct SeedRun {
  std::vector<SeedLayer> layers;
};
void describe(ResultVisitor&, SeedRun&);

/// One batch there and back. A gradient of weights is a sum over the batch, so parts of a batch
/// cannot be merged: one of more rows takes the place of one of fewer.
struct Measurement {
  std::uint64_t rows = 0;
  Input input;
  double cotangent_rms = 0.0;
  TheoryGap gap = TheoryGap::none;  // why the layers have no theory
  std::vector<Layer> layers;
  std::vector<SeedRun> sweep;  // the other seeds so far

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

enum class Verdict : std::uint8_t {
  vanished,
  collapsing,
  fading,
  keeps,
  growing,
  exploded,
  flushed,
  dead,
  not_finite
};

/// The magnitudes the gradient's format can hold, the loss scale divided out.
struct GradientLimits {
  double smallest = 0.0;
  double largest = 0.0;
};
void describe(ResultVisitor&, GradientLimits&);

struct Report : NetworkProgress {
  bool complete = false;  // all rows and all seeds

  Verdict verdict = Verdict::keeps;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;

  std::optional<GainMark> gain_mark;
  std::optional<GradientLimits> limits;  // of a format shorter than fp32
  double gradient_ratio = 0.0;           // rms at layer 1 over that at the last layer
  double cotangent_rms = 0.0;
  Input input;
  std::vector<Layer> layers;
};
void describe(ResultVisitor&, Report&);

/// "hidden layer 1 had gradient rms 1.2346e-3 and weight gradient norm 4.5678", a line a layer.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::backward
