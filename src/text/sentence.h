#pragma once

#include <initializer_list>
#include <string_view>

#include "text/words.h"

namespace initlab {

/// A value for one {name} in a pattern; the same text goes into both languages unless they differ.
struct Slot {
  std::string_view name;
  std::string_view en;
  std::string_view ko;

  Slot(std::string_view slot, std::string_view text) : name(slot), en(text), ko(text) {}
  Slot(std::string_view slot, std::string_view text_en, std::string_view text_ko)
      : name(slot), en(text_en), ko(text_ko) {}
};

/// The pattern with every {name} replaced, and in Korean the particle after it chosen by how the
/// value is read. A name without a slot stays as it is written, so that a
/// mistake is seen on the page and by the test that fills every pattern.
Sentence fill(const Words& pattern, std::initializer_list<Slot> slots);

/// Puts `next` after the text, and the gap between them where there is text already.
void append(Sentence& text, const Sentence& next, std::string_view gap = " ");

}  // namespace initlab
