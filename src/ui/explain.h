#pragma once

#include <string_view>

#include "text/terms.h"
#include "ui/lab_view.h"

namespace initlab::ui {

/// The term behind a label of the canvas, by what is written; null where nothing needs explaining.
const Term* label_term(std::string_view label, Language);

/// Makes an area the word of a term (nothing for null): a pointer over it shows the sentence, a
/// press asks the host for the box with the formula and the way to the glossary.
void explained(const ViewContext&, const Term*, ImVec2 min, ImVec2 size);

/// A label, its left end at x and the middle of its capitals at y, explained where it has a term.
void explained_text(const ViewContext&, float x, float y, std::string_view label, const TextStyle&,
                    Align align = Align::left);

}  // namespace initlab::ui
