// The measured band over seeds, for what theory/finite_width.h does not cover.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/network/forward.h"
#include "core/statistics/band.h"

namespace initlab {

// One seed's forward pass over a few rows.
struct SweepLayer {
  double mean = 0;
  double std = 0;
  // Variance over rows of the row's influence on the layer's std (relative to std, so on log std)
  // and on its mean: the statistic of r rows has this over r of variance that is due to its rows.
  double row_variance_log_std = 0;
  double row_variance_mean = 0;

  bool operator==(const SweepLayer&) const = default;
};
struct SweepRun {
  std::vector<SweepLayer> layers;  // index 0 = the input

  bool operator==(const SweepRun&) const = default;
};

// The seed of run k: the same for every reader, whatever spec.seed, so that the band does not move
// when the reader rolls a new seed.
std::uint64_t sweep_seed(int k);

// Run k over rows 0..rows-1. For odd functions (tanh) most of a statistic's variance is due to
// rows, and telling the weights' part from it takes rows more than runs: with 20 runs, min(batch,
// 256) rows make the band at most 1.5 times too wide by chance, 64 rows 2.5 times. ReLU-like
// functions are content with 32.
SweepRun sweep_run(const NetworkSpec& spec, int rows, int k, Workspace& workspace);
// The same in steps: fills `run`, which is empty.
Steps sweep_run_steps(const NetworkSpec& spec, int rows, int k, Workspace& workspace,
                      SweepRun& run);

// The band, index 0 = the input, for batches of `batch` rows from runs of `rows` rows each. Runs
// count in the order given: pass them in order of k for the same bits every time. Fewer than two
// runs: lo = hi = what there is.
std::vector<Band> measured_band(std::span<const SweepRun> runs, int rows, int batch);

}  // namespace initlab
