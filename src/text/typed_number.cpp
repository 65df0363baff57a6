#include "text/typed_number.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "text/digits.h"

namespace initlab {
namespace {

struct Spelling {
  std::string_view written;
  std::string_view read;
};

// What stands for a character of ASCII; digits of full width are added by rule.
constexpr std::array spellings = {
    Spelling{"\u2212", "-"}, Spelling{"\u2013", "-"}, Spelling{"\uFF0D", "-"},
    Spelling{"\uFE63", "-"}, Spelling{"\uFF0B", "+"}, Spelling{"\uFF0E", "."},
    Spelling{"\uFF0C", ","}, Spelling{"\u00A0", " "}, Spelling{"\u2009", " "},
    Spelling{"\u2002", " "}, Spelling{"\u2003", " "}, Spelling{"\u2007", " "},
    Spelling{"\u202F", " "}, Spelling{"\u3000", " "}, Spelling{"\t", " "},
    Spelling{"\n", " "},     Spelling{"\r", " "},     Spelling{"\u2019", "'"},
    Spelling{"\u00D7", "*"}, Spelling{"\u22C5", "*"}, Spelling{"\u00B7", "*"},
    Spelling{"\uFF05", "%"}, Spelling{"\uFF1D", "="},
};

// Digits of an exponent, after 10.
constexpr std::array superscripts = {
    Spelling{"\u2070", "0"}, Spelling{"\u00B9", "1"}, Spelling{"\u00B2", "2"},
    Spelling{"\u00B3", "3"}, Spelling{"\u2074", "4"}, Spelling{"\u2075", "5"},
    Spelling{"\u2076", "6"}, Spelling{"\u2077", "7"}, Spelling{"\u2078", "8"},
    Spelling{"\u2079", "9"}, Spelling{"\u207B", "-"}, Spelling{"\u207A", "+"},
};

// Words that are counted and change no number.
constexpr std::array counted = {
    std::string_view("layer"), std::string_view("layers"), std::string_view("unit"),
    std::string_view("units"), std::string_view("row"),    std::string_view("rows"),
    std::string_view("step"),  std::string_view("steps"),  std::string_view("seed"),
    std::string_view("seeds"), std::string_view("trial"),  std::string_view("trials"),
    std::string_view("times"), std::string_view("bit"),    std::string_view("bits"),
    std::string_view("개"),    std::string_view("층"),     std::string_view("행"),
    std::string_view("단계"),  std::string_view("번"),     std::string_view("회"),
    std::string_view("배"),
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

const Spelling* spelled_at(std::string_view text, std::span<const Spelling> among) {
  const auto found = std::ranges::find_if(
      among, [&](const Spelling& spelling) { return text.starts_with(spelling.written); });
  return found == among.end() ? nullptr : &*found;
}

std::string in_ascii(std::string_view text) {
  std::string plain;
  bool raised = false;
  while (!text.empty()) {
    if (const Spelling* up = spelled_at(text, superscripts)) {
      if (!raised) plain += '^';
      raised = true;
      plain += up->read;
      text.remove_prefix(up->written.size());
      continue;
    }
    raised = false;
    if (const Spelling* known = spelled_at(text, spellings)) {
      plain += known->read;
      text.remove_prefix(known->written.size());
    } else if (text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' &&
               text[2] <= '\x99') {
      plain += static_cast<char>(text[2] - '\x90' + '0');  // full width
      text.remove_prefix(3);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

bool is_name(std::string_view word, std::span<const std::string_view> names) {
  const std::string small = lower(word);
  return std::ranges::any_of(names, [&](std::string_view name) {
    return !name.empty() && lower(in_ascii(name)) == small;
  });
}

/// "1", "000" and "000" of "1,000,000": the first of one to three digits, the others of three.
bool are_thousands(const std::vector<std::string_view>& groups) {
  if (groups.front().empty() || groups.front().size() > 3) return false;
  return std::all_of(groups.begin() + 1, groups.end(),
                     [](std::string_view group) { return group.size() == 3; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Digits without the separators of their thousands; empty when these are out of place.
std::string without_thousands(std::string_view text, char separator) {
  const std::vector<std::string_view> groups = split(text, separator);
  if (groups.size() > 1 && !are_thousands(groups)) return {};
  std::string digits;
  for (const std::string_view group : groups) digits += group;
  return std::ranges::all_of(digits, is_digit) ? digits : std::string();
}

struct Mantissa {
  TypedNumber::Fault fault = TypedNumber::Fault::not_a_number;
  std::string text;
  std::string other;
};

Mantissa unambiguous(std::string text) {
  if (text.empty()) return {};
  return {TypedNumber::Fault::none, std::move(text), {}};
}

/// `decimal` as the decimal separator, at most once, and `thousands` before it.
Mantissa with_decimals(std::string_view text, char decimal, char thousands) {
  const std::size_t point = text.find(decimal);
  const std::string_view after =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!std::ranges::all_of(after, is_digit)) return {};
  const std::string_view before = text.substr(0, point);
  const std::string digits = without_thousands(before, thousands);
  if (digits.empty() && !before.empty()) return {};
  if (digits.empty() && after.empty()) return {};
  return unambiguous(digits + (after.empty() ? "" : "." + std::string(after)));
}

/// Digits with separators, without sign and exponent.
Mantissa read_mantissa(std::string_view text, bool whole, bool has_exponent) {
  // Spaces, apostrophes and underscores never are decimal separators.
  for (const char space : {' ', '\'', '_'}) {
    if (text.find(space) == std::string_view::npos) continue;
    const std::size_t end = text.find_first_of(",.");
    const std::string digits = without_thousands(text.substr(0, end), space);
    if (digits.empty()) return {};
    const std::string rest(end == std::string_view::npos ? "" : text.substr(end));
    if (rest.size() > 1 && !std::ranges::all_of(rest.substr(1), is_digit)) return {};
    return unambiguous(digits + (rest.size() > 1 ? "." + rest.substr(1) : ""));
  }
  const auto commas = std::ranges::count(text, ',');
  const auto points = std::ranges::count(text, '.');
  if (commas > 0 && points > 0) {
    return text.rfind(',') > text.rfind('.') ? with_decimals(text, ',', '.')
                                             : with_decimals(text, '.', ',');
  }
  if (commas > 1) return unambiguous(without_thousands(text, ','));
  if (points > 1) return unambiguous(without_thousands(text, '.'));
  const char separator = commas > 0 ? ',' : '.';
  Mantissa decimals = with_decimals(text, separator, ' ');
  const std::string thousands = without_thousands(text, separator);
  const bool may_be_thousands =
      commas + points == 1 && !thousands.empty() && text.front() != '0' && !has_exponent;
  // A point among the digits is a decimal point wherever decimals are possible.
  if (!may_be_thousands || (points == 1 && !whole)) return decimals;
  const bool is_round = text.ends_with("000");
  if (whole && (commas == 1 || !is_round)) return unambiguous(thousands);
  return {TypedNumber::Fault::ambiguous, decimals.text, thousands};
}

/// The end of the digits and separators that `text` begins with.
std::size_t mantissa_end(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool before_digit = i + 1 < text.size() && is_digit(text[i + 1]);
    if (is_digit(text[i]) || text[i] == '.' || text[i] == ',') {
      end = i + 1;
    } else if ((text[i] == ' ' || text[i] == '\'' || text[i] == '_') && before_digit && end == i) {
      continue;
    } else {
      break;
    }
  }
  return end;
}

/// "e-3", "* 10^-3", "*10**-3" at the start; takes it off and gives "-3". Empty: there is none.
std::string take_exponent(std::string_view& text) {
  std::string_view rest = text;
  if (rest.starts_with('e') || rest.starts_with('E')) {
    rest.remove_prefix(1);
  } else {
    rest = trimmed(rest);
    if (!rest.starts_with('*') && !rest.starts_with('x')) return {};
    rest = trimmed(rest.substr(1));
    if (!rest.starts_with("10")) return {};
    rest = trimmed(rest.substr(2));
    if (rest.starts_with('^')) {
      rest.remove_prefix(1);
    } else if (rest.starts_with("**")) {
      rest.remove_prefix(2);
    } else {
      return {};
    }
    rest = trimmed(rest);
  }
  std::size_t end = rest.starts_with('-') || rest.starts_with('+') ? 1 : 0;
  const std::size_t digits = end;
  while (end < rest.size() && is_digit(rest[end])) ++end;
  if (end == digits) return {};
  std::string exponent(rest.substr(0, end));
  text = rest.substr(end);
  return exponent;
}

}  // namespace

TypedNumber read_typed_number(std::string_view typed, bool whole,
                              std::span<const std::string_view> names) {
  const std::string plain = in_ascii(typed);
  std::string_view rest = trimmed(plain);
  const std::size_t equals = rest.find_first_of("=:");
  if (equals != std::string_view::npos) {
    if (!is_name(trimmed(rest.substr(0, equals)), names)) return {};
    rest = trimmed(rest.substr(equals + 1));
  }
  if (rest.starts_with('*')) rest = trimmed(rest.substr(1));  // "× 2"
  std::string sign;
  if (rest.starts_with('-') || rest.starts_with('+')) {
    if (rest.front() == '-') sign = "-";
    rest = trimmed(rest.substr(1));
  }
  const std::size_t end = mantissa_end(rest);
  std::string_view mantissa = rest.substr(0, end);
  rest.remove_prefix(end);
  std::string exponent;
  if (mantissa == "10" && (rest.starts_with('^') || rest.starts_with("**"))) {
    std::string_view power = rest;
    std::string with_factor = "*10" + std::string(power);
    std::string_view factor = with_factor;
    exponent = take_exponent(factor);
    if (exponent.empty()) return {};
    mantissa = "1";
    rest.remove_prefix(rest.size() - factor.size());
  } else {
    exponent = take_exponent(rest);
  }
  rest = trimmed(rest);
  const bool percent = rest == "%";
  const bool named = rest.empty() || is_name(rest, names) ||
                     std::ranges::find(counted, std::string_view(lower(rest))) != counted.end() ||
                     ((rest == "*" || rest == "x" || rest == "X") && is_name("*", names));
  if (percent ? whole || !exponent.empty() : !named) return {};
  const Mantissa read = read_mantissa(mantissa, whole, !exponent.empty());
  const auto whole_text = [&](const std::string& digits) {
    if (digits.empty()) return std::string();
    const std::string tail = percent ? "e-2" : exponent.empty() ? "" : "e" + exponent;
    return sign + digits + tail;
  };
  return {read.fault, whole_text(read.text), whole_text(read.other)};
}

std::string read_typed_list(std::string_view typed) {
  const std::string plain = in_ascii(typed);
  std::string_view rest = trimmed(plain);
  for (const std::string_view brackets : {"[]", "()", "{}"}) {
    if (rest.size() < 2 || rest.front() != brackets[0] || rest.back() != brackets[1]) continue;
    rest = trimmed(rest.substr(1, rest.size() - 2));
    break;
  }
  std::string list;
  bool after_space = false;
  for (const char c : rest) {
    if (c == ' ') {
      after_space = true;
      continue;
    }
    const bool separates = c == ',' || c == ';';
    const bool after_separator = list.empty() || list.back() == ',';
    if (after_space && !separates && !after_separator) list += ',';
    after_space = false;
    list += separates ? ',' : c;
  }
  return list;
}

}  // namespace initlab
