#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "labs/lab.h"

namespace initlab {

/// How a verdict is marked wherever it is shown: a shape first, a colour second.
enum class VerdictMark : std::uint8_t { none, keeps, shrinks, grows, stuck, partly, running };

/// The mark of a verdict, by its word in a result; `none` for one that is only a note.
VerdictMark verdict_mark(std::string_view verdict);
bool is_verdict(std::string_view word);
/// As it is written for the text view.
std::string_view word_of(VerdictMark);

/// What every report says of itself first.
struct Summary {
  Sentence headline;
  Sentence evidence;
  std::string_view verdict;  // its word
  VerdictMark mark = VerdictMark::none;
};

Summary summary_of(Report&);

}  // namespace initlab
