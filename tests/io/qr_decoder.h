#pragma once

// Reads a QR code of level M and byte mode back, with the tables of ISO/IEC 18004 typed in: nothing
// here is shared with the encoder but the modules themselves.

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/qr_code.h"

namespace initlab::qr_test {

struct VersionTable {
  std::vector<int> alignment;  // annex E
  int error_codewords;         // of each block; table 9
  int short_blocks, short_data;
  int long_blocks;  // with one data codeword more
};

inline const std::vector<VersionTable>& versions() {
  static const std::vector<VersionTable> table{
      {{}, 10, 1, 16, 0},
      {{6, 18}, 16, 1, 28, 0},
      {{6, 22}, 26, 1, 44, 0},
      {{6, 26}, 18, 2, 32, 0},
      {{6, 30}, 24, 2, 43, 0},
      {{6, 34}, 16, 4, 27, 0},
      {{6, 22, 38}, 18, 4, 31, 0},
      {{6, 24, 42}, 22, 2, 38, 2},
      {{6, 26, 46}, 22, 3, 36, 2},
      {{6, 28, 50}, 26, 4, 43, 1},
      {{6, 30, 54}, 30, 1, 50, 4},
      {{6, 32, 58}, 22, 6, 36, 2},
      {{6, 34, 62}, 22, 8, 37, 1},
      {{6, 26, 46, 66}, 24, 4, 40, 5},
      {{6, 26, 48, 70}, 24, 5, 41, 5},
      {{6, 26, 50, 74}, 28, 7, 45, 3},
      {{6, 30, 54, 78}, 28, 10, 46, 1},
      {{6, 30, 56, 82}, 26, 9, 43, 4},
      {{6, 30, 58, 86}, 26, 3, 44, 11},
      {{6, 34, 62, 90}, 26, 3, 41, 13},
      {{6, 28, 50, 72, 94}, 26, 17, 42, 0},
      {{6, 26, 50, 74, 98}, 28, 17, 46, 0},
      {{6, 30, 54, 78, 102}, 28, 4, 47, 14},
      {{6, 28, 54, 80, 106}, 28, 6, 45, 14},
      {{6, 32, 58, 84, 110}, 28, 8, 47, 13},
      {{6, 30, 58, 86, 114}, 28, 19, 46, 4},
      {{6, 34, 62, 90, 118}, 28, 22, 45, 3},
      {{6, 26, 50, 74, 98, 122}, 28, 3, 45, 23},
      {{6, 30, 54, 78, 102, 126}, 28, 21, 45, 7},
  };
  return table;
}

/// Format information of level M for masks 0 to 7, as printed in the standard's annex C.
inline constexpr std::array<int, 8> format_table{
    0b101010000010010, 0b101000100100101, 0b101111001111100, 0b101101101001011,
    0b100010111111001, 0b100000011001110, 0b100111110010111, 0b100101010100000};

/// Powers of 2 in GF(256), and the sum of a codeword's polynomial at each of the first `count`.
class Syndromes {
 public:
  Syndromes() {
    int power = 1;
    for (int i = 0; i < 255; ++i) {
      exp_[static_cast<std::size_t>(i)] = power;
      log_[static_cast<std::size_t>(power)] = i;
      power *= 2;
      if (power > 255) power ^= 0x11D;
    }
  }
  bool all_zero(const std::vector<std::uint8_t>& block, int count) const {
    for (int k = 0; k < count; ++k) {
      int sum = 0;
      for (const std::uint8_t byte : block) {
        if (sum != 0)
          sum = exp_[static_cast<std::size_t>((log_[static_cast<std::size_t>(sum)] + k) % 255)];
        sum ^= byte;
      }
      if (sum != 0) return false;
    }
    return true;
  }

 private:
  std::array<int, 255> exp_{};
  std::array<int, 256> log_{};
};

/// The two copies of the format information; nothing when they differ.
inline std::optional<int> read_format(const QrCode& code) {
  const int last = code.size() - 1;
  int one = 0;
  int two = 0;
  // From the highest bit on, in the order of the standard's figure 25.
  const std::array<std::pair<int, int>, 15> first{{{8, 0},
                                                   {8, 1},
                                                   {8, 2},
                                                   {8, 3},
                                                   {8, 4},
                                                   {8, 5},
                                                   {8, 7},
                                                   {8, 8},
                                                   {7, 8},
                                                   {5, 8},
                                                   {4, 8},
                                                   {3, 8},
                                                   {2, 8},
                                                   {1, 8},
                                                   {0, 8}}};
  for (const auto& [row, column] : first) one = 2 * one + (code.dark(row, column) ? 1 : 0);
  for (int i = 0; i < 7; ++i) two = 2 * two + (code.dark(last - i, 8) ? 1 : 0);
  for (int i = 0; i < 8; ++i) two = 2 * two + (code.dark(8, last - 7 + i) ? 1 : 0);
  if (one != two) return std::nullopt;
  return one;
}

/// Table 10 of the standard: i the row, j the column.
inline bool is_inverted(int mask, int i, int j) {
  const std::array<int, 8> zero_where_inverted{(i + j) % 2,
                                               i % 2,
                                               j % 3,
                                               (i + j) % 3,
                                               (i / 2 + j / 3) % 2,
                                               (i * j) % 2 + (i * j) % 3,
                                               ((i * j) % 2 + (i * j) % 3) % 2,
                                               ((i + j) % 2 + (i * j) % 3) % 2};
  return zero_where_inverted[static_cast<std::size_t>(mask)] == 0;
}

inline bool is_function_module(int version, int row, int column) {
  const int size = 4 * version + 17;
  if (row == 6 || column == 6) return true;
  if (row < 9 && (column < 9 || column >= size - 8)) return true;
  if (row >= size - 8 && column < 9) return true;
  if (version >= 7) {
    if (row < 6 && column >= size - 11) return true;
    if (column < 6 && row >= size - 11) return true;
  }
  const std::vector<int>& places = versions()[static_cast<std::size_t>(version - 1)].alignment;
  for (const int y : places) {
    for (const int x : places) {
      const bool finder =
          (y == 6 && x == 6) || (y == 6 && x == size - 7) || (y == size - 7 && x == 6);
      if (!finder && std::abs(row - y) <= 2 && std::abs(column - x) <= 2) return true;
    }
  }
  return false;
}

/// The text; nothing, with `why`, when anything is not as the standard says.
inline std::optional<std::string> decoded(const QrCode& code, std::string& why) {
  const int version = (code.size() - 17) / 4;
  const VersionTable& table = versions()[static_cast<std::size_t>(version - 1)];
  const std::optional<int> format = read_format(code);
  const auto found = format ? std::ranges::find(format_table, *format) : format_table.end();
  if (found == format_table.end()) return why = "format", std::nullopt;
  const auto mask = static_cast<int>(found - format_table.begin());

  std::vector<std::uint8_t> stream;
  int bits = 0;
  const int size = code.size();
  bool up = true;
  for (int pair = size - 1; pair >= 1; pair -= pair == 8 ? 3 : 2, up = !up) {
    for (int i = 0; i < size; ++i) {
      const int row = up ? size - 1 - i : i;
      for (int column = pair; column > pair - 2; --column) {
        if (is_function_module(version, row, column)) continue;
        if (bits++ % 8 == 0) stream.push_back(0);
        const bool dark = code.dark(row, column) != is_inverted(mask, row, column);
        stream.back() = static_cast<std::uint8_t>(2 * stream.back() + (dark ? 1 : 0));
      }
    }
  }
  if (bits % 8 != 0) stream.pop_back();  // left over

  const int blocks = table.short_blocks + table.long_blocks;
  std::vector<std::vector<std::uint8_t>> parts(static_cast<std::size_t>(blocks));
  std::size_t at = 0;
  const int longest = table.short_data + (table.long_blocks > 0 ? 1 : 0);
  for (int k = 0; k < longest + table.error_codewords; ++k) {
    for (int b = 0; b < blocks; ++b) {
      if (k == table.short_data && longest > k && b < table.short_blocks) continue;
      if (at == stream.size()) return why = "too few codewords", std::nullopt;
      parts[static_cast<std::size_t>(b)].push_back(stream[at++]);
    }
  }
  if (at != stream.size()) return why = "too many codewords", std::nullopt;

  const Syndromes syndromes;
  std::vector<std::uint8_t> data;
  for (const auto& part : parts) {
    if (!syndromes.all_zero(part, table.error_codewords)) return why = "syndromes", std::nullopt;
    data.insert(data.end(), part.begin(), part.end() - table.error_codewords);
  }
  std::size_t next = 0;
  const auto take = [&](int count) {
    int value = 0;
    for (int i = 0; i < count; ++i, ++next) {
      value = 2 * value + (data[next / 8] >> (7 - next % 8) & 1);
    }
    return value;
  };
  if (take(4) != 4) return why = "mode", std::nullopt;
  const int length = take(version < 10 ? 8 : 16);
  std::string text;
  for (int i = 0; i < length; ++i) text += static_cast<char>(take(8));
  if (take(4) != 0) return why = "terminator", std::nullopt;
  for (int pad = 0xEC; next < 8 * data.size(); pad ^= 0xEC ^ 0x11) {
    if (take(8) != pad) return why = "padding", std::nullopt;
  }
  return text;
}

}  // namespace initlab::qr_test
