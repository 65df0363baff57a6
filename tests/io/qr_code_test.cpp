#include "io/qr_code.h"

#include <gtest/gtest.h>

#include <set>

#include "io/qr_decoder.h"

namespace initlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

// ISO/IEC 18004, table 7: bytes that versions 1 to 29 hold at level M.
constexpr std::array<std::size_t, 29> capacities{
    14,  26,  42,  62,  84,  106, 122, 152, 180, 213, 251,  287,  331,  362, 412,
    450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264};

std::string text_of(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(' ' + i * i % 95);
  return text;
}

TEST(QrCode, ErrorCodewordsOfTheStandardsExample) {
  // Annex I: "01234567" in version 1-M.
  const Bytes data{0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11,
                   0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11};
  const Bytes expected{0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55};
  EXPECT_EQ(qr_error_codewords(data, 10), expected);
  // "HELLO WORLD" in version 1-M, of many tutorials.
  const Bytes hello{32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17};
  EXPECT_EQ(qr_error_codewords(hello, 10), (Bytes{196, 35, 39, 119, 235, 215, 231, 226, 93, 23}));
}

TEST(QrCode, FormatAndVersionInformationOfTheTables) {
  for (int mask = 0; mask < 8; ++mask) {
    EXPECT_EQ(qr_format_bits(mask), qr_test::format_table[static_cast<std::size_t>(mask)]) << mask;
  }
  // Annex D, from version 7 on.
  const std::vector<int> annex{0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762,
                               0x0D847, 0x0E60D, 0x0F928, 0x10B78, 0x1145D, 0x12A17,
                               0x13532, 0x149A6, 0x15683, 0x168C9, 0x177EC, 0x18EC4,
                               0x191E1, 0x1AFAB, 0x1B08E, 0x1CC1A, 0x1D33F};
  for (std::size_t i = 0; i < annex.size(); ++i) {
    EXPECT_EQ(qr_version_bits(7 + static_cast<int>(i)), annex[i]) << 7 + i;
  }
}

TEST(QrCode, EveryVersionReadsBack) {
  for (int version = 1; version <= QrCode::last_version; ++version) {
    const std::size_t most = capacities[static_cast<std::size_t>(version - 1)];
    const std::size_t least =
        version == 1 ? 0 : capacities[static_cast<std::size_t>(version - 2)] + 1;
    for (const std::size_t size : {least, (least + most) / 2, most}) {
      const std::string text = text_of(size);
      const std::optional<QrCode> code = QrCode::of(text);
      ASSERT_TRUE(code) << size;
      EXPECT_EQ(code->size(), 4 * version + 17) << size;
      std::string why;
      EXPECT_EQ(qr_test::decoded(*code, why), text) << version << ' ' << why;
    }
  }
  EXPECT_EQ(capacities.back(), QrCode::most);
  EXPECT_FALSE(QrCode::of(text_of(QrCode::most + 1)));
}

TEST(QrCode, EveryMaskIsChosenForSomeTextAndReadsBack) {
  std::set<int> formats;
  for (std::size_t size = 1; size <= 200; ++size) {
    const QrCode code = QrCode::of(text_of(size)).value();
    std::string why;
    EXPECT_EQ(qr_test::decoded(code, why), text_of(size)) << size << ' ' << why;
    formats.insert(qr_test::read_format(code).value_or(0));
  }
  EXPECT_EQ(formats.size(), 8u);
}

TEST(QrCode, AnyBytes) {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  std::string why;
  EXPECT_EQ(qr_test::decoded(QrCode::of(text).value(), why), text) << why;
}

TEST(QrCode, FindersTimingAndVersionStandWhereTheyBelong) {
  const QrCode code = QrCode::of(text_of(122)).value();  // version 7
  const int last = code.size() - 1;
  for (const auto& [row, column] : {std::pair{0, 0}, {0, last - 6}, {last - 6, 0}}) {
    for (int y = 0; y < 7; ++y) {
      for (int x = 0; x < 7; ++x) {
        const int ring = std::max(std::abs(y - 3), std::abs(x - 3));
        EXPECT_EQ(code.dark(row + y, column + x), ring != 2);
      }
    }
  }
  for (int i = 8; i < last - 7; ++i) {
    EXPECT_EQ(code.dark(6, i), i % 2 == 0);
    EXPECT_EQ(code.dark(i, 6), i % 2 == 0);
  }
  for (int i = 0; i < 18; ++i) {
    const bool bit = (0x07C94 >> i & 1) != 0;
    EXPECT_EQ(code.dark(i / 3, last - 10 + i % 3), bit);
    EXPECT_EQ(code.dark(last - 10 + i % 3, i / 3), bit);
  }
  EXPECT_TRUE(code.dark(last - 7, 8));
}

TEST(QrCode, ThePathCoversTheDarkModules) {
  const QrCode code = QrCode::of("initlab").value();
  EXPECT_EQ(code.drawn_size(), 21 + 8);
  EXPECT_TRUE(code.path().starts_with("M4 4h7v1h-7z")) << "the first finder's upper edge";
}

}  // namespace
}  // namespace initlab
