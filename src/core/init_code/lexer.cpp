#include "core/init_code/lexer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "core/init_code/characters.h"

namespace initlab::init_code {
namespace {

// Words of Python that start something this language has not got.
constexpr std::string_view left_out[] = {
    "and", "as",   "assert", "class", "def", "del",    "elif",  "else",   "eval", "exec", "False",
    "for", "from", "global", "if",    "in",  "import", "is",    "lambda", "None", "not",  "open",
    "or",  "pass", "print",  "raise", "try", "True",   "while", "with",   "yield"};

// Longest first. Those in `accepted` go on to the parser.
constexpr std::string_view signs[] = {"**=", "//=", "**", "//", "+=", "-=", "*=", "/=", "@=", "%=",
                                      "==",  "!=",  "<=", ">=", ":=", "->", "..", "&&", "||"};
constexpr std::string_view accepted = "+-*/@(),=.[];";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::variant<std::vector<Token>, CodeError> run() {
    while (!failed_ && skip_spaces()) next();
    if (failed_) return error_;
    tokens_.push_back({TokenType::end, source_.substr(source_.size()), column(), 0});
    return std::move(tokens_);
  }

 private:
  int column() const { return column_of(source_, at_); }

  void fail(CodeFault fault, std::string_view token, std::string_view suggestion = {}) {
    if (failed_) return;
    failed_ = true;
    error_.fault = fault;
    error_.column = column();
    error_.token = token;
    error_.suggestion = suggestion;
  }

  void add(TokenType type, std::size_t end, double number = 0) {
    tokens_.push_back({type, source_.substr(at_, end - at_), column(), number});
    at_ = end;
  }

  // Spaces and comments; false at the end.
  bool skip_spaces() {
    while (at_ < source_.size()) {
      if (source_[at_] == '#') {
        at_ = std::min(source_.find('\n', at_), source_.size());
        continue;
      }
      const Character c = decode(source_.substr(at_));
      if (!is_space(c.code)) return true;
      at_ += c.length;
    }
    return false;
  }

  std::size_t end_of(bool (*belongs)(char), std::size_t from) const {
    while (from < source_.size() && belongs(source_[from])) ++from;
    return from;
  }

  void next() {
    const char c = source_[at_];
    const bool is_fraction = c == '.' && at_ + 1 < source_.size() && is_digit(source_[at_ + 1]);
    if (static_cast<unsigned char>(c) >= 0x80) {
      foreign(at_);
    } else if (is_digit(c) || is_fraction) {
      number();
    } else if (starts_name(c)) {
      name();
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else {
      sign();
    }
  }

  void foreign(std::size_t at) {
    at_ = at;
    const Character c = decode(source_.substr(at));
    if (c.code == invalid_character || c.code < ' ') {
      fail(CodeFault::foreign_character, "?");
    } else {
      fail(CodeFault::foreign_character, source_.substr(at, c.length), ascii_for(c.code));
    }
  }

  void number() {
    std::size_t end = end_of(is_digit, at_);
    if (end < source_.size() && source_[end] == '.') end = end_of(is_digit, end + 1);
    if (end < source_.size() && (source_[end] == 'e' || source_[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < source_.size() && (source_[digits] == '-' || source_[digits] == '+')) ++digits;
      if (digits < source_.size() && is_digit(source_[digits])) end = end_of(is_digit, digits);
    }
    const auto is_glued = [](char c) { return continues_name(c) || c == '.'; };
    const std::size_t whole = end_of(is_glued, end);
    const std::string_view text = source_.substr(at_, whole - at_);
    if (whole != end) return fail(CodeFault::bad_number, text);
    const double value = std::strtod(std::string(text).c_str(), nullptr);
    if (!std::isfinite(value)) return fail(CodeFault::number_too_large, text);
    add(TokenType::number, end, value);
  }

  void name() {
    const std::size_t end = end_of(continues_name, at_);
    const std::string_view text = source_.substr(at_, end - at_);
    if (text.find("__") != std::string_view::npos ||
        std::find(std::begin(left_out), std::end(left_out), text) != std::end(left_out)) {
      return fail(CodeFault::not_in_language, text);
    }
    add(TokenType::name, end);
  }

  void quoted(char mark) {
    const std::size_t end = source_.find(mark, at_ + 1);
    if (end == std::string_view::npos) return fail(CodeFault::open_text, source_.substr(at_, 1));
    for (std::size_t i = at_ + 1; i < end;) {
      const Character c = decode(source_.substr(i));
      if (c.code == invalid_character || c.code < ' ') return foreign(i);
      i += c.length;
    }
    tokens_.push_back({TokenType::text, source_.substr(at_ + 1, end - at_ - 1), column(), 0});
    at_ = end + 1;
  }

  void sign() {
    std::string_view text = source_.substr(at_, 1);
    for (const std::string_view longer : signs) {
      if (text.size() == 1 && source_.substr(at_).starts_with(longer)) text = longer;
    }
    if (text == "^") return fail(CodeFault::caret, text, "**");
    const bool is_control = text[0] < ' ' || text[0] == '\x7f';
    if (is_control) return fail(CodeFault::foreign_character, "?");
    if (text != "**" && (text.size() > 1 || accepted.find(text) == std::string_view::npos)) {
      return fail(CodeFault::not_in_language, text);
    }
    add(TokenType::sign, at_ + text.size());
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  bool failed_ = false;
  CodeError error_;
};

}  // namespace

int column_of(std::string_view source, std::size_t at) {
  int column = 1;
  for (std::size_t i = 0; i < at && i < source.size(); ++column) {
    i += decode(source.substr(i)).length;
  }
  return column;
}

std::variant<std::vector<Token>, CodeError> tokenize(std::string_view source) {
  return Lexer(source).run();
}

}  // namespace initlab::init_code
