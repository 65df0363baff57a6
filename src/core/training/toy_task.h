// Toy problems in the plane, of 64 points, that a handful of hidden units can solve: enough to see
// whether units learn apart. Points and targets are the same bits on every platform.
#pragma once

#include <cstdint>
#include <vector>

namespace initlab {

enum class ToyTaskKind : std::uint8_t {
  xor_clusters,  // four clusters at (+-1, +-1); the class is the sign of the product
  moons,         // two half circles that reach into one another
  sine           // regression: sin(2 x) + y / 2 + 1/4
};

struct ToyPoint {
  double x = 0;
  double y = 0;
  double target = 0;  // -1 or +1 of a classification, any number of a regression
};

struct ToyTask {
  bool classification = true;
  std::vector<ToyPoint> points;
};

inline constexpr int toy_points = 64;
// Both coordinates of nearly all points are within +-toy_reach (of a cluster: to four of its
// standard deviations).
inline constexpr double toy_reach = 2.0;

// The points come in a mixed order, so that consecutive ones are a fair minibatch. Of the two
// classes one has 40 points and the other 24: with equal classes even a bias would have nothing to
// learn.
ToyTask make_toy_task(ToyTaskKind kind, std::uint64_t seed);

}  // namespace initlab
