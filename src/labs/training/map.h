#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "labs/training/params.h"

// The trainability map: the experiment at several gains and depths, a job for each cell.

namespace initlab::training {

inline constexpr int map_gain_count = 9;
inline constexpr int map_depth_count = 5;
inline constexpr int map_cell_count = map_gain_count * map_depth_count;
/// Doubled each time, so that a scale of depths is a straight step on the map.
inline constexpr int map_depths[map_depth_count] = {3, 6, 12, 24, 48};
/// A cell trains for no more steps than this: what can start to learn has done so by then.
inline constexpr int most_map_steps = 150;

/// A job's place on the map: the corners first, then what lies between, so that the picture is
/// whole early and grows finer.
struct MapPlace {
  int gain = 0;   // 0 .. map_gain_count - 1
  int depth = 0;  // 0 .. map_depth_count - 1
};
MapPlace map_place(int job);

/// In rising order: about the gain at which a small signal neither grows nor fades (chi_1 = 1),
/// none of them on it. About 1 where there is no such gain.
std::vector<double> map_gains(const Params&);
/// The run of a cell, as it is when it is opened alone.
Params map_run(const Params&, double gain, int depth);
int map_steps(const Params&);

/// xi of every gain (core/theory/depth_scale.h): NaN where there is no theory of the weights, where
/// something is added to the plain network, or where the signal has no size that it comes to.
std::vector<double> map_depth_scales(const Params&, const std::vector<double>& gains);

/// The biggest run of the map, for what it costs.
DeepTrainingSpec map_spec(const Params&, int depth);

}  // namespace initlab::training
