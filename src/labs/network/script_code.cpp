#include "labs/network/script_code.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace initlab {
namespace {

constexpr std::string_view call = "own_code(fan_in, fan_out, layer, depth, gain)";

struct Statement {
  std::size_t indent = 0;  // spaces
  std::string text;
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || !is_name_character(text[word.size()]));
}

/// Statements that bring others along, on their own line or indented below it.
bool opens_block(std::string_view text) {
  constexpr std::array words = {"def", "if", "elif", "else", "for", "while", "with", "class"};
  return std::ranges::any_of(words, [&](const char* word) { return starts_with_word(text, word); });
}

/// Reads statements as Python does: brackets and a backslash go on over the end of a line, quotes
/// hide everything, '#' hides the rest of the line, and ';' ends a statement.
class Reader {
 public:
  explicit Reader(std::string_view code) : code_(code) {}

  std::vector<Statement> read() {
    begin_line();
    while (at_ < code_.size()) step();
    end_statement();
    return std::move(statements_);
  }

 private:
  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t indent_ = 0;
  int depth_ = 0;
  std::string text_;
  std::vector<Statement> statements_;

  void begin_line() {
    indent_ = 0;
    for (; at_ < code_.size() && (code_[at_] == ' ' || code_[at_] == '\t'); ++at_) {
      indent_ += code_[at_] == '\t' ? 4 : 1;
    }
  }

  void end_statement() {
    std::string text = trimmed(text_);
    text_.clear();
    if (!text.empty()) statements_.push_back({indent_, std::move(text)});
  }

  void step() {
    const char c = code_[at_];
    if (c == '#') {
      at_ = std::min(code_.find('\n', at_), code_.size());
    } else if (c == '"' || c == '\'') {
      take_quoted(c);
    } else if (c == '\\' && at_ + 1 < code_.size() && code_[at_ + 1] == '\n') {
      text_ += ' ';
      at_ += 2;
    } else if (c == '\n') {
      ++at_;
      if (depth_ > 0) {
        text_ += ' ';
        return;
      }
      end_statement();
      begin_line();
    } else if (c == ';' && depth_ == 0 && !opens_block(trimmed(text_))) {
      ++at_;
      end_statement();
    } else {
      if (c == '(' || c == '[' || c == '{') ++depth_;
      if (c == ')' || c == ']' || c == '}') depth_ = std::max(0, depth_ - 1);
      text_ += c;
      ++at_;
    }
  }

  void take_quoted(char quote) {
    const std::string three(3, quote);
    const bool is_long = code_.substr(at_).starts_with(three);
    const std::string_view end =
        is_long ? std::string_view(three) : std::string_view(three).substr(2);
    std::size_t stop = at_ + end.size();
    while (stop < code_.size() && !code_.substr(stop).starts_with(end) &&
           (is_long || code_[stop] != '\n')) {
      stop += code_[stop] == '\\' ? 2 : 1;
    }
    stop = std::min(stop + end.size(), code_.size());
    text_ += code_.substr(at_, stop - at_);
    at_ = stop;
  }
};

/// What a statement assigns to and what it assigns; both empty where it assigns nothing.
struct Assignment {
  std::string target;
  std::string value;
};

Assignment assignment_of(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      // Keys of dictionaries: 'W1' within brackets.
      i = std::min(text.find(c, i + 1), text.size() - 1);
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (c == ':' && depth == 0 && opens_block(text)) {
      return {};
    } else if (c == '=' && depth == 0) {
      if (i + 1 < text.size() && text[i + 1] == '=') return {};
      std::size_t end = i;
      while (end > 0 &&
             std::string_view("+-*/@<>!").find(text[end - 1]) != std::string_view::npos) {
        --end;
      }
      if (end < i && std::string_view("<>!").find(text[end]) != std::string_view::npos) return {};
      std::string target = trimmed(text.substr(0, end));
      // "W: np.ndarray = ..."
      target = trimmed(std::string_view(target).substr(0, target.find(':')));
      return {target, trimmed(text.substr(i + 1))};
    }
  }
  return {};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_name_character) &&
         !(text.front() >= '0' && text.front() <= '9');
}

/// `part` by `other`, where it is not within a longer name.
std::string replaced(std::string text, std::string_view part, std::string_view other) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    const std::size_t end = at + part.size();
    const bool within =
        (at > 0 && (is_name_character(text[at - 1]) || text[at - 1] == '.')) ||
        (end < text.size() && is_name_character(text[end]) && is_name_character(part.back()));
    if (within) {
      ++at;
      continue;
    }
    text.replace(at, part.size(), other);
    at += other.size();
  }
  return text;
}

/// The name after "def".
std::string defined_name(std::string_view text) {
  const std::string rest = trimmed(text.substr(3));
  return trimmed(std::string_view(rest).substr(0, rest.find('(')));
}

ScriptCode as_function(std::vector<Statement> statements) {
  const auto least = std::ranges::min(statements, {}, &Statement::indent).indent;
  auto last = statements.rbegin();
  while (last->indent > least && last + 1 != statements.rend()) ++last;
  const Assignment assigned = assignment_of(last->text);
  std::string result;
  if (starts_with_word(last->text, "def")) {
    result = defined_name(last->text) + "(fan_in, fan_out)";
  } else if (starts_with_word(assigned.value, "lambda")) {
    result = assigned.target + "(fan_in, fan_out)";
  } else if (!assigned.target.empty()) {
    result = is_name(assigned.target) ? assigned.target : "W";
    if (result != assigned.target) {
      for (Statement& s : statements) s.text = replaced(s.text, assigned.target, result);
    }
  } else if (!starts_with_word(last->text, "return")) {
    if (opens_block(last->text)) {
      result = "W";
    } else {
      last->text = "return " + last->text;
    }
  }
  std::string text = "def " + std::string(call) + ":\n";
  for (const Statement& s : statements) {
    text += std::string(4 + s.indent - least, ' ') + s.text + '\n';
  }
  if (!result.empty()) text += "    return " + result + '\n';
  return {text + '\n', std::string(call)};
}

}  // namespace

ScriptCode script_code(std::string_view code) {
  std::vector<Statement> statements = Reader(code).read();
  if (statements.empty()) return {};
  if (statements.size() > 1) return as_function(std::move(statements));
  std::string& text = statements.front().text;
  const Assignment assigned = assignment_of(text);
  if (opens_block(text) || starts_with_word(assigned.value, "lambda")) {
    return as_function(std::move(statements));
  }
  if (starts_with_word(text, "return")) return {"", trimmed(std::string_view(text).substr(6))};
  return {"", assigned.target.empty() ? text : assigned.value};
}

}  // namespace initlab
