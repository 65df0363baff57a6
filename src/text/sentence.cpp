#include "text/sentence.h"

#include "text/korean.h"

namespace initlab {
namespace {

std::string fill_one(std::string_view pattern, std::initializer_list<Slot> slots,
                     Language language) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close =
        open == std::string_view::npos ? std::string_view::npos : pattern.find('}', open);
    if (close == std::string_view::npos) {
      text += pattern;
      break;
    }
    text += pattern.substr(0, open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    std::string_view value = pattern.substr(open, close - open + 1);
    for (const Slot& slot : slots) {
      if (slot.name == name) value = language == Language::ko ? slot.ko : slot.en;
    }
    text += value;
    pattern.remove_prefix(close + 1);
    if (language == Language::ko) {
      const KoreanParticle chosen = korean_particle(value, pattern);
      text += chosen.particle;
      pattern.remove_prefix(chosen.replaces);
    }
  }
  return text;
}

}  // namespace

Sentence fill(const Words& pattern, std::initializer_list<Slot> slots) {
  return {fill_one(pattern.en, slots, Language::en), fill_one(pattern.ko, slots, Language::ko)};
}

void append(Sentence& text, const Sentence& next, std::string_view gap) {
  if (!text.empty()) {
    text.en += gap;
    text.ko += gap;
  }
  text.en += next.en;
  text.ko += next.ko;
}

}  // namespace initlab
