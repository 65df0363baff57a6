#include "core/training/toy_task.h"

#include <array>

#include "core/numbers/portable_math.h"
#include "core/random/normal.h"
#include "core/random/rng.h"

namespace initlab {
namespace {

constexpr double pi = 0x1.921fb54442d18p+1;
constexpr double cluster_std = 0.25;
constexpr double moon_std = 0.12;

// The class of point i: five of every eight are positive, spread evenly.
bool is_positive(int i) { return (i * 5) % 8 < 5; }

ToyPoint cluster_point(int i, double noise_x, double noise_y) {
  const bool positive = is_positive(i);
  // Of the two clusters of a class, either in turn.
  const double x = (i / 8) % 2 == 0 ? 1.0 : -1.0;
  const double y = positive ? x : -x;
  return {x + cluster_std * noise_x, y + cluster_std * noise_y, positive ? 1.0 : -1.0};
}

ToyPoint moon_point(int i, double u, double noise_x, double noise_y) {
  const bool positive = is_positive(i);
  const double angle = pi * u;
  const double c = portable::sin_near(angle + 0.5 * pi);
  const double s = portable::sin_near(angle);
  const double x = positive ? c - 0.5 : 0.5 - c;
  const double y = positive ? s - 0.25 : 0.25 - s;
  return {x + moon_std * noise_x, y + moon_std * noise_y, positive ? 1.0 : -1.0};
}

ToyPoint sine_point(double u, double v) {
  const double x = 1.5 * (2.0 * u - 1.0);
  const double y = 1.5 * (2.0 * v - 1.0);
  return {x, y, portable::sin_near(2.0 * x) + 0.5 * y + 0.25};
}

}  // namespace

ToyTask make_toy_task(ToyTaskKind kind, std::uint64_t seed) {
  std::array<float, std::size_t{2} * toy_points> noise{};
  fill_normal({seed, Purpose::input, 0}, 0, noise);
  const Stream uniform{seed, Purpose::input, 1};
  ToyTask task;
  task.classification = kind != ToyTaskKind::sine;
  task.points.reserve(toy_points);
  for (int i = 0; i < toy_points; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double noise_x = noise[2 * at];
    const double noise_y = noise[2 * at + 1];
    const double u = uniform.uniform(2 * at);
    const double v = uniform.uniform(2 * at + 1);
    switch (kind) {
      case ToyTaskKind::xor_clusters:
        task.points.push_back(cluster_point(i, noise_x, noise_y));
        break;
      case ToyTaskKind::moons:
        task.points.push_back(moon_point(i, u, noise_x, noise_y));
        break;
      case ToyTaskKind::sine:
        task.points.push_back(sine_point(u, v));
        break;
    }
  }
  return task;
}

}  // namespace initlab
