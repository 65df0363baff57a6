#pragma once

#include <span>
#include <string_view>

#include "text/words.h"

namespace initlab {

/// A word of plots, tables and settings with its explanation. The list is terms.def; the page has
/// the same one (tools/terms.mjs).
struct Term {
  std::string_view id;
  std::string_view anchor;   // of the glossary's entry
  std::string_view columns;  // keys of tables, with spaces between
  std::string_view params;   // keys of parameters
  Words term;
  Words sentence;
  Words formula;  // both empty where there is none
};

/// The term that explains a column of a lab's table ("std", "theory.z"); null when there is none.
const Term* column_term(std::string_view lab, std::string_view key);
/// The same for a parameter.
const Term* param_term(std::string_view lab, std::string_view key);

namespace terms {

#define INITLAB_TERM_WORDS(...) \
  Words { __VA_ARGS__ }
#define INITLAB_TERM(name, anchor, columns, params, term, sentence, formula) \
  inline constexpr Term name{#name,                                          \
                             anchor,                                         \
                             columns,                                        \
                             params,                                         \
                             INITLAB_TERM_WORDS term,                        \
                             INITLAB_TERM_WORDS sentence,                    \
                             INITLAB_TERM_WORDS formula};
#include "text/terms.def"
#undef INITLAB_TERM

std::span<const Term* const> all();

}  // namespace terms

}  // namespace initlab
