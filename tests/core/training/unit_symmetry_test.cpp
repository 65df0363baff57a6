#include "core/training/unit_symmetry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/training/tiny_mlp.h"

namespace initlab {
namespace {

using Units = std::vector<double>;

/// Units with these incoming weights, bias .1 and outgoing weight 1.
Units incoming(std::initializer_list<std::pair<double, double>> vectors) {
  Units weights;
  for (const auto& [x, y] : vectors) weights.insert(weights.end(), {x, y, 0.1, 1.0});
  weights.push_back(0.0);
  return weights;
}

TEST(UnitSymmetry, OrbitsAreEqualUnits) {
  const Units weights = incoming({{1, 2}, {3, 4}, {1, 2}, {3, 4}, {5, 6}});
  EXPECT_EQ(unit_orbits(weights), (std::vector<int>{0, 1, 0, 1, 2}));
  EXPECT_EQ(count_orbits(unit_orbits(weights)), 3);
  EXPECT_EQ(count_bitwise_distinct(weights), 3);
}

TEST(UnitSymmetry, EveryNumberOfAUnitCounts) {
  for (std::size_t entry = 0; entry < tiny_entries; ++entry) {
    Units weights = incoming({{1, 2}, {1, 2}});
    weights[tiny_entries + entry] += 1e-15;
    EXPECT_EQ(count_orbits(unit_orbits(weights)), 1) << entry;
    EXPECT_EQ(count_bitwise_distinct(weights), 2) << entry;
    weights[tiny_entries + entry] += 0.1;
    EXPECT_EQ(count_orbits(unit_orbits(weights)), 2) << entry;
  }
}

TEST(UnitSymmetry, TheToleranceIsRelativeToTheLongerUnit) {
  for (const double size : {1e-200, 1e-3, 1.0, 1e3, 1e200}) {
    const auto pair = [size](double share) {
      return Units{size, 0, 0, 0, size * (1.0 - share), 0, 0, 0, 0.0};
    };
    EXPECT_EQ(count_orbits(unit_orbits(pair(0.99 * same_unit_tolerance))), 1) << size;
    EXPECT_EQ(count_orbits(unit_orbits(pair(1.01 * same_unit_tolerance))), 2) << size;
  }
}

TEST(UnitSymmetry, AChainOfNeighboursIsOneOrbit) {
  const Units weights = {1, 0, 0, 0, 1.016, 0, 0, 0, 1.008, 0, 0, 0, 0.0};
  EXPECT_EQ(unit_orbits(weights), (std::vector<int>{0, 0, 0}));
}

TEST(UnitSymmetry, ZeroUnitsAreOneAndBrokenOnesAreAlone) {
  EXPECT_EQ(count_orbits(unit_orbits(Units(13, 0.0))), 1);
  const double nan_value = std::numeric_limits<double>::quiet_NaN();
  const Units weights = {nan_value, 0, 0, 0, nan_value, 0, 0, 0, 1, 0, 0, 0, 0.0};
  EXPECT_EQ(unit_orbits(weights), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(count_bitwise_distinct(weights), 2);
}

TEST(UnitSymmetry, CosinesOfKnownDirections) {
  EXPECT_NEAR(mean_abs_cosine(incoming({{1, 1}, {-3, -3}})), 1.0, 1e-15);
  EXPECT_NEAR(mean_abs_cosine(incoming({{2, 0}, {0, 5}})), 0.0, 1e-15);
  // Three directions 60 degrees apart: every pair has |cos| = 1/2.
  const double s = 0.5 * std::numbers::sqrt3;
  EXPECT_NEAR(mean_abs_cosine(incoming({{1, 0}, {0.5, s}, {-0.5, s}})), 0.5, 1e-15);
  EXPECT_TRUE(std::isnan(mean_abs_cosine(incoming({{1, 0}}))));
  EXPECT_TRUE(std::isnan(mean_abs_cosine(incoming({{1, 0}, {0, 0}}))));
}

TEST(UnitSymmetry, RandomDirectionsHaveTwoOverPi) {
  double sum = 0.0;
  constexpr int runs = 400;
  for (int seed = 1; seed <= runs; ++seed) {
    sum += mean_abs_cosine(
        tiny_weights({.kind = TinyInit::normal, .std = 1}, 8, static_cast<std::uint64_t>(seed), 1));
  }
  // |cos| has standard deviation .31; 28 pairs of 8 units, hardly dependent, 400 runs: .003.
  EXPECT_NEAR(sum / runs, 2.0 / std::numbers::pi, 0.012);
}

TEST(UnitSymmetry, EffectiveRankOfKnownMatrices) {
  EXPECT_EQ(effective_rank(Units(9, 0.0)), 0.0);
  EXPECT_EQ(effective_rank(incoming({{1, 1}, {1, 1}, {1, 1}})), 1.0);
  EXPECT_NEAR(effective_rank(incoming({{3, 6}, {0.1, 0.2}})), 1.0, 1e-12);
  EXPECT_NEAR(effective_rank(incoming({{4, 0}, {0, 4}})), 2.0, 1e-10);
  // Singular values 3 and 1, turned by an angle: p = (3/4, 1/4), exp of its entropy.
  const double c = std::cos(0.7);
  const double s = std::sin(0.7);
  const double expected = std::exp(-0.75 * std::log(0.75) - 0.25 * std::log(0.25));
  EXPECT_NEAR(effective_rank(incoming({{3 * c, 3 * s}, {-s, c}})), expected, 1e-10);
  EXPECT_NEAR(effective_rank(incoming({{3e200 * c, 3e200 * s}, {-1e200 * s, 1e200 * c}})), expected,
              1e-10);
  EXPECT_TRUE(std::isnan(effective_rank(incoming({{std::numeric_limits<double>::infinity(), 0}}))));
}

TEST(UnitSymmetry, ASmallSecondDirectionIsNotLost) {
  // Singular values 1 and 1e-9 (to 1e-18): the Gram matrix would have 1e-18 beside 1.
  const double p = 1e-9 / (1.0 + 1e-9);
  const double expected = std::exp(-p * std::log(p) - (1 - p) * std::log1p(-p));
  EXPECT_NEAR(effective_rank(incoming({{1, 0}, {0, 1e-9}})) - 1.0, expected - 1.0, 1e-11);
}

}  // namespace
}  // namespace initlab
