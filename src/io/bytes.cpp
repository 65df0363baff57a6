#include "io/bytes.h"

#include <bit>

#include "io/percent.h"

namespace initlab {

std::uint64_t data_hash(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3u;
  return hash;
}

void ByteWriter::f64(double value) { u64(std::bit_cast<std::uint64_t>(value)); }

void ByteWriter::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes.insert(bytes.end(), value.begin(), value.end());
}

std::uint64_t ByteReader::get(std::size_t count) {
  if (left() < count) {
    fail();
    return 0;
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint64_t{bytes_[at_ + i]} << (8 * i);
  }
  at_ += count;
  return value;
}

double ByteReader::f64() { return std::bit_cast<double>(u64()); }

std::size_t ByteReader::length(std::size_t item_bytes) {
  const std::size_t count = u32();
  if (count > left() / item_bytes) {
    fail();
    return 0;
  }
  return count;
}

std::string ByteReader::text() {
  const std::size_t size = length(1);
  std::string value;
  for (std::size_t i = 0; i < size; ++i) value += static_cast<char>(u8());
  if (!is_utf8(value)) {
    fail();
    value.clear();
  }
  return value;
}

}  // namespace initlab
