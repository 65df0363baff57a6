// Hot: built for speed.
#include "core/random/rng.h"

#include <cstddef>

#include "core/random/philox.h"

namespace initlab {

std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter,
                                           std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < philox_rounds; ++round) {
    philox_round(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
    key[0] += philox_weyl_0;
    key[1] += philox_weyl_1;
  }
  return counter;
}

std::array<std::uint32_t, 4> Stream::block(std::uint64_t i) const {
  return philox4x32_10({low_word(i), high_word(i), index, static_cast<std::uint32_t>(purpose)},
                       {low_word(seed), high_word(seed)});
}

std::uint32_t Stream::word(std::uint64_t i) const { return block(i / 4)[i % 4]; }

double Stream::uniform(std::uint64_t i) const {
  const auto words = block(i / 2);
  const auto pair = static_cast<std::size_t>(i % 2 * 2);
  const std::uint64_t bits = (std::uint64_t{words[pair]} << 32) | words[pair + 1];
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace initlab
