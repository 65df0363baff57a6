// Trains a tiny_mlp beside its randomly initialized twin and keeps evenly spaced snapshots. Pure:
// the same spec gives the same bits.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/steps/steps.h"
#include "core/training/optimizer.h"
#include "core/training/tiny_mlp.h"
#include "core/training/toy_task.h"

namespace initlab {

struct TinyTrainingSpec {
  ToyTaskKind task = ToyTaskKind::xor_clusters;
  TinyActivation act = TinyActivation::tanh;
  TinyInitSpec init;
  int hidden = 8;
  int steps = 400;
  int batch = toy_points;  // points of one step, taken in turn
  double dropout = 0;      // probability of a hidden unit to be left out
  OptimizerKind optimizer = OptimizerKind::sgd;
  double rate = 0.5;
  std::uint64_t seed = 1;
};

enum TinyGroup : std::uint8_t {
  hidden_weights,
  hidden_biases,
  output_weights,
  output_bias,
  tiny_groups
};

struct TinySnapshot {
  std::uint64_t step = 0;  // of updates so far
  double loss = 0;         // over all points, without dropout
  double twin_loss = 0;
  std::vector<int> orbits;  // see unit_symmetry.h
  int bitwise_distinct = 0;
  double cosine = 0;
  double rank = 0;
  // Euclidean norms of the gradient over all points without dropout, and of the way from the start.
  std::array<double, tiny_groups> gradient{};
  std::array<double, tiny_groups> moved{};
  std::vector<double> weights;
};

struct TinyTraining {
  static constexpr std::int64_t never = -1;

  std::vector<TinySnapshot> snapshots;  // the first at step 0, the last where training ended
  std::int64_t broken_step = never;     // first with more orbits than at step 0
  std::int64_t bits_step = never;       // first with more bit patterns than at step 0
  std::int64_t diverged_step = never;   // first where the loss is 1e8 times its beginning or
                                        // a weight is not finite
  std::int64_t twin_diverged_step = never;
};

inline constexpr int max_snapshots = 201;

// Every how many steps a snapshot is kept.
int snapshot_stride(int steps);
// How many there are when training does not diverge, step 0 included.
int count_snapshots(int steps);

// Stops where the run diverges, with a snapshot of that step; the twin (Xavier, the same points,
// batches and dropout) stops where it diverges itself, its loss is NaN from there on.
TinyTraining train_tiny(const TinyTrainingSpec& spec);
// The same in steps: fills `training`, which is empty.
[[gnu::noinline]] Steps train_tiny_steps(const TinyTrainingSpec& spec, TinyTraining& training);

}  // namespace initlab
