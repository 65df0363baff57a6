// "Did you mean": the closest word of the language.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace initlab::init_code {

// Edits (insert, delete, replace, swap neighbours) from `a` to `b`, whatever the case.
int spelling_distance(std::string_view a, std::string_view b);

// The closest of `words`, within a third of the length of `word`; empty when none is close.
std::string_view closest(std::string_view word, std::span<const std::string_view> words);

// The closest function or constant by its full name, prefixes aside; empty when none is close.
std::string closest_name(std::string_view text);

}  // namespace initlab::init_code
