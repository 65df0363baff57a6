#include "core/initializer/code/characters.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace initlab::init_code {
namespace {

struct Replacement {
  char32_t code;
  std::string_view ascii;
};

constexpr Replacement replacements[] = {
    {U'\u2212', "-"},   {U'\u2010', "-"},     {U'\u2011', "-"},       {U'\u2012', "-"},
    {U'\u2013', "-"},   {U'\u2014', "-"},     {U'\uFE63', "-"},       {U'\u00D7', "*"},
    {U'\u2217', "*"},   {U'\u22C5', "*"},     {U'\u00B7', "*"},       {U'\u2715', "*"},
    {U'\u00F7', "/"},   {U'\u2044', "/"},     {U'\u2215', "/"},       {U'\u2018', "'"},
    {U'\u2019', "'"},   {U'\u2032', "'"},     {U'\u201C', "\""},      {U'\u201D', "\""},
    {U'\u3001', ","},   {U'\u3002', "."},     {U'\u221A', "np.sqrt"}, {U'\u00B2', "**2"},
    {U'\u00B3', "**3"}, {U'\u03C0', "np.pi"}, {U'\u00BD', "(1/2)"},   {U'\u20A9', "\\"},
};

// U+FF01 .. U+FF5E are the printable ASCII characters in full width.
constexpr char32_t full_width_first = 0xFF01;
constexpr char32_t full_width_last = 0xFF5E;

constexpr auto printable = [] {
  std::array<char, full_width_last - full_width_first + 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>('!' + i);
  return all;
}();

}  // namespace

Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {invalid_character, 1};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {invalid_character, 1};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (is_overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return {invalid_character, 1};
  }
  return {code, length};
}

bool is_space(char32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 ||
         (code >= 0x2000 && code <= 0x200F) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x2060 || code == 0x3000 || code == 0xFEFF;
}

std::string_view ascii_for(char32_t code) {
  if (code >= full_width_first && code <= full_width_last) {
    return {&printable[code - full_width_first], 1};
  }
  const auto* const found = std::find_if(std::begin(replacements), std::end(replacements),
                                         [&](const Replacement& r) { return r.code == code; });
  return found == std::end(replacements) ? std::string_view{} : found->ascii;
}

}  // namespace initlab::init_code
