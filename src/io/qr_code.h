#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace initlab {

/// A QR code (ISO/IEC 18004) of bytes, with error correction level M: 15 % of the codewords may be
/// damaged.
class QrCode {
 public:
  static constexpr int last_version = 29;    // of 40: finer ones cannot be read across a room
  static constexpr std::size_t most = 1264;  // bytes that the last version holds
  static constexpr int quiet = 4;            // modules of white around it, as the standard asks

  /// The smallest version that holds the text; nothing when it is longer than `most`.
  static std::optional<QrCode> of(std::string_view text);

  /// Modules a side.
  int size() const { return size_; }
  bool dark(int row, int column) const { return modules_[index(row, column)] != 0; }

  /// Side of the picture, the quiet zone included, one unit a module.
  int drawn_size() const { return size_ + 2 * quiet; }
  /// The dark modules as the `d` of an SVG path in that picture.
  std::string path() const;

 private:
  explicit QrCode(int version);

  int version_;
  int size_;
  std::vector<std::uint8_t> modules_;   // row after row
  std::vector<std::uint8_t> reserved_;  // not for data

  std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(size_) +
           static_cast<std::size_t>(column);
  }
  std::uint8_t& at(int row, int column) { return modules_[index(row, column)]; }
  bool is_reserved(int row, int column) const { return reserved_[index(row, column)] != 0; }
  void put(int row, int column, bool dark);
  void draw_finder(int row, int column);
  void draw_alignment(int row, int column);
  void draw_patterns();
  void draw_format(int mask);
  void draw_version();
  void draw_data(std::span<const std::uint8_t> codewords);
  void apply_mask(int mask);
  int penalty() const;
};

/// The `count` error correction codewords of a block: its remainder after division by the generator
/// polynomial over GF(256) with the polynomial 0x11D.
std::vector<std::uint8_t> qr_error_codewords(std::span<const std::uint8_t> data, int count);

/// Five bits of level M and mask with their ten check bits, masked as the standard says.
int qr_format_bits(int mask);
/// Six bits of the version with their twelve check bits (from version 7 on).
int qr_version_bits(int version);

}  // namespace initlab
