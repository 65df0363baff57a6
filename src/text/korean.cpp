#include "text/korean.h"

#include <array>
#include <cstdint>
#include <ranges>

#include "text/digits.h"

namespace initlab {
namespace {

using enum KoreanEnding;

constexpr std::size_t syllable_bytes = 3;  // of a Hangul syllable in UTF-8
constexpr std::uint32_t first_syllable = 0xAC00;
constexpr std::uint32_t last_syllable = 0xD7A3;

/// The syllable with which the text begins, 0 for anything else.
std::uint32_t syllable_at(std::string_view text) {
  if (text.size() < syllable_bytes) return 0;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  if ((byte(0) & 0xF0U) != 0xE0U) return 0;
  const std::uint32_t code =
      ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  return code >= first_syllable && code <= last_syllable ? code : 0;
}

/// Syllables stand in the order of their final consonants, 28 to a vowel: none is 0, ㄹ is 8.
KoreanEnding ending_of_syllable(std::uint32_t code) {
  const std::uint32_t last = (code - first_syllable) % 28U;
  if (last == 0) return vowel;
  return last == 8 ? rieul : consonant;
}

/// Where the digits, points and commas begin with which the text ends.
std::size_t number_start(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 &&
         (is_digit(text[start - 1]) || text[start - 1] == '.' || text[start - 1] == ','))
    --start;
  return start;
}

/// Of a number that ends in a digit.
KoreanEnding ending_of_number(std::string_view text) {
  constexpr std::array<KoreanEnding, 10> digits = {consonant, rieul,     vowel, consonant, vowel,
                                                   vowel,     consonant, rieul, rieul,     vowel};
  const std::size_t start = number_start(text);
  // 1/36 is read 36분의 1, 1/√2 루트 2분의 1; 0.5/20 is a division.
  std::string_view before = text.substr(0, start);
  if (constexpr std::string_view root = "√"; before.ends_with(root))
    before.remove_suffix(root.size());
  if (before.size() > 1 && before.back() == '/' && is_digit(before[before.size() - 2])) {
    before.remove_suffix(1);
    if (before.find('.', number_start(before)) == std::string_view::npos)
      return ending_of_number(before);
  }
  const std::string_view number = text.substr(start);
  if (number.find('.') == std::string_view::npos) {
    std::size_t zeros = 0;
    for (const char c : std::views::reverse(number)) {
      if (c != '0' && c != ',') break;
      zeros += c == '0' ? 1 : 0;
    }
    // 만, 억, 조, 경, 해: of the words for powers of 10⁴, 조 and 해 end in a vowel.
    if (zeros / 4 == 3 || zeros / 4 == 5) return vowel;
  }
  return digits.at(static_cast<std::size_t>(number.back() - '0'));
}

struct Pair {
  std::string_view closed;  // after a consonant
  std::string_view open;    // after a vowel
};

constexpr std::array<Pair, 6> pairs = {
    {{"으로", "로"}, {"이나", "나"}, {"은", "는"}, {"이", "가"}, {"을", "를"}, {"과", "와"}}};

/// A particle ends its word, or another particle follows: "으로는", "과의".
bool ends_word(std::string_view rest) {
  constexpr std::array<std::string_view, 6> more = {"는", "도", "만", "서", "의", "부터"};
  if (syllable_at(rest) == 0) return true;
  for (const std::string_view next : more) {
    if (rest.starts_with(next) && syllable_at(rest.substr(next.size())) == 0) return true;
  }
  return false;
}

bool follows(const Pair& pair, bool closed, KoreanEnding ending) {
  const bool ro = pair.open == "로";  // ㄹ takes 로
  const bool is_closed = ending == consonant || (ending == rieul && !ro);
  return closed == is_closed;
}

}  // namespace

KoreanEnding korean_ending(std::string_view text) {
  if (text.ends_with(')')) text = text.substr(0, text.rfind('('));
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return unknown;
  if (text.ends_with('%') || text.ends_with("Inf") || text.ends_with("∞")) return vowel;
  if (text.ends_with("NaN")) return consonant;
  if (is_digit(text.back())) return ending_of_number(text);
  constexpr std::array<std::string_view, 3> halves = {"½", "⅓", "¼"};
  for (const std::string_view half : halves) {
    if (text.ends_with(half)) return rieul;
  }
  constexpr std::array<std::string_view, 10> raised = {"⁰", "¹", "²", "³", "⁴",
                                                       "⁵", "⁶", "⁷", "⁸", "⁹"};
  for (const std::string_view digit : raised) {
    if (text.ends_with(digit)) return consonant;
  }
  if (text.size() < syllable_bytes) return unknown;
  const std::uint32_t syllable = syllable_at(text.substr(text.size() - syllable_bytes));
  return syllable == 0 ? unknown : ending_of_syllable(syllable);
}

KoreanParticle korean_particle(std::string_view before, std::string_view after) {
  const KoreanEnding ending = korean_ending(before);
  if (ending == unknown) return {};
  for (const Pair& pair : pairs) {
    for (const std::string_view written : {pair.closed, pair.open}) {
      if (!after.starts_with(written) || !ends_word(after.substr(written.size()))) continue;
      return {follows(pair, true, ending) ? pair.closed : pair.open, written.size()};
    }
  }
  return {};
}

}  // namespace initlab
