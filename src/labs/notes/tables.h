#pragma once

#include <array>
#include <cstddef>

#include "labs/network/params.h"

namespace initlab::notes {

inline constexpr std::size_t experiment_count = 5;
inline constexpr std::size_t layer_count = 10;

/// What the study notes print for one layer, to five decimals.
struct Row {
  double mean = 0.0;
  double std = 0.0;
};
/// Half a unit of the fifth decimal: a printed number stands for everything this close to it.
inline constexpr double table_rounding = 0.5e-5;

/// The input's row, then one for each of the ten layers.
using Table = std::array<Row, layer_count + 1>;

/// The table that the notes print for this experiment: 1000 rows of 500 standard normals through
/// ten layers of 500 units, with their own seed.
const Table& table_of(NetworkPreset);

}  // namespace initlab::notes
