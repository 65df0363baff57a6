#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/words.h"

namespace initlab {

/// Writes JSON text piece by piece; commas are put where they belong. Numbers are in shortest
/// round-trip form; NaN and infinities are the strings "NaN", "Infinity", "-Infinity", and whole
/// numbers above 2^53 are strings too, because readers of JSON would round them.
class JsonText {
 public:
  void open(char bracket) {
    value_starts();
    text_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    text_ += bracket;
    first_ = false;
  }
  void key(std::string_view name);
  void string(std::string_view value);
  void number(double value);
  void whole(std::uint64_t value);
  void boolean(bool value);
  void words(const Words& value);
  void sentence(const Sentence& value);

  void member(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool first_ = true;  // nothing written yet at this level
  bool after_key_ = false;

  void value_starts();
};

}  // namespace initlab
