#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "labs/lab.h"
#include "labs/param_visitor.h"
#include "text/strings.h"
#include "text/terms.h"

namespace initlab::ui {
namespace {

/// Decodes one character; 0xFFFD for what is not UTF-8.
char32_t next_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80    ? 1
                             : lead >= 0xF0 ? 4
                             : lead >= 0xE0 ? 3
                             : lead >= 0xC0 ? 2
                                            : 0;
  if (length == 0 || text.size() < length) {
    text.remove_prefix(1);
    return 0xFFFD;
  }
  char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(length);
  return code;
}

/// What the subset fonts always have, or take from the sources they are made of.
bool is_drawable(char32_t code, Language language) {
  if (code >= 0x20 && code < 0x7F) return true;
  if (language == Language::ko && code >= 0xAC00 && code <= 0xD7A3) return true;
  constexpr std::u32string_view others =
      U"−×√±·…≈σμφχξλα₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻\u00a0←↑→↓•–—“”‘’≤≥≠∞∑∂°";
  return others.find(code) != std::u32string_view::npos;
}

void expect_drawable(const Words& words) {
  EXPECT_FALSE(words.en.empty());
  EXPECT_FALSE(words.ko.empty());
  for (Language language : {Language::en, Language::ko}) {
    for (std::string_view rest = words.in(language); !rest.empty();) {
      const char32_t code = next_character(rest);
      EXPECT_TRUE(is_drawable(code, language))
          << "U+" << std::hex << static_cast<unsigned>(code) << " in " << words.in(language);
    }
  }
}

class LabelChecker final : public ParamVisitor {
 public:
  void integer(const ParamInfo& info, int&, IntegerRange) override { check(info); }
  void real(const ParamInfo& info, double&, RealRange) override { check(info); }
  void seed(const ParamInfo& info, std::uint64_t&) override { check(info); }
  void integers(const ParamInfo& info, std::vector<int>&, IntegerRange, int) override {
    check(info);
  }
  void text(const ParamInfo& info, std::string& value, int) override {
    check(info);
    expect_drawable({value, value});
  }

 private:
  void choice_index(const ParamInfo& info, int&, std::span<const Choice> choices) override {
    check(info);
    check_choices(choices);
  }
  void choice_indices(const ParamInfo& info, std::vector<int>&,
                      std::span<const Choice> choices) override {
    check(info);
    check_choices(choices);
  }
  static void check_choices(std::span<const Choice> choices) {
    for (const Choice& choice : choices) {
      expect_drawable(choice.label);
      if (!choice.help.en.empty()) expect_drawable(choice.help);
    }
  }
  void check(const ParamInfo& info) {
    expect_drawable(info.label);
    expect_drawable(info.help);
  }
};

TEST(Glyphs, EveryStringCanBeDrawn) {
  for (const strings::Entry& entry : strings::all()) {
    SCOPED_TRACE(std::string(entry.name));
    if (!entry.name.starts_with("page_")) expect_drawable(entry.words);
  }
}

TEST(Glyphs, EveryTermCanBeDrawn) {
  for (const Term* term : terms::all()) {
    SCOPED_TRACE(std::string(term->id));
    expect_drawable(term->term);
    expect_drawable(term->sentence);
    if (!term->formula.en.empty()) expect_drawable(term->formula);
  }
}

TEST(Glyphs, EveryDeclarationCanBeDrawn) {
  for (const Lab& lab : labs()) {
    expect_drawable(lab.title);
    for (const LabPreset& preset : lab.presets) expect_drawable(preset.label);
    LabelChecker checker;
    lab.create()->describe_params(checker);
  }
}

}  // namespace
}  // namespace initlab::ui
