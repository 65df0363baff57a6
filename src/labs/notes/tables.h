#pragma once

#include <array>
#include <cstddef>

#include "labs/network/params.h"

namespace initlab {

inline constexpr std::size_t notes_experiments = 5;
inline constexpr std::size_t notes_layers = 10;

/// What the study notes print for one layer, to five decimals.
struct NotesRow {
  double mean = 0.0;
  double std = 0.0;
};
/// Half a unit of the fifth decimal: a printed number stands for everything this close to it.
inline constexpr double notes_rounding = 0.5e-5;

/// The input's row, then one for each of the ten layers.
using NotesTable = std::array<NotesRow, notes_layers + 1>;

/// The table that the notes print for this experiment: 1000 rows of 500 standard normals through
/// ten layers of 500 units, with their own seed.
const NotesTable& notes_table(NetworkPreset);

}  // namespace initlab
