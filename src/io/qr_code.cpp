#include "io/qr_code.h"

#include <algorithm>
#include <array>
#include <limits>

#include "io/qr_blocks.h"

namespace initlab {
namespace {

constexpr int byte_mode = 4;

/// Bits in the order of the standard, the highest first.
class BitWriter {
 public:
  void put(int value, int bits) {
    for (int bit = bits - 1; bit >= 0; --bit) {
      if (count_ % 8 == 0) bytes_.push_back(0);
      const auto part = static_cast<std::uint8_t>((value >> bit & 1) << (7 - count_ % 8));
      bytes_.back() |= part;
      ++count_;
    }
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
  int count_ = 0;
};

int length_bits(int version) { return version < 10 ? 8 : 16; }

std::vector<std::uint8_t> data_codewords(std::string_view text, int version, std::size_t room) {
  BitWriter bits;
  bits.put(byte_mode, 4);
  bits.put(static_cast<int>(text.size()), length_bits(version));
  for (const char c : text) bits.put(static_cast<unsigned char>(c), 8);
  bits.put(0, 4);  // the terminator, which ends on a whole byte too: 4 + 8 k + 4
  std::vector<std::uint8_t> bytes = bits.take();
  for (std::uint8_t pad = 0xEC; bytes.size() < room; pad ^= 0xEC ^ 0x11) bytes.push_back(pad);
  return bytes;
}

/// `value` and the remainder of its division by `generator`, both as polynomials over GF(2).
int with_check_bits(int value, int generator, int bits) {
  int rest = value << bits;
  for (int bit = 30; bit >= bits; --bit) {
    if ((rest >> bit & 1) != 0) rest ^= generator << (bit - bits);
  }
  return value << bits | rest;
}

/// Rows and columns of the centres of the alignment patterns: from 6 to size - 7 in equal even
/// steps, the first of which may be shorter.
std::vector<int> alignment_places(int version) {
  if (version == 1) return {};
  const int count = version / 7 + 2;
  const int last = 4 * version + 10;
  const int step = (4 * version + 2 * count + 1) / (2 * count - 2) * 2;
  std::vector<int> places{6};
  for (int i = count - 2; i >= 0; --i) places.push_back(last - i * step);
  return places;
}

/// Whether a mask inverts a module.
bool inverts(int mask, int row, int column) {
  const int product = row * column;
  switch (mask) {
    case 0:
      return (row + column) % 2 == 0;
    case 1:
      return row % 2 == 0;
    case 2:
      return column % 3 == 0;
    case 3:
      return (row + column) % 3 == 0;
    case 4:
      return (row / 2 + column / 3) % 2 == 0;
    case 5:
      return product % 2 + product % 3 == 0;
    case 6:
      return (product % 2 + product % 3) % 2 == 0;
    default:
      return ((row + column) % 2 + product % 3) % 2 == 0;
  }
}

}  // namespace

int qr_format_bits(int mask) { return with_check_bits(mask, 0x537, 10) ^ 0x5412; }  // M is 00

int qr_version_bits(int version) { return with_check_bits(version, 0x1F25, 12); }

QrCode::QrCode(int version)
    : version_(version),
      size_(4 * version + 17),
      modules_(index(size_, 0)),
      reserved_(modules_.size()) {}

std::optional<QrCode> QrCode::of(std::string_view text) {
  for (int version = 1; version <= last_version; ++version) {
    const std::size_t room = qr_data_codewords(version);
    const std::size_t header = length_bits(version) == 8 ? 2 : 3;
    if (header + text.size() > room) continue;
    QrCode code(version);
    code.draw_patterns();
    code.draw_data(qr_interleaved(data_codewords(text, version, room), version));
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int mask = 0; mask < 8; ++mask) {
      code.apply_mask(mask);
      code.draw_format(mask);
      const int penalty = code.penalty();
      if (penalty < least) {
        least = penalty;
        best = mask;
      }
      code.apply_mask(mask);  // a mask twice is none
    }
    code.apply_mask(best);
    code.draw_format(best);
    return code;
  }
  return std::nullopt;
}

void QrCode::put(int row, int column, bool dark) {
  if (row < 0 || column < 0 || row >= size_ || column >= size_) return;
  at(row, column) = dark ? 1 : 0;
  reserved_[index(row, column)] = 1;
}

/// With its separator, the white ring around it.
void QrCode::draw_finder(int row, int column) {
  for (int dy = -4; dy <= 4; ++dy) {
    for (int dx = -4; dx <= 4; ++dx) {
      const int ring = std::max(std::abs(dx), std::abs(dy));
      put(row + dy, column + dx, ring != 2 && ring != 4);
    }
  }
}

void QrCode::draw_alignment(int row, int column) {
  for (int dy = -2; dy <= 2; ++dy) {
    for (int dx = -2; dx <= 2; ++dx) {
      put(row + dy, column + dx, std::max(std::abs(dx), std::abs(dy)) != 1);
    }
  }
}

void QrCode::draw_patterns() {
  for (int i = 0; i < size_; ++i) {  // timing
    put(6, i, i % 2 == 0);
    put(i, 6, i % 2 == 0);
  }
  draw_finder(3, 3);
  draw_finder(3, size_ - 4);
  draw_finder(size_ - 4, 3);
  const std::vector<int> places = alignment_places(version_);
  const auto is_corner = [&](int row, int column) {
    const int first = places.front();
    const int last = places.back();
    return (row == first && (column == first || column == last)) ||
           (row == last && column == first);
  };
  for (const int row : places) {
    for (const int column : places) {
      if (!is_corner(row, column)) draw_alignment(row, column);
    }
  }
  draw_format(0);  // keeps its place free
  draw_version();
}

void QrCode::draw_format(int mask) {
  const int bits = qr_format_bits(mask);
  const auto bit = [bits](int i) { return (bits >> i & 1) != 0; };
  for (int i = 0; i < 15; ++i) {
    // Around the first finder, past the timing patterns.
    if (i < 8) {
      put(i < 6 ? i : i + 1, 8, bit(i));
    } else {
      put(8, i == 8 ? 7 : 14 - i, bit(i));
    }
    // Below the second finder and beside the third.
    if (i < 8) {
      put(8, size_ - 1 - i, bit(i));
    } else {
      put(size_ - 15 + i, 8, bit(i));
    }
  }
  put(size_ - 8, 8, true);
}

void QrCode::draw_version() {
  if (version_ < 7) return;
  const int bits = qr_version_bits(version_);
  for (int i = 0; i < 18; ++i) {
    const bool dark = (bits >> i & 1) != 0;
    put(i / 3, size_ - 11 + i % 3, dark);
    put(size_ - 11 + i % 3, i / 3, dark);
  }
}

/// In columns of two modules from the right, up and down by turns, past the timing column.
void QrCode::draw_data(std::span<const std::uint8_t> codewords) {
  std::size_t next = 0;
  bool upwards = true;
  for (int right = size_ - 1; right > 0; right -= 2) {
    if (right == 6) right = 5;
    for (int step = 0; step < size_; ++step) {
      const int row = upwards ? size_ - 1 - step : step;
      for (const int column : {right, right - 1}) {
        if (is_reserved(row, column)) continue;
        if (next >= 8 * codewords.size()) continue;  // a few modules may be left over
        at(row, column) = codewords[next / 8] >> (7 - next % 8) & 1;
        ++next;
      }
    }
    upwards = !upwards;
  }
}

void QrCode::apply_mask(int mask) {
  for (int row = 0; row < size_; ++row) {
    for (int column = 0; column < size_; ++column) {
      if (is_reserved(row, column)) continue;
      if (inverts(mask, row, column)) at(row, column) ^= 1;
    }
  }
}

/// The standard's four rules: runs of one colour, blocks of 2 x 2, what looks like a finder, and
/// how far the share of dark modules is from one half.
int QrCode::penalty() const {
  // 1 : 1 : 3 : 1 : 1 with four white modules before or after.
  constexpr std::array<int, 11> finder{1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0};
  int sum = 0;
  int darks = 0;
  for (int line = 0; line < size_; ++line) {
    for (const bool across : {true, false}) {
      const auto cell = [&](int i) { return across ? dark(line, i) : dark(i, line); };
      int run = 0;
      for (int i = 0; i < size_; ++i) {
        run = i > 0 && cell(i) == cell(i - 1) ? run + 1 : 1;
        sum += run == 5 ? 3 : run > 5 ? 1 : 0;
        if (i + 11 > size_) continue;
        bool forwards = true;
        bool backwards = true;
        for (int k = 0; k < 11; ++k) {
          const bool wanted = finder[static_cast<std::size_t>(k)] != 0;
          forwards = forwards && cell(i + k) == wanted;
          backwards = backwards && cell(i + 10 - k) == wanted;
        }
        sum += 40 * (static_cast<int>(forwards) + static_cast<int>(backwards));
      }
    }
    for (int i = 0; i < size_; ++i) {
      darks += dark(line, i) ? 1 : 0;
      if (line == 0 || i == 0) continue;
      const int here = static_cast<int>(dark(line, i)) + static_cast<int>(dark(line - 1, i)) +
                       static_cast<int>(dark(line, i - 1)) +
                       static_cast<int>(dark(line - 1, i - 1));
      if (here % 4 == 0) sum += 3;
    }
  }
  const int area = size_ * size_;
  return sum + 10 * (std::abs(20 * darks - 10 * area) / area);
}

std::string QrCode::path() const {
  std::string out;
  for (int row = 0; row < size_; ++row) {
    for (int column = 0; column < size_; ++column) {
      if (!dark(row, column)) continue;
      int wide = 1;
      while (column + wide < size_ && dark(row, column + wide)) ++wide;
      out += 'M' + std::to_string(column + quiet) + ' ' + std::to_string(row + quiet) + 'h' +
             std::to_string(wide) + "v1h-" + std::to_string(wide) + 'z';
      column += wide;
    }
  }
  return out;
}

}  // namespace initlab
