#include "text/terms.h"

#include <algorithm>
#include <string>

namespace initlab {
namespace {

constexpr const Term* table[] = {
#define INITLAB_TERM(name, anchor, columns, params, term, sentence, formula) &terms::name,
#include "text/terms.def"
#undef INITLAB_TERM
};

bool names(std::string_view list, std::string_view key) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == key) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

const Term* find(std::string_view Term::* list, std::string_view lab, std::string_view key) {
  const std::string of_lab = std::string(lab) + '/' + std::string(key);
  for (const std::string_view wanted : {std::string_view(of_lab), key}) {
    const auto found =
        std::ranges::find_if(table, [&](const Term* term) { return names(term->*list, wanted); });
    if (found != std::end(table)) return *found;
  }
  return nullptr;
}

}  // namespace

const Term* column_term(std::string_view lab, std::string_view key) {
  for (;;) {
    if (const Term* term = find(&Term::columns, lab, key)) return term;
    const std::size_t point = key.find('.');
    if (point == std::string_view::npos) return nullptr;
    key.remove_prefix(point + 1);
  }
}

const Term* param_term(std::string_view lab, std::string_view key) {
  return find(&Term::params, lab, key);
}

std::span<const Term* const> terms::all() { return table; }

}  // namespace initlab
