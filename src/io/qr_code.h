#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  int size() const;
  /// Not dark outside of the code.
  bool dark(int row, int column) const;

  /// Side of the picture, the quiet zone included, one unit a module.
  int drawn_size() const { return size() + 2 * quiet; }
  /// The dark modules as the `d` of an SVG path in that picture.
  std::string path() const;

 private:
  explicit QrCode(std::vector<std::uint8_t> modules) : modules_(std::move(modules)) {}

  std::vector<std::uint8_t> modules_;  // as qrcodegen packs them
};

}  // namespace initlab
