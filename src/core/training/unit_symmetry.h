// How far the hidden units of a tiny_mlp have come apart.
#pragma once

#include <span>
#include <vector>

namespace initlab {

// Two units act as one when their vectors (w_x, w_y, b, v) differ by at most this share of the
// longer of them. One per cent: below what the eye sees in a picture of the plane.
inline constexpr double same_unit_tolerance = 0.01;

// The orbit of every unit: units that act as one, directly or through others between them, have the
// same number, 0, 1, ... in the order of their first units. A swap within an orbit changes nothing.
// A unit that is not finite is alone.
std::vector<int> unit_orbits(std::span<const double> weights);
int count_orbits(std::span<const int> orbits);

// Number of different bit patterns among the units: 1 means equal to the last bit.
int count_bitwise_distinct(std::span<const double> weights);

// Mean |cosine| between the incoming weights (w_x, w_y) of all pairs of units; pairs with a zero
// vector are left out. NaN where there is no pair. Directions drawn evenly have 2 / pi.
double mean_abs_cosine(std::span<const double> weights);

// exp of the entropy of the normalized singular values (Roy & Vetterli 2007) of the hidden x 2
// matrix of incoming weights: from 1 (all on one line through 0) to 2; 0 for the zero matrix, NaN
// for one that is not finite.
double effective_rank(std::span<const double> weights);

}  // namespace initlab
