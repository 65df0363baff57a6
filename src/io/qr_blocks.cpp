#include "io/qr_blocks.h"

#include <algorithm>
#include <array>

#include "io/qr_code.h"

namespace initlab {
namespace {

// ISO/IEC 18004, table 9, level M; index 0 is version 1.
constexpr std::array<std::uint8_t, QrCode::last_version> block_counts{
    1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9, 10,
    10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28};
constexpr std::array<std::uint8_t, QrCode::last_version> error_counts{
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24,
    28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28};

/// In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1.
std::uint8_t product(std::uint8_t a, std::uint8_t b) {
  int sum = 0;
  for (int bit = 7; bit >= 0; --bit) {
    sum = sum << 1 ^ (sum >> 7) * 0x11D;
    sum ^= (b >> bit & 1) * a;
  }
  return static_cast<std::uint8_t>(sum);
}

/// Product of (x - 2^i), i < degree, from the second highest power down; the highest has factor 1.
std::vector<std::uint8_t> generator(int degree) {
  std::vector<std::uint8_t> factors(static_cast<std::size_t>(degree));
  factors.back() = 1;
  std::uint8_t root = 1;
  for (int i = 0; i < degree; ++i) {
    for (std::size_t k = 0; k < factors.size(); ++k) {
      factors[k] = product(factors[k], root);
      if (k + 1 < factors.size()) factors[k] ^= factors[k + 1];
    }
    root = product(root, 2);
  }
  return factors;
}

std::vector<std::uint8_t> remainder(std::span<const std::uint8_t> data,
                                    std::span<const std::uint8_t> divisor) {
  std::vector<std::uint8_t> rest(divisor.size());
  for (const std::uint8_t byte : data) {
    const auto factor = static_cast<std::uint8_t>(byte ^ rest.front());
    std::shift_left(rest.begin(), rest.end(), 1);
    rest.back() = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] ^= product(divisor[i], factor);
  }
  return rest;
}

}  // namespace

QrBlocks qr_blocks(int version) {
  const auto i = static_cast<std::size_t>(version - 1);
  return {block_counts[i], error_counts[i]};
}

int qr_codewords(int version) {
  int modules = (16 * version + 128) * version + 64;  // less finders, timing and format
  if (version >= 2) {
    const int alignments = version / 7 + 2;  // a side
    modules -= (25 * alignments - 10) * alignments - 55;
    if (version >= 7) modules -= 36;
  }
  return modules / 8;
}

std::size_t qr_data_codewords(int version) {
  const auto [count, error_codewords] = qr_blocks(version);
  return static_cast<std::size_t>(qr_codewords(version) - count * error_codewords);
}

std::vector<std::uint8_t> qr_error_codewords(std::span<const std::uint8_t> data, int count) {
  return remainder(data, generator(count));
}

std::vector<std::uint8_t> qr_interleaved(std::span<const std::uint8_t> data, int version) {
  const auto [count, error_codewords] = qr_blocks(version);
  const auto blocks = static_cast<std::size_t>(count);
  const std::size_t shorter = data.size() / blocks;
  const std::size_t first_longer = blocks - data.size() % blocks;  // they come last
  const std::vector<std::uint8_t> divisor = generator(error_codewords);
  std::vector<std::span<const std::uint8_t>> parts;
  std::vector<std::vector<std::uint8_t>> checks;
  std::size_t at = 0;
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t size = shorter + (i >= first_longer ? 1 : 0);
    parts.push_back(data.subspan(at, size));
    checks.push_back(remainder(parts.back(), divisor));
    at += size;
  }
  std::vector<std::uint8_t> out;
  for (std::size_t k = 0; k <= shorter; ++k) {
    for (const auto& part : parts) {
      if (k < part.size()) out.push_back(part[k]);
    }
  }
  for (std::size_t k = 0; k < divisor.size(); ++k) {
    for (const auto& check : checks) out.push_back(check[k]);
  }
  return out;
}

}  // namespace initlab
