// The factors of a product of independent random matrices.
#pragma once

#include <cstdint>
#include <span>

namespace initlab {

enum class FactorEntries : std::uint8_t { gaussian, uniform, orthogonal };

struct FactorSpec {
  FactorEntries entries = FactorEntries::gaussian;
  int size = 4;        // N: every factor is N x N
  double scale = 1.0;  // s: std of an entry; of an orthogonal factor s Q, each singular value
  std::uint64_t seed = 1;
};

// Factors of one trial; they have streams of their own.
inline constexpr int max_factors = 1 << 16;

// Entry i N + j of factor `factor` (0 is the first matrix) of trial `trial`, row-major float32 as
// in the study notes. Any factor is made without the ones before it. Gaussian: N(0, s^2). Uniform
// on (-s sqrt 3, s sqrt 3). Orthogonal: s times a uniformly distributed orthogonal matrix.
void draw_factor(const FactorSpec&, int trial, int factor, std::span<float> out);

}  // namespace initlab
