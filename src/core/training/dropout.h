// Inverted dropout (Srivastava et al. 2014): a number is dropped with probability `rate` and else
// divided by 1 - rate.
#pragma once

#include <cstdint>
#include <span>

#include "core/random/rng.h"

namespace initlab {

// Factors 0 or 1 / (1 - rate), drawn from the words of the stream from block `first_block` on, four
// a block: dropped where word / 2^32 < rate. All 1 where rate is 0.
template <class Real>
void dropout_factors(double rate, const Stream& stream, std::uint64_t first_block,
                     std::span<Real> factors);

// Blocks that `units` factors take.
inline std::uint64_t dropout_blocks(std::size_t units) { return (units + 3) / 4; }

}  // namespace initlab
