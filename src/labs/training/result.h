#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/training/deep_training.h"
#include "labs/lab.h"
#include "labs/training/params.h"

namespace initlab {

struct Figure;

void describe(ResultVisitor&, TrainingScores&);

}  // namespace initlab

namespace initlab::training {

/// A test row to look at.
struct Sample {
  std::vector<double> pixels;  // 0..1, row by row from above
  std::uint64_t label = 0;
};
void describe(ResultVisitor&, Sample&);

/// A run of the map at its end.
struct MapCell {
  std::uint64_t job = 0;
  double train_accuracy = 0.0;
  double test_accuracy = 0.0;
  double train_loss = 0.0;
  std::optional<std::uint64_t> diverged_step;
};
void describe(ResultVisitor&, MapCell&);

/// What is known of a run so far, or what has come since it was asked for before.
struct Measurement {
  DeepTraining training;
  std::vector<Sample> samples;  // the first shown_tests test rows, if they are pictures
  std::vector<double> points;   // x, y, class of test rows in the plane
  bool finished = false;
  // Of a map, instead:
  std::vector<MapCell> cells;      // by job
  std::vector<double> map_scales;  // xi of every gain, from job 0; NaN where there is none

  /// `next` goes on where this one ends; entries that are here already are passed over.
  void merge(const Measurement& next);
  /// What has come since the last call; nothing where no moment has.
  std::optional<Measurement> take_part();
  /// Units of the plan's progress: steps.
  int done() const { return static_cast<int>(training.step); }

 private:
  std::size_t taken_moments_ = 0;
  std::size_t taken_evaluations_ = 0;
};
void describe(ResultVisitor&, Measurement&);

enum class Verdict : std::uint8_t {
  running,    // not at its end
  diverged,   // the loss is no longer a number
  too_large,  // it has grown many times
  guessing,   // it has not left the loss of guessing
  saturated,  // at chance, its units saturated
  learned,    // at least learned_share of the test rows
  learning,
  slow,   // not halfway from chance to all test rows
  died,   // much of the units died on the way
  partly  // some runs of a map learned
};

/// Before training, at some steps, and at the end.
using HistoryEntry = TrainingScores;

/// What infinite width predicts of a layer at step 0.
struct LayerTheory {
  double std = 0.0;
};
void describe(ResultVisitor&, LayerTheory&);

/// A layer in its last (finite) state.
struct Layer {
  std::uint64_t layer = 0;
  std::uint64_t fan_in = 0;
  std::uint64_t fan_out = 0;
  double std = 0.0;  // all of LayerMoment, at the last step
  double grad_rms = 0.0;
  double weight_grad_norm = 0.0;
  double update_ratio = 0.0;
  double saturated_fraction = 0.0;
  double dead_fraction = 0.0;           // of the units, zero for the whole batch
  double dead_at_start_fraction = 0.0;  // of the units, zero for all training rows at step 0
  double died_fraction = 0.0;  // of the units: alive at step 0 over all training rows, dead now
  double distance = 0.0;
  std::optional<LayerTheory> theory;  // not of the last layer
};
void describe(ResultVisitor&, Layer&);

/// The course of one layer: an entry for each of Report::steps.
struct LayerCourse {
  std::vector<double> std;
  std::vector<double> grad_rms;
  std::vector<double> weight_grad_norm;
  std::vector<double> update_ratio;
  std::vector<double> saturated;
  std::vector<double> dead;
  std::vector<double> distance;
};
void describe(ResultVisitor&, LayerCourse&);

/// What is only to be looked at, at one entry of the history.
struct Snapshot {
  std::vector<std::uint64_t> predictions;  // of the samples
  std::vector<double> first_weights;       // a picture's numbers a unit
  std::vector<double> field;               // see decision_field_size
};
void describe(ResultVisitor&, Snapshot&);

/// A run of the map.
struct MapTheory {
  double depth_scale = 0.0;  // xi, in layers
};
void describe(ResultVisitor&, MapTheory&);
struct MapRow {
  double gain = 1.0;
  std::uint64_t depth = 0;
  double train_accuracy = 0.0;
  double test_accuracy = 0.0;
  double train_loss = 0.0;
  std::optional<std::uint64_t> diverged_step;
  std::optional<MapTheory> theory;
};
void describe(ResultVisitor&, MapRow&);

struct Report {
  bool complete = false;
  Verdict verdict = Verdict::learning;
  Sentence headline;
  Sentence evidence;
  std::vector<Sentence> warnings;

  std::uint64_t classes = 0;
  double guessing_loss = 0.0;    // ln of the number of classes
  double chance_accuracy = 0.0;  // 1 / classes
  std::optional<std::uint64_t> diverged_step;
  std::uint64_t step = 0;  // how far the run is
  std::uint64_t steps_total = 0;
  std::vector<HistoryEntry> history;
  std::vector<Layer> layers;

  std::vector<double> steps;       // of the curves
  std::vector<double> batch_loss;  // before the update of that step
  std::vector<double> batch_accuracy;
  std::vector<double> grad_norm;
  std::vector<LayerCourse> courses;  // of layers 1..depth

  std::vector<Snapshot> snapshots;  // one an entry of the history
  std::vector<Sample> samples;
  std::vector<double> points;  // x, y, class of test rows in the plane

  // Of a map, which has nothing of what is above but classes, chance and steps_total:
  std::vector<MapRow> rows;       // those that are done, by depth, then by gain
  std::vector<double> map_gains;  // its axes; empty where there is no map
  std::vector<double> map_depths;
  std::vector<double> map_scales;  // xi of every gain, as the rows have it; NaN where there is none

  bool is_map() const { return !map_gains.empty(); }
};
void describe(ResultVisitor&, Report&);

/// Of a run of the map: halfway from chance to all training rows.
bool map_learned(const Report&, const MapRow&);
/// Likewise: not a tenth of that way.
bool map_at_chance(const Report&, const MapRow&);

inline constexpr double learned_share = 0.9;
/// Of an update to the weights: a habit (Karpathy, CS231n), not a law.
inline constexpr double usual_update_ratio = 1e-3;
inline constexpr double guessing_share = 0.02;  // the loss is within this of guessing

std::string notes_text(const Report&);

/// The plots for export, the most telling one first.
std::vector<Figure> figures(const Report&);

}  // namespace initlab::training
