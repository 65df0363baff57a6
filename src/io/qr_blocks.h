#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace initlab {

/// How a version's codewords are cut into blocks, each with check words of its own (level M).
struct QrBlocks {
  int count;
  int error_codewords;  // of each
};
QrBlocks qr_blocks(int version);

/// Codewords of a version, data and check words together.
int qr_codewords(int version);
/// Of these, data.
std::size_t qr_data_codewords(int version);

/// Cuts the data into blocks, adds each one's check words, and takes a codeword of every block by
/// turns: damage in one place is then spread over all blocks.
std::vector<std::uint8_t> qr_interleaved(std::span<const std::uint8_t> data, int version);

}  // namespace initlab
