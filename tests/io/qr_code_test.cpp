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

// ISO/IEC 18004, annex D, from version 7 on.
constexpr std::array<int, 23> version_information{
    0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D,
    0x0F928, 0x10B78, 0x1145D, 0x12A17, 0x13532, 0x149A6, 0x15683, 0x168C9,
    0x177EC, 0x18EC4, 0x191E1, 0x1AFAB, 0x1B08E, 0x1CC1A, 0x1D33F};

void expect_version_information(const QrCode& code, int version) {
  const int last = code.size() - 1;
  for (int i = 0; i < 18; ++i) {
    const bool bit = (version_information[static_cast<std::size_t>(version - 7)] >> i & 1) != 0;
    EXPECT_EQ(code.dark(i / 3, last - 10 + i % 3), bit) << version;
    EXPECT_EQ(code.dark(last - 10 + i % 3, i / 3), bit) << version;
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
      if (version >= 7) expect_version_information(*code, version);
    }
  }
  EXPECT_EQ(capacities.back(), QrCode::most);
  EXPECT_FALSE(QrCode::of(text_of(QrCode::most + 1)));
}

TEST(QrCode, EveryMaskIsChosenForSomeTextAndReadsBack) {
  std::set<int> formats;
  for (std::size_t size = 1; size <= 240; ++size) {
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

TEST(QrCode, FindersAndTimingStandWhereTheyBelong) {
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
  EXPECT_TRUE(code.dark(last - 7, 8));
}

TEST(QrCode, ThePathCoversTheDarkModules) {
  const QrCode code = QrCode::of("initlab").value();
  EXPECT_EQ(code.drawn_size(), 21 + 8);
  EXPECT_TRUE(code.path().starts_with("M4 4h7v1h-7z")) << "the first finder's upper edge";
}

}  // namespace
}  // namespace initlab
