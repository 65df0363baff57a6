#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/network/seed_sweep.h"
#include "core/statistics/statistics.h"
#include "core/theory/finite_width.h"
#include "core/theory/mean_field.h"
#include "labs/forward/params.h"
#include "labs/lab.h"
#include "labs/network/result_parts.h"

namespace initlab {
struct Figure;
}

namespace initlab::forward {

/// Part of a forward measurement: some rows of the batch, or one seed of the sweep.
struct Measurement {
  std::uint64_t rows = 0;               // of the batch, measured so far
  std::vector<LayerStatistics> layers;  // index 0 is the input
  std::vector<MeanFieldLayer> theory;   // made once, by job 0; of the layers that one holds for
  std::vector<Band> band;               // where it is known in closed form, by job 0
  std::vector<SweepRun> sweep;          // the other seeds so far, where it has to be measured

  void merge(const Measurement& next);
};
void describe(ResultVisitor&, Measurement&);

/// Prediction beside a measured layer. lo and hi are -+2 standard deviations over seeds, NaN until
/// they are known; z and place are NaN too while only a part of the batch is measured.
struct LayerTheory {
  double mean = 0.0;
  double std = 0.0;
  double mean_lo = 0.0;
  double mean_hi = 0.0;
  double std_lo = 0.0;
  double std_hi = 0.0;
  double z = 0.0;            // from `std` to the measured one, in standard deviations over seeds
  double place = 0.0;        // of the measured std in its band: -2 and +2 are the edges
  Sentence spread;           // how far the band reaches from `std`, in words
  bool provisional = false;  // the band is still being measured: so are its edges, z and place
};
void describe(ResultVisitor&, LayerTheory&);

/// The std of a layer over the other seeds, of sweep_rows() rows each; NumPy's linear quantiles.
struct SeedSpread {
  std::uint64_t count = 0;
  double std_q1 = 0.0;
  double std_median = 0.0;
  double std_q3 = 0.0;
};
void describe(ResultVisitor&, SeedSpread&);

struct LayerResult {
  std::uint64_t layer = 0;
  std::uint64_t fan_in = 0;
  std::uint64_t fan_out = 0;
  double mean = 0.0;
  double std = 0.0;
  double min = 0.0;
  double max = 0.0;
  double saturated_fraction = 0.0;
  double saturated_above = 0.0;  // of it, at the upper bound
  double zero_fraction = 0.0;
  double dead_fraction = 0.0;
  double nan_fraction = 0.0;
  double infinite_fraction = 0.0;
  HistogramResult histogram;
  std::optional<LayerTheory> theory;
  std::optional<SeedSpread> seeds;
};
void describe(ResultVisitor&, LayerResult&);

enum class Verdict : std::uint8_t {
  vanished,
  collapsing,
  fading,
  keeps,
  growing,
  exploded,
  saturated,
  dead,
  not_finite,
  single  // the last layer is a single value: nothing to have a spread
};

struct Report : NetworkProgress {
  bool complete = false;  // all rows and the whole band

  Verdict verdict = Verdict::keeps;
  Sentence headline;  // the verdict, one sentence
  Sentence evidence;  // how much, and whether theory agrees
  std::vector<Sentence> warnings;

  std::optional<GainMark> gain_mark;
  LayerResult input;  // layer 0
  std::vector<LayerResult> layers;
};
void describe(ResultVisitor&, Report&);

/// "hidden layer 1 had mean -0.00130 and std 0.62751", a line a layer.
std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::forward
