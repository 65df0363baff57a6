#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace initlab {

/// 64-bit FNV-1a.
std::uint64_t data_hash(std::span<const std::uint8_t>);

/// Little-endian writer. With room for what is coming its memory is taken once: growing would leave
/// gaps of up to twice the size, and a WebAssembly memory never shrinks.
class ByteWriter {
 public:
  std::vector<std::uint8_t> bytes;

  explicit ByteWriter(std::size_t room) { bytes.reserve(room); }

  void u8(std::uint8_t value) { bytes.push_back(value); }
  void u32(std::uint32_t value) { put(value, 4); }
  void u64(std::uint64_t value) { put(value, 8); }
  void f64(double value);
  void text(std::string_view value);

 private:
  void put(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
  }
};

/// The bytes that a ByteWriter would hold.
struct ByteCount {
  std::size_t size = 0;

  void u8(std::uint8_t) { size += 1; }
  void u32(std::uint32_t) { size += 4; }
  void u64(std::uint64_t) { size += 8; }
  void f64(double) { size += 8; }
  void text(std::string_view value) { size += 4 + value.size(); }
};

/// Reads what is there; after the first fault everything reads as zero and `failed` stays set.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  std::size_t left() const { return failed_ ? 0 : bytes_.size() - at_; }

  std::uint8_t u8() { return static_cast<std::uint8_t>(get(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
  std::uint64_t u64() { return get(8); }
  double f64();
  std::string text();  // UTF-8, or a fault
  /// A length of items of at least `item_bytes` bytes each; a fault when they cannot all be there.
  std::size_t length(std::size_t item_bytes);

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;

  std::uint64_t get(std::size_t count);
};

}  // namespace initlab
