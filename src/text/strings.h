#pragma once

#include <span>
#include <string_view>

#include "text/words.h"

namespace initlab::strings {

/// Every text of the product that is not part of a declaration, by name: strings::verdict_keeps.
#define INITLAB_STRING(name, en, ko) inline constexpr Words name{en, ko};
#include "text/strings.def"
#undef INITLAB_STRING

struct Entry {
  std::string_view name;
  Words words;
};

/// The whole table, for tests. A module that asks for it has every text in it.
std::span<const Entry> all();

}  // namespace initlab::strings
