// Two classes in the plane, made by our own generator: the same points everywhere.
#pragma once

#include <cstdint>

#include "core/training/dataset.h"

namespace initlab {

enum class PlaneTask : std::uint8_t { moons, spirals, circles, xor_clusters, gauss };

inline constexpr int plane_train_rows = 600;
inline constexpr int plane_test_rows = 200;

// Rows of classes 0 and 1 by turns; each coordinate is standardized by the training rows.
Dataset make_plane_task(PlaneTask task, std::uint64_t seed);

}  // namespace initlab
