#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace initlab {

enum class Language : std::uint8_t { en, ko };

/// A fixed text in both languages. Both are always filled in.
struct Words {
  std::string_view en;
  std::string_view ko;

  constexpr std::string_view in(Language language) const {
    return language == Language::ko ? ko : en;
  }
};

/// A finished sentence in both languages, so that a change of language recomputes nothing.
struct Sentence {
  std::string en;
  std::string ko;

  const std::string& in(Language language) const { return language == Language::ko ? ko : en; }
  bool empty() const { return en.empty(); }
  bool operator==(const Sentence&) const = default;
};

}  // namespace initlab
