// Random floats from a Stream. Element i of a stream depends on the stream and on i alone: any
// start and any length give the same elements, bit for bit, natively and in wasm. Everything is
// IEEE + - * / sqrt and integer arithmetic; no libm (see core/numbers/portable_math.h).
#pragma once

#include <cstdint>
#include <span>

#include "core/random/rng.h"

namespace initlab {

// out[j] = element first + j of N(0, 1), by Box & Muller (1958) on pairs of 32-bit words:
// words 4b, 4b+1 give elements 4b, 4b+1 and words 4b+2, 4b+3 give elements 4b+2, 4b+3.
// The radius uses 31 bits, so |x| <= sqrt(64 ln 2) = 6.66 (probability of more: 2.8e-11).
void fill_normal(const Stream& stream, std::uint64_t first, std::span<float> out);

// out[j] = element first + j, uniform on the open interval (-1, 1): the odd multiples of 2^-23,
// symmetric about 0 and never 0. Uses word i for element i. Variance 1/3 (less 2^-46 / 3).
void fill_uniform(const Stream& stream, std::uint64_t first, std::span<float> out);

// out[j] = element first + j of N(0, 1) conditioned on |x| < 2, not rescaled. By rejection inside
// the element's own sub-counter: element i takes the first acceptable of the normals of blocks
// 2^8 i, 2^8 i + 1, ... (acceptance .9545 a normal, four a block).
void fill_truncated_normal(const Stream& stream, std::uint64_t first, std::span<float> out);

// Standard deviation of N(0, 1) cut at +-2: sqrt(1 - 4 pdf(2) / (2 cdf(2) - 1)). Its square is the
// variance.
inline constexpr double truncated_normal_std = 0.87962566103423978;
inline constexpr double truncated_normal_variance = truncated_normal_std * truncated_normal_std;

}  // namespace initlab
