#include "core/initializer/code/lexer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/initializer/code/characters.h"

namespace initlab::init_code {
namespace {

// Longest first.
constexpr std::string_view longer_signs[] = {
    "**=", "//=", "...", "**", "//", "+=", "-=", "*=", "/=", "@=", "%=",
    "==",  "!=",  "<=",  ">=", ":=", "->", "&&", "||", "<<", ">>"};
constexpr std::string_view single_signs = "+-*/@%()[]{},=.:;<>~&|";

bool starts_name(char c) { return is_letter(c) || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }

// b'', f"", r'' and their pairs.
bool is_text_prefix(std::string_view name) {
  return name.size() <= 2 && name.find_first_not_of("bBfFrRuU") == std::string_view::npos;
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::variant<std::vector<Token>, CodeError> run() {
    starts_line_ = true;
    while (!failed_ && skip_spaces()) next();
    if (failed_) return error_;
    end_line();
    tokens_.push_back(
        {TokenType::end, source_.substr(source_.size()), source_.size(), source_.size()});
    return std::move(tokens_);
  }

 private:
  void fail(CodeFault fault, std::string_view token, std::string_view suggestion = {}) {
    if (failed_) return;
    failed_ = true;
    error_.fault = fault;
    error_.token = token;
    error_.suggestion = suggestion;
    place_error(source_, at_, error_);
  }

  Token& add(TokenType type, std::size_t end) {
    Token token{type, source_.substr(at_, end - at_), at_, end};
    if (starts_line_) token.indent = indent_;
    starts_line_ = false;
    tokens_.push_back(token);
    at_ = end;
    return tokens_.back();
  }

  void end_line() {
    const bool has_statement = !tokens_.empty() && tokens_.back().type != TokenType::line_end;
    if (has_statement) {
      tokens_.push_back({TokenType::line_end, source_.substr(at_, 0), at_, at_});
    }
    starts_line_ = true;
    indent_ = 0;
  }

  // Spaces, comments, line ends and prompts; false at the end of the text.
  bool skip_spaces() {
    while (at_ < source_.size()) {
      const std::string_view rest = source_.substr(at_);
      // A notebook's own command is passed over like a comment.
      const bool is_command = at_line_start() && (rest[0] == '%' || rest[0] == '!');
      if (rest[0] == '#' || is_command) {
        at_ = std::min(source_.find_first_of("\r\n", at_), source_.size());
      } else if (rest[0] == '\n' || rest[0] == '\r') {
        if (depth_ == 0) end_line();
        ++at_;
      } else if (rest.starts_with("\\\n") || rest.starts_with("\\\r")) {
        at_ += rest.starts_with("\\\r\n") ? 3 : 2;
      } else if (at_line_start() && (rest.starts_with(">>> ") || rest.starts_with("... "))) {
        at_ += 4;
        indent_ = 0;
      } else {
        const Character c = decode(rest);
        if (!is_space(c.code)) return true;
        if (starts_line_) indent_ += c.code == '\t' ? 8 : 1;
        at_ += c.length;
      }
    }
    return false;
  }

  bool at_line_start() const { return starts_line_ && depth_ == 0; }

  std::size_t end_of(bool (*belongs)(char), std::size_t place) const {
    while (place < source_.size() && belongs(source_[place])) ++place;
    return place;
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
      quoted(at_);
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

  // Digits may be grouped, 1_000.
  static bool is_digit_or_group(char c) { return is_digit(c) || c == '_'; }

  void number() {
    std::size_t end = end_of(is_digit_or_group, at_);
    bool is_whole = true;
    if (end < source_.size() && source_[end] == '.') {
      end = end_of(is_digit_or_group, end + 1);
      is_whole = false;
    }
    if (end < source_.size() && (source_[end] == 'e' || source_[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < source_.size() && (source_[digits] == '-' || source_[digits] == '+')) ++digits;
      if (digits < source_.size() && is_digit(source_[digits])) {
        end = end_of(is_digit, digits);
        is_whole = false;
      }
    }
    const auto is_glued = [](char c) { return continues_name(c) || c == '.'; };
    const std::size_t whole = end_of(is_glued, end);
    const std::string_view text = source_.substr(at_, whole - at_);
    if (whole != end) return fail(CodeFault::bad_number, text);
    std::string digits(text);
    std::erase(digits, '_');
    const double value = std::strtod(digits.c_str(), nullptr);
    if (!std::isfinite(value)) return fail(CodeFault::number_too_large, text);
    Token& token = add(TokenType::number, end);
    token.number = value;
    token.is_whole = is_whole;
  }

  void name() {
    const std::size_t end = end_of(continues_name, at_);
    const std::string_view text = source_.substr(at_, end - at_);
    const bool has_quote = end < source_.size() && (source_[end] == '\'' || source_[end] == '"');
    if (has_quote && is_text_prefix(text)) return quoted(end);
    add(TokenType::name, end);
  }

  // A text whose first quotation mark is at `mark_at`, a prefix perhaps before it.
  void quoted(std::size_t mark_at) {
    std::string_view mark = source_.substr(mark_at, 1);
    const std::string triple(3, mark[0]);
    const bool is_long = source_.substr(mark_at).starts_with(triple);
    if (is_long) mark = source_.substr(mark_at, 3);
    const std::size_t begin = mark_at + mark.size();
    std::size_t end = begin;
    while (end < source_.size() && !source_.substr(end).starts_with(mark)) {
      if (!is_long && (source_[end] == '\n' || source_[end] == '\r')) break;
      end += source_[end] == '\\' ? 2 : 1;
    }
    if (end >= source_.size() || !source_.substr(end).starts_with(mark)) {
      return fail(CodeFault::open_text, mark);
    }
    for (std::size_t i = begin; i < end;) {
      const Character c = decode(source_.substr(i));
      const bool is_break = c.code == '\n' || c.code == '\r' || c.code == '\t';
      if (c.code == invalid_character || (c.code < ' ' && !is_break)) return foreign(i);
      i += c.length;
    }
    const std::string_view prefix = source_.substr(at_, mark_at - at_);
    Token& token = add(TokenType::text, end + mark.size());
    token.text = source_.substr(begin, end - begin);
    token.is_pattern = prefix.find_first_of("fF") != std::string_view::npos;
  }

  void sign() {
    std::string_view text = source_.substr(at_, 1);
    for (const std::string_view longer : longer_signs) {
      if (text.size() == 1 && source_.substr(at_).starts_with(longer)) text = longer;
    }
    if (text == "^") return fail(CodeFault::caret, text, "**");
    const bool is_control = text[0] < ' ' || text[0] == '\x7f';
    if (is_control) return fail(CodeFault::foreign_character, "?");
    const bool is_known = text.size() > 1 ? text != "&&" && text != "||"
                                          : single_signs.find(text) != std::string_view::npos;
    if (!is_known) return fail(CodeFault::not_in_language, text);
    if (text == "(" || text == "[" || text == "{") ++depth_;
    if (text == ")" || text == "]" || text == "}") depth_ = std::max(0, depth_ - 1);
    add(TokenType::sign, at_ + text.size());
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  int depth_ = 0;  // of brackets
  int indent_ = 0;
  bool starts_line_ = true;
  bool failed_ = false;
  CodeError error_;
};

}  // namespace

void place_error(std::string_view source, std::size_t at, CodeError& error) {
  int line = 1;
  int column = 1;
  int last_line = 1;
  for (std::size_t i = 0; i < source.size();) {
    const bool is_break = source[i] == '\n';
    if (i < at) {
      column = is_break ? 1 : column + 1;
      if (is_break) ++line;
    }
    // A line end at the very end starts no line.
    if (is_break && source.find_first_not_of(" \t\r\n", i) != std::string_view::npos) ++last_line;
    i += decode(source.substr(i)).length;
  }
  error.line = last_line > 1 ? line : 0;
  error.column = column;
}

std::variant<std::vector<Token>, CodeError> tokenize(std::string_view source) {
  return Lexer(source).run();
}

}  // namespace initlab::init_code
