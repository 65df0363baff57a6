#include "core/training/plane_task.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "core/numbers/portable_math.h"
#include "core/random/normal.h"
#include "core/random/rng.h"

namespace initlab {
namespace {

constexpr double turns = 1.5;  // of a spiral
constexpr int plane_rows = plane_train_rows + plane_test_rows;

struct Point {
  double x = 0;
  double y = 0;
};

Point at_angle(double angle, double radius) {
  return {radius * portable::sin_near(angle + 0.5 * std::numbers::pi),
          radius * portable::sin_near(angle)};
}

Point moved(Point point, double std, Point noise) {
  return {point.x + std * noise.x, point.y + std * noise.y};
}

// u is uniform on [0, 1), `noise` N(0, 1) in both coordinates.
Point point_of(PlaneTask task, bool second, int round, double u, Point noise) {
  switch (task) {
    case PlaneTask::moons: {
      const Point arc = at_angle(std::numbers::pi * u, 1);
      return moved(second ? Point{1 - arc.x, 0.5 - arc.y} : arc, 0.12, noise);
    }
    case PlaneTask::spirals: {
      const double way = std::sqrt(u);  // as dense outside as inside
      return moved(
          at_angle(2 * std::numbers::pi * turns * way + (second ? std::numbers::pi : 0), way), 0.02,
          noise);
    }
    case PlaneTask::circles:
      return moved(at_angle(2 * std::numbers::pi * u, second ? 0.45 : 1), 0.08, noise);
    case PlaneTask::xor_clusters: {
      const double x = round % 2 == 0 ? 1 : -1;
      return moved({x, second ? -x : x}, 0.35, noise);
    }
    case PlaneTask::gauss:
      return moved({second ? 1.0 : -1.0, second ? 0.5 : -0.5}, 0.6, noise);
  }
  return {};
}

void standardize(Dataset& data) {
  for (std::size_t feature = 0; feature < 2; ++feature) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < data.train_rows; ++row) {
      const double x = data.input(row)[feature];
      sum += x;
      squares += x * x;
    }
    const double mean = sum / data.train_rows;
    const double std = std::sqrt(squares / data.train_rows - mean * mean);
    for (std::size_t i = feature; i < data.inputs.size(); i += 2) {
      data.inputs[i] = static_cast<float>((static_cast<double>(data.inputs[i]) - mean) / std);
    }
  }
}

}  // namespace

Dataset make_plane_task(PlaneTask task, std::uint64_t seed) {
  std::array<float, std::size_t{2} * plane_rows> noise{};
  fill_normal({seed, Purpose::data, 0}, 0, noise);
  const Stream uniform{seed, Purpose::data, 1};
  Dataset data;
  data.features = 2;
  data.classes = 2;
  data.train_rows = plane_train_rows;
  for (int row = 0; row < plane_rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const bool second = row % 2 == 1;
    const Point point =
        point_of(task, second, row / 2, uniform.uniform(at), {noise[2 * at], noise[2 * at + 1]});
    data.inputs.push_back(static_cast<float>(point.x));
    data.inputs.push_back(static_cast<float>(point.y));
    data.labels.push_back(second ? 1 : 0);
  }
  standardize(data);
  return data;
}

}  // namespace initlab
