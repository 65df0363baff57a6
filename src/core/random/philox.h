// One round of Philox4x32, for rng.cpp (a block at a time) and normal.cpp (many at a time).
#pragma once

#include <cstdint>

namespace initlab {

// Multipliers and key increments of Philox4x32 (Salmon et al. 2011, section 3.3 and table 2).
inline constexpr int philox_rounds = 10;
inline constexpr std::uint32_t philox_multiplier_0 = 0xD2511F53;
inline constexpr std::uint32_t philox_multiplier_1 = 0xCD9E8D57;
inline constexpr std::uint32_t philox_weyl_0 = 0x9E3779B9;
inline constexpr std::uint32_t philox_weyl_1 = 0xBB67AE85;

constexpr std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

constexpr void philox_round(std::uint32_t& x0, std::uint32_t& x1, std::uint32_t& x2,
                            std::uint32_t& x3, std::uint32_t key_0, std::uint32_t key_1) {
  const std::uint64_t product_0 = std::uint64_t{philox_multiplier_0} * x0;
  const std::uint64_t product_1 = std::uint64_t{philox_multiplier_1} * x2;
  x0 = high_word(product_1) ^ x1 ^ key_0;
  x1 = low_word(product_1);
  x2 = high_word(product_0) ^ x3 ^ key_1;
  x3 = low_word(product_0);
}

}  // namespace initlab
