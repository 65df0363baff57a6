// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random
// numbers: as easy as 1, 2, 3", SC'11). Any element of any stream can be made without the ones
// before it, so workers need share nothing and a shard makes the same rows as the whole.
#pragma once

#include <array>
#include <cstdint>

namespace initlab {

// What a stream of random numbers is for. The values are part of the permalink's promise (the same
// seed gives the same bits for ever): never renumber, only append.
enum class Purpose : std::uint32_t {
  input = 0,
  weight = 1,
  bias = 2,
  widths = 3,
  sweep = 4,
  factor = 5,
  dropout = 6,
  loss = 7,  // index 0 random cotangents, 1 targets, 2 labels
  data = 8   // index 0 noise, 1 places
};

// Ten rounds of Philox4x32 (the R=10 variant that passes BigCrush). `counter` and `key` are in the
// word order of the Random123 reference, as are the four words returned.
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key);

// One of 2^64 x 2^32 x 2^32 independent streams, each of 2^64 blocks of four 32-bit words.
//   key     = (seed low, seed high)
//   counter = (block low, block high, index, purpose)
struct Stream {
  std::uint64_t seed = 0;
  Purpose purpose = Purpose::input;
  std::uint32_t index = 0;  // which one of a purpose: for weights and biases the layer, 1..L

  // Words 4i .. 4i+3 of the stream.
  std::array<std::uint32_t, 4> block(std::uint64_t i) const;
  // Word i: lane i % 4 of block i / 4.
  std::uint32_t word(std::uint64_t i) const;
  // Uniform on [0, 1) with 53 random bits, from words 2i (high) and 2i+1 (low): a multiple of
  // 2^-53.
  double uniform(std::uint64_t i) const;
};

}  // namespace initlab
